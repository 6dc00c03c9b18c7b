"""Run the code cells of a submission, and its functions when the grader asks for it. One line of JSON a message.

From the grader: first what to do (see `main`); after a check {"call": arguments} as often as it likes, then {}.
To the grader: {"restricted": […]}, {"cell": n} before a cell, {"raised": …, "cell": n} where one failed,
{"check": task, "function": …}, {"returned": value} or {"raised": …} after a call with "after", the arguments as they
are then, and "leaned", {"ask": n, "arguments": …} for a function that is among the arguments, {"sql": …} for a
statement to be run on the site's database, {"end": true}.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import inspect
import json
import os
import re
import signal
import sys
import threading
import traceback
import types
from collections.abc import Callable, Iterator
from typing import Any

# This folder is the program: Python puts it on the path when it is started by its name.
import door  # type: ignore[import-not-found,unused-ignore]
import sandbox  # type: ignore[import-not-found,unused-ignore]
import values  # type: ignore[import-not-found,unused-ignore]

MAGIC = re.compile(r"(?m)^([ \t]*)(?:[%!?].*|[\w.]+\?{1,2}[ \t]*)$")
RUNS_THE_CELL = re.compile(r"\A\s*%%(time|timeit|capture|prun)\b.*")
LONGEST = 2000


class StillRunning(BaseException):
    """The time of a cell or a call is over. No `Exception`, so that `except Exception` does not swallow it."""


class Line:
    """The line to the grader. Standard input and output are nowhere from now on."""

    def __init__(self) -> None:
        self._pid, self._turn = os.getpid(), threading.Lock()
        self._in, self._out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nowhere, descriptor)

    def hear(self) -> dict[str, Any]:
        said = self._in.readline()
        if not said:
            os._exit(0)  # the grader has gone
        return dict(json.loads(said))

    def say(self, **word: Any) -> None:
        if os.getpid() != self._pid:
            os._exit(0)  # a fork of the submission's own: it does not speak for it
        self._out.write(json.dumps(word).encode() + b"\n")
        self._out.flush()

    def ask(self, **word: Any) -> dict[str, Any]:
        """Say something that the grader answers at once."""
        with self._turn:
            self.say(**word)
            return self.hear()

    def stand_in(self, number: int) -> Callable[..., Any]:
        """A function of the check's, which is run by the grader."""

        def ask(*arguments: Any, **named: Any) -> Any:
            answer = self.ask(ask=number, arguments=values.packed(arguments), named=values.packed(named))
            if "refused" in answer:
                kind = getattr(builtins, answer["refused"], RuntimeError)
                raise kind(answer["words"])
            return values.unpacked(answer["answer"])

        return ask


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """A stretch of time; once it is over, `StillRunning` is raised in it. Windows has no alarm: there the grader ends
    the process."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def over(signum: int, frame: object) -> None:
        raise StillRunning(f"it was stopped after {seconds:g} seconds")

    before, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    outer = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        # The stretch around this one goes on where it was.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, outer)
        signal.setitimer(signal.ITIMER_REAL, before)


def main() -> None:
    """Do what the first line says: cells [[number, source, seconds], …], url, packages, rights, models or None."""
    line = Line()
    told = line.hear()
    vars(builtins).update(exit=sys.exit, quit=sys.exit)  # what `site` would have done
    sys.path += told["packages"]
    sandbox.end_with_parent()
    line.say(restricted=sandbox.enter(sandbox.Rights(**told["rights"])))
    if told["models"]:
        import site_models  # type: ignore[import-not-found,unused-ignore]

        site_models.stand(line.ask, door.MissingList(), **told["models"])

    def check(name: str, function: Any) -> None:
        with within(0):  # no alarm while the grader thinks
            line.say(check=name, function=described(function))
            while "call" in (order := line.hear()):
                line.say(**outcome_of(function, values.unpacked(order["call"], line.stand_in), told["seconds"]))

    sys.modules["classroom"] = door.front_door(told["url"], check)
    space = sys.modules["__main__"] = types.ModuleType("__main__")
    vars(space).update(get_ipython=door.Anything(), display=door.Anything())
    for number, source, seconds in told["cells"]:
        line.say(cell=number)
        try:
            run_cell(number, source, seconds, vars(space))
        except BaseException as error:  # a notebook shows it and goes on with the next cell
            line.say(cell=number, raised=error_in_words(error))
    line.say(end=True)


def run_cell(number: int, source: str, seconds: float, space: dict[str, Any]) -> None:
    """Run one cell as a notebook would: with its magics left out, and `await` allowed."""
    source = RUNS_THE_CELL.sub("", source)
    try:
        code = compiled(source, number)
    except SyntaxError:
        code = compiled(MAGIC.sub(r"\1pass", source), number)
    with within(seconds):
        waiting = eval(code, space)
        if inspect.iscoroutine(waiting):
            asyncio.run(waiting)


def compiled(source: str, number: int) -> types.CodeType:
    """The cell's code, under a name that the grader knows again."""
    return compile(source, f"<cell {number}>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def described(function: Any) -> dict[str, Any]:
    """What a check wants to know of a function before it calls it."""
    told: dict[str, Any] = {"repr": "?", "callable": callable(function)}
    with contextlib.suppress(BaseException):
        told["repr"] = repr(function)[:LONGEST]
    with contextlib.suppress(BaseException):
        told["name"] = str(function.__name__)
    with contextlib.suppress(BaseException):
        told["takes"] = [
            [each.name, int(each.kind), None if each.default is each.empty else repr(each.default)[:80]]
            for each in inspect.signature(function).parameters.values()
        ]
    code = code_of(function)
    told["empty"] = code is not None and not code.co_names
    return told


def outcome_of(function: Any, arguments: list[Any], seconds: float) -> dict[str, Any]:
    """Call the function; say what it returned or raised."""
    said: dict[str, Any] = {}
    door.Missing.leaned = False
    try:
        with within(seconds):
            said["returned"] = values.packed(function(*arguments))
    except BaseException as error:
        said["raised"] = error_in_words(error, function)
    with contextlib.suppress(BaseException):
        said["after"] = values.packed(arguments)
    said["leaned"] = door.Missing.leaned
    return said


def error_in_words(error: BaseException, function: Any = None) -> dict[str, Any]:
    """An exception: its type, its words, and the cell and line from which it came.

    function: the one that was called; where it is in a cell, the line is one of that cell.
    """
    told: dict[str, Any] = {"type": type(error).__name__, "words": "", "late": isinstance(error, StillRunning)}
    with contextlib.suppress(BaseException):
        told["words"] = str(error.msg if isinstance(error, SyntaxError) else error)[:LONGEST]
    told["unwritten"] = isinstance(error, NotImplementedError)
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        frames.append((error.filename or "", error.lineno or 0))
    own = getattr(code_of(function), "co_filename", "")
    cells = [found for found in frames if found[0].startswith("<cell ") and own in (found[0], "")]
    told["place"] = list(cells[-1]) if cells else None
    return told


def code_of(function: Any) -> types.CodeType | None:
    """Return the code of a function, behind decorators that say so; None for anything else."""
    with contextlib.suppress(BaseException):
        code = getattr(inspect.unwrap(function), "__code__", None)
        return code if isinstance(code, types.CodeType) else None
    return None


if __name__ == "__main__":
    ours = sys.modules["__main__"]  # kept: the submission gets a `__main__` of its own
    main()
    os._exit(0)  # whatever threads the submission has
