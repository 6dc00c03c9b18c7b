"""Turns the cells of a notebook into Python, and does what its magics do to an answer: time it, capture it, run it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

# Python is started with this folder as its program, and puts it on the path.
import refusals  # type: ignore[import-not-found,unused-ignore]
import stubs  # type: ignore[import-not-found,unused-ignore]

MAGIC = re.compile(r"(?m)^([ \t]*)(?:[%!?].*|[\w.]+\?{1,2}[ \t]*)$")
RUNS_PYTHON = ("time", "timeit", "capture", "prun")
"""Magics that run Python code: a whole cell, or the rest of their line."""
OPTIONS = re.compile(r"\s*(?:-[nrtpsTDl]\s*\S+\s+|-[a-zA-Z]+\s+|--\S+\s+)*")


class Shell(stubs.NullObject):  # type: ignore[misc,unused-ignore]
    """What `get_ipython()` returns. run: runs the source of a cell, or evaluates a line and returns its value.

    Programs of the system are not run: a cell that needs one is no reason to refuse the answers beside it.
    """

    def __init__(self, run: Callable[[str], Any]) -> None:
        self._run = run

    def run_cell_magic(self, name: str, line: str, body: str) -> Any:
        if name in RUNS_PYTHON:
            return self._run(f"\n{body}")  # behind the line of the magic, so that the lines keep their numbers
        return stubs.NullObject()

    def run_line_magic(self, name: str, line: str, *more: object, **named: object) -> Any:
        return self._run(OPTIONS.sub("", line, count=1)) if name in RUNS_PYTHON else stubs.NullObject()

    def system(self, command: str) -> None:
        refusals.note(refusals.PROGRAM)

    def getoutput(self, command: str, *more: object, **named: object) -> list[str]:
        refusals.note(refusals.PROGRAM)
        return []


def as_python(source: str) -> str:
    """The source of a cell with its magics as calls of `get_ipython()`, as IPython writes them."""
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except Exception:  # it is not installed here, or too old: then magics are left out
        return MAGIC.sub(r"\1pass", re.sub(rf"\A\s*%%({'|'.join(RUNS_PYTHON)})\b.*", "", source))
    return str(TransformerManager().transform_cell(source))
