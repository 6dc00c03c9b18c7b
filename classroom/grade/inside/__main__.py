"""Runs the code cells of a submission, and its functions when the grader asks for it. Every message is a line of JSON.

From the grader: first what to do (see `main`); after a check {"call": arguments}, any number of times, then {}.
To the grader: {"restricted": […]}; {"cell": n} before a cell; {"raised": …, "cell": n} where one failed;
{"check": task, "function": …}; after a call {"returned": value} or {"raised": …}, with "after", the arguments as they
are then, and "used_kernel"; {"ask": n, "arguments": …} to call function n of the arguments; {"sql": …} to run a
statement on the site's database, to which the grader may say {"function": …}, to be answered with {"value": …};
{"end": true}.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import inspect
import json
import os
import signal
import sys
import threading
import traceback
import types
from collections.abc import Callable, Iterator
from typing import Any

# Python is started with this folder as its program, and puts it on the path.
import lacking  # type: ignore[import-not-found,unused-ignore]
import magics  # type: ignore[import-not-found,unused-ignore]
import refusals  # type: ignore[import-not-found,unused-ignore]
import site_models  # type: ignore[import-not-found,unused-ignore]
import stubs  # type: ignore[import-not-found,unused-ignore]
import values  # type: ignore[import-not-found,unused-ignore]

from classroom.sandbox import sandbox

LONGEST = 2000


class StillRunning(BaseException):
    """A cell or a call timed out. Not an `Exception`, so that `except Exception` does not catch it."""


class Pipe:
    """The pipes to and from the grader, taken from standard input and output, which then lead to the null device."""

    def __init__(self) -> None:
        self._pid, self._lock = os.getpid(), threading.Lock()
        self._in, self._out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(null, descriptor)

    def receive(self) -> dict[str, Any]:
        line = self._in.readline()
        if not line:
            os._exit(0)  # the grader has ended
        return dict(json.loads(line))

    def send(self, **message: Any) -> None:
        if os.getpid() != self._pid:
            os._exit(0)  # a process that the submission forked must not send messages
        self._out.write(json.dumps(message).encode() + b"\n")
        self._out.flush()

    def request(self, **message: Any) -> dict[str, Any]:
        """Send a message and return the grader's answer to it. Functions that it asks for meanwhile are computed."""
        with self._lock:
            self.send(**message)
            while "function" in (answer := self.receive()):
                self.send(**site_models.computed(**answer))
            return answer

    def stand_in(self, number: int) -> Callable[..., Any]:
        """A stand-in for function `number` of the check: the grader runs it."""

        def ask(*arguments: Any, **named: Any) -> Any:
            answer = self.request(ask=number, arguments=values.packed(arguments), named=values.packed(named))
            if "refused" in answer:
                kind = getattr(builtins, answer["refused"], RuntimeError)
                raise kind(answer["words"])
            return values.unpacked(answer["answer"])

        return ask


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise `StillRunning` in the block after so many seconds; 0 for no limit.

    Windows has no SIGALRM: there the grader ends the process.
    """
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
        # Restore the timer of the enclosing block.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, outer)
        signal.setitimer(signal.ITIMER_REAL, before)


def main() -> None:
    """Do what the first message says: cells [[number, source, seconds], …], url, packages, rights, models or None."""
    pipe = Pipe()
    setup = pipe.receive()
    vars(builtins).update(exit=sys.exit, quit=sys.exit)  # as the module `site` does, which -S leaves out
    sys.path += [*setup["packages"], os.getcwd()]  # the folder of a notebook is on its kernel's path
    sandbox.end_with_parent()
    pipe.send(restricted=sandbox.enter(sandbox.Rights(**setup["rights"])))
    if setup["models"]:
        site_models.set_up(pipe.request, stubs.MissingList(), **setup["models"])

    plain = ""  # the source of the cell that runs

    def check(name: str, function: Any) -> None:
        refusals.lose(lacking.given(plain))
        with within(0):  # no timeout while the check runs
            pipe.send(check=name, function=described(function))
            while "call" in (order := pipe.receive()):
                pipe.send(**outcome_of(function, values.unpacked(order["call"], pipe.stand_in), setup["seconds"]))
        refusals.begin()

    sys.modules["classroom"] = stubs.stub_module(setup["url"], check)
    refusals.watch(setup["rights"]["port"])
    space = sys.modules["__main__"] = types.ModuleType("__main__")
    vars(space)["display"] = stubs.NullObject()
    for number, source, seconds in setup["cells"]:
        pipe.send(cell=number)
        refusals.begin()
        plain, raised = magics.without_magics(source), False
        refusals.note_use(lacking.read(plain))
        try:
            run_cell(number, source, seconds, vars(space))
        except BaseException as error:  # a notebook shows it and goes on with the next cell
            raised = True
            pipe.send(cell=number, raised=error_in_words(error))
        refusals.lose(lacking.given(plain, raised))
    pipe.send(end=True)


def run_cell(number: int, source: str, seconds: float, space: dict[str, Any]) -> None:
    """Run one cell as a notebook does: `await` is allowed, and a magic that runs Python runs it once."""
    space["get_ipython"] = lambda: magics.Shell(lambda inner: run_source(inner, number, space))
    with within(seconds):
        run_source(source, number, space)


def run_source(source: str, number: int, space: dict[str, Any]) -> Any:
    """Run the source of a cell, or evaluate that of a line. Returns the value of an expression, else None."""
    try:
        code = compiled(source, number)
    except SyntaxError:
        code = compiled(magics.as_python(source), number)
    with contextlib.suppress(SyntaxError):
        code = compiled(source.strip(), number, "eval")
    waiting = eval(code, space)
    return asyncio.run(waiting) if inspect.iscoroutine(waiting) else waiting


def compiled(source: str, number: int, mode: str = "exec") -> types.CodeType:
    """The cell's code, with a file name by which tracebacks tell the cell. mode: as for `compile`."""
    return compile(source, f"<cell {number}>", mode, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def described(function: Any) -> dict[str, Any]:
    """What a check needs to know about a function before it calls it."""
    description: dict[str, Any] = {"repr": "?", "callable": callable(function)}
    with contextlib.suppress(BaseException):
        description["repr"] = repr(function)[:LONGEST]
    with contextlib.suppress(BaseException):
        description["name"] = str(function.__name__)
    with contextlib.suppress(BaseException):
        description["takes"] = [
            [each.name, int(each.kind), None if each.default is each.empty else repr(each.default)[:80]]
            for each in inspect.signature(function).parameters.values()
        ]
    code = code_of(function)
    description["empty"] = code is not None and not code.co_names
    description["yields"] = inspect.isgeneratorfunction(function)
    return description


def outcome_of(function: Any, arguments: list[Any], seconds: float) -> dict[str, Any]:
    """Call the function. Returns the message with what it returned or raised."""
    result: dict[str, Any] = {}
    stubs.Missing.used_kernel = False
    refusals.begin()
    try:
        with within(seconds):
            result["returned"] = values.packed(function(*arguments))
    except BaseException as error:
        result["raised"] = error_in_words(error, function)
    with contextlib.suppress(BaseException):
        result["after"] = values.packed(arguments)
    with contextlib.suppress(BaseException):
        refusals.note_use(lacking.used(code_of(function), vars(sys.modules["__main__"])))
    result["used_kernel"] = stubs.Missing.used_kernel
    result["refused"] = refusals.so_far()
    return result


def error_in_words(error: BaseException, function: Any = None) -> dict[str, Any]:
    """An exception as plain values: its type, its message, and the cell and line that raised it.

    function: the one that was called, if any; if a cell defines it, the line is in that cell.
    """
    description: dict[str, Any] = {"type": type(error).__name__, "words": "", "late": isinstance(error, StillRunning)}
    with contextlib.suppress(BaseException):
        description["words"] = str(error.msg if isinstance(error, SyntaxError) else error)[:LONGEST]
    refusals.note_error(error)
    description["refused"] = refusals.so_far()
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        frames.append((error.filename or "", error.lineno or 0))
    description["unwritten"] = type(error) is NotImplementedError and frames[-1][0].startswith("<cell ")
    own = getattr(code_of(function), "co_filename", "")
    cells = [found for found in frames if found[0].startswith("<cell ") and own in (found[0], "")]
    description["place"] = list(cells[-1]) if cells else None
    return description


def code_of(function: Any) -> types.CodeType | None:
    """The code of a function, without decorators that set `__wrapped__`; None for anything else."""
    with contextlib.suppress(BaseException):
        code = getattr(inspect.unwrap(function), "__code__", None)
        return code if isinstance(code, types.CodeType) else None
    return None


if __name__ == "__main__":
    ours = sys.modules["__main__"]  # keep a reference: `main` puts another module in its place
    main()
    os._exit(0)  # without waiting for threads of the submission
