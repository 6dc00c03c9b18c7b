"""A stand-in for a submission's function: a call goes to the submission's process, and the result comes back as plain
values. They are untrusted, and validated here."""

from __future__ import annotations

import inspect
import re
import time
from typing import Any, NoReturn

from classroom.check.function import OfAnotherProcess, RemoteFunction, short
from classroom.grade.inside import values
from classroom.grade.process import CELL_SECONDS, GRACE, Process


class Gone(Exception):
    """The process of the submission ended, or had to be killed, while its function ran."""


class StandIn(RemoteFunction):
    """A submission's function for a check: same signature, same result or exception, run in the submission's process.

    told: the description of the function, from the process. sources: the code cells by number.
    otherwise: the cell and line to name where the exception has none.
    """

    def __init__(self, told: dict[str, Any], process: Process, sources: dict[int, str], otherwise: tuple[int, int]):
        self._process, self._sources, self._otherwise = process, sources, otherwise
        self.used_kernel = False
        """Whether the function used what only the learner's kernel has: see `inside.stubs.Missing`."""
        self.__name__ = str(told.get("name", "the function"))[:80]
        self.__signature__ = _signature(told.get("takes"))
        self.does_nothing = told.get("empty") is True
        self.yields = told.get("yields") is True
        self.refused: list[str] = []
        """What its process has tried so far that the sandbox refuses: see `inside.refusals`."""
        self._failed_at = otherwise

    def __call__(self, *arguments: Any) -> Any:
        calls: list[Any] = []
        until = time.monotonic() + CELL_SECONDS + GRACE
        self._process.send(call=values.packed(arguments, calls=calls))
        while (message := self._process.receive(max(0.0, until - time.monotonic()))) and "ask" in message:
            self._process.send(**_answer(calls, message))
        if message is None:
            gone = Gone("its process ended, or had to be ended: out of time or memory, or by its own doing")
            self._raise(gone, None)
        _copy_changes(arguments, message.get("after"))
        self.used_kernel = self.used_kernel or message.get("used_kernel") is True
        self.refused = refused_in(message)
        if "raised" in message:
            error, place = error_of(message["raised"])
            self._raise(error, place)
        try:
            return values.unpacked(message.get("returned"))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return values.Other("unknown")

    def _raise(self, error: Exception, place: tuple[int, int] | None) -> NoReturn:
        """Raise an exception of the submission's, and keep the cell and line that raised it for `own_line`."""
        self._failed_at = place or self._otherwise
        raise error

    def own_line(self) -> tuple[int | None, str]:
        """The learner's line that raised in the last call: its number in its cell, and its text."""
        number, line = self._failed_at
        lines = self._sources.get(number, "").splitlines() or [""]
        line = max(1, min(line, len(lines)))
        return line, short(lines[line - 1].strip(), 100)


def refused_in(message: Any) -> list[str]:
    """What a message of a submission's process says that the sandbox refuses it, cut to what fits a line."""
    told = message.get("refused") if isinstance(message, dict) else None
    return [str(each)[:80] for each in told[:3]] if isinstance(told, list) else []


def _signature(told: Any) -> inspect.Signature:
    """The signature in a submission's description; `(*args, **kwargs)` where there is no valid one."""
    try:
        found = [
            inspect.Parameter(
                str(name)[:80],
                inspect._ParameterKind(kind),
                default=inspect.Parameter.empty if default is None else OfAnotherProcess(str(default)),
            )
            for name, kind, default in told
        ]
        return inspect.Signature(found)
    except (TypeError, ValueError):
        return inspect.signature(lambda *args, **kwargs: None)


def error_of(told: Any) -> tuple[Exception, tuple[int, int] | None]:
    """An exception with the name and the message of the submission's, and the cell and line that raised it, or None.

    told: the exception as `error_in_words` of the submission's process describes it.
    """
    told = told if isinstance(told, dict) else {}
    name = re.sub(r"\W", "_", str(told.get("type", "Error")))[:80]
    kind = NotImplementedError if told.get("unwritten") is True else type(name, (Exception,), {})
    error = kind(str(told.get("words", ""))[:1000])
    try:
        file, line = told["place"]
        number = int(str(file).removeprefix("<cell ").removesuffix(">"))
        return error, (number, int(line))
    except (KeyError, TypeError, ValueError):
        return error, None


def _answer(calls: list[Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Call a function of the check for a submission. Returns the message with its result or its exception."""
    try:
        arguments, named = values.unpacked(asked.get("arguments")), values.unpacked(asked.get("named"))
        return {"answer": values.packed(calls[asked["ask"]](*arguments, **named))}
    except Exception as error:  # it is raised again in the submission's process
        return {"refused": type(error).__name__, "words": str(error.args[0] if error.args else "")[:1000]}


def _copy_changes(arguments: tuple[Any, ...], after: Any) -> None:
    """Make the changes of the function to its lists, dicts and sets in the check's own arguments, too."""
    try:
        changed = values.unpacked(after)
        for mine, theirs in zip(arguments, changed, strict=True):
            if isinstance(mine, list) and isinstance(theirs, list):
                mine[:] = theirs
            elif isinstance(mine, dict | set) and isinstance(theirs, type(mine)):
                mine.clear()
                mine.update(theirs)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return  # an invalid message changes nothing
