"""Turns the cells of a notebook into Python, and does what its magics do to an answer: time it, capture it, run it."""

from __future__ import annotations

import ast
import asyncio
import functools
import inspect
import re
import sys
import types
from collections.abc import Callable
from typing import Any

# Python is started with this folder as its program, and puts it on the path.
import refusals  # type: ignore[import-not-found,unused-ignore]
import stubs  # type: ignore[import-not-found,unused-ignore]

MAGIC = re.compile(r"(?m)^([ \t]*)(?:[%!?].*|[\w.]+\?{1,2}[ \t]*)$")
RUNS_PYTHON = ("time", "timeit", "capture", "prun")
"""Magics that run Python code: a whole cell, or the rest of their line."""
OBJECT = re.compile(r"\s*(?:-\S+\s*\S*\s+)*?-o\b")
"""The option by which `%timeit` gives an object with its measurements."""
OPTIONS = re.compile(r"\s*(?:-[nrtpsTDl]\s*\S+\s+|-[a-zA-Z]+\s+|--\S+\s+)*")


QUIET = ("load_ext", "reload_ext", "matplotlib", "autoreload", "config", "pip", "conda", "precision", "xmode", "html")
"""Magics that change nothing about an answer. What another gives, IPython alone gives."""


class Shell(stubs.NullObject):  # type: ignore[misc,unused-ignore]
    """What `get_ipython()` returns. run: runs the source of a cell.

    Programs of the system are not run: a cell that needs one is no reason to refuse the answers beside it.
    """

    def __init__(self, run: Callable[[str], Any]) -> None:
        self._run = run

    def __getattr__(self, name: str) -> Any:
        super().__getattr__(name)
        refusals.note(refusals.IPYTHON)
        return self

    def run_cell_magic(self, name: str, line: str, body: str) -> Any:
        if name == "capture":
            refusals.lose(line.split(), [refusals.IPYTHON])
        if name in RUNS_PYTHON:
            return self._run(f"\n{body}")  # behind the line of the magic, so that the lines keep their numbers
        if name in ("writefile", "file") and line.split():
            with open(line.split()[-1], "a" if "-a" in line.split() else "w", encoding="utf-8") as file:
                file.write(body)
        return stubs.NullObject()

    def run_line_magic(self, name: str, line: str, *more: object, **named: object) -> Any:
        if name not in RUNS_PYTHON:
            if name not in QUIET:
                refusals.note(refusals.IPYTHON)
            return stubs.NullObject()
        timed = name == "timeit"
        value = None
        if timed and OBJECT.match(line):
            refusals.note(refusals.IPYTHON)
            value = stubs.NullObject()
        ran = run_line(OPTIONS.sub("", line, count=1), sys._getframe(1), timed)
        return value if timed else ran

    def system(self, command: str) -> None:
        refusals.note(refusals.PROGRAM, gives=False)

    def getoutput(self, command: str, *more: object, **named: object) -> list[str]:
        refusals.note(refusals.PROGRAM)
        return []


def run_line(source: str, caller: types.FrameType, timed: bool) -> Any:
    """Run the rest of a line where the line stands: with the names that are known there. Returns its value, or None.

    timed: whether it is run in a function of its own, as `%timeit` does, which assigns nothing outside.
    """
    space, local = caller.f_globals, caller.f_locals
    if timed:
        space = local = {**space, **local}
    above = "\n" * (caller.f_lineno - 1)  # so that an error names the line of the magic
    name = caller.f_code.co_filename
    compiled = functools.partial(
        compile, above + source.strip(), name, flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True
    )
    try:
        code = compiled(mode="eval")
    except SyntaxError:
        code = compiled(mode="exec")
    waiting = eval(code, space, local)
    return asyncio.run(waiting) if code.co_flags & inspect.CO_COROUTINE else waiting


def as_python(source: str) -> str:
    """The source of a cell with its magics as calls of `get_ipython()`, as IPython writes them."""
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except Exception:  # it is not installed here, or too old: then magics are left out
        return MAGIC.sub(r"\1pass", re.sub(rf"\A\s*%%({'|'.join(RUNS_PYTHON)})\b.*", "", source))
    return str(TransformerManager().transform_cell(source))


def without_magics(source: str) -> str:
    """The source of a cell as Python that can be read, without the line of a magic that runs the whole cell."""
    inner = re.sub(rf"\A\s*%%({'|'.join(RUNS_PYTHON)})\b.*\n", "", source)
    try:
        ast.parse(inner)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return as_python(inner)
    return inner
