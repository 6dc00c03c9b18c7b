"""Stands in for a submission's function where a check calls it: the call goes to another process, and an answer comes
back as plain values. What comes is hostile until it has been looked at."""

from __future__ import annotations

import inspect
import re
import time
from typing import Any, NoReturn

from classroom.check.function import RemoteFunction, short
from classroom.grade.inside import values
from classroom.grade.process import CELL_SECONDS, GRACE, Process


class Gone(Exception):
    """The process of the submission ended, or had to be ended, while its function ran."""


class Shown:
    """A thing of the submission that is only ever shown: what was handed in as a function and is none, a default."""

    def __init__(self, words: str) -> None:
        self._words = words[:200]

    def __repr__(self) -> str:
        return self._words


class StandIn(RemoteFunction):
    """A submission's function, for a check: takes the same arguments, returns or raises the same, runs elsewhere."""

    def __init__(self, told: dict[str, Any], process: Process, sources: dict[int, str], otherwise: tuple[int, int]):
        self._process, self._sources, self._otherwise = process, sources, otherwise
        self.leaned = False
        """Whether the function used what only the learner's kernel has: see `grade_inside.door.Missing`."""
        self.__name__ = str(told.get("name", "the function"))[:80]
        self.__signature__ = _signature(told.get("takes"))
        self.does_nothing = told.get("empty") is True
        self._failed_at = otherwise

    def __call__(self, *arguments: Any) -> Any:
        calls: list[Any] = []
        until = time.monotonic() + CELL_SECONDS + GRACE
        self._process.say(call=values.packed(arguments, calls=calls))
        while (said := self._process.hear(max(0.0, until - time.monotonic()))) and "ask" in said:
            self._process.say(**_answer(calls, said))
        if said is None:
            gone = Gone("its process ended, or had to be ended: out of time or memory, or by its own doing")
            self._raise(gone, None)
        _put_back(arguments, said.get("after"))
        self.leaned = self.leaned or said.get("leaned") is True
        if "raised" in said:
            error, place = error_of(said["raised"])
            self._raise(error, place)
        try:
            return values.unpacked(said.get("returned"))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return values.Other("unknown")

    def _raise(self, error: Exception, place: tuple[int, int] | None) -> NoReturn:
        """Raise an exception of the notebook, and remember where it was raised there."""
        self._failed_at = place or self._otherwise
        raise error

    def own_line(self) -> tuple[int | None, str]:
        """The learner's line at which the last call failed: its number in its cell, and its text."""
        number, line = self._failed_at
        lines = self._sources.get(number, "").splitlines() or [""]
        line = max(1, min(line, len(lines)))
        return line, short(lines[line - 1].strip(), 100)


def _signature(told: Any) -> inspect.Signature:
    """The signature that a submission describes; one that takes anything where it describes none."""
    try:
        found = [
            inspect.Parameter(
                str(name)[:80],
                inspect._ParameterKind(kind),
                default=inspect.Parameter.empty if default is None else Shown(str(default)),
            )
            for name, kind, default in told
        ]
        return inspect.Signature(found)
    except (TypeError, ValueError):
        return inspect.signature(lambda *args, **kwargs: None)


def error_of(told: Any) -> tuple[Exception, tuple[int, int] | None]:
    """An exception with the name and the words of the submission's, and the cell and line from which it came."""
    told = told if isinstance(told, dict) else {}
    name = re.sub(r"\W", "_", str(told.get("type", "Error")))[:80]
    base = NotImplementedError if told.get("unwritten") is True else Exception
    error = type(name, (base,), {})(str(told.get("words", ""))[:1000])
    try:
        file, line = told["place"]
        number = int(str(file).removeprefix("<cell ").removesuffix(">"))
        return error, (number, int(line))
    except (KeyError, TypeError, ValueError):
        return error, None


def _answer(calls: list[Any], asked: dict[str, Any]) -> dict[str, Any]:
    """What a function of the check's answers to a submission that calls it."""
    try:
        arguments, named = values.unpacked(asked.get("arguments")), values.unpacked(asked.get("named"))
        return {"answer": values.packed(calls[asked["ask"]](*arguments, **named))}
    except Exception as error:  # as it would be raised in the submission's own call
        return {"refused": type(error).__name__, "words": str(error.args[0] if error.args else "")[:1000]}


def _put_back(arguments: tuple[Any, ...], after: Any) -> None:
    """Change lists, dicts and sets that were handed to a function as it changed them."""
    try:
        changed = values.unpacked(after)
        for mine, theirs in zip(arguments, changed, strict=True):
            if isinstance(mine, list) and isinstance(theirs, list):
                mine[:] = theirs
            elif isinstance(mine, dict | set) and isinstance(theirs, type(mine)):
                mine.clear()
                mine.update(theirs)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return  # nonsense changes nothing
