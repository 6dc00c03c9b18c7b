"""Errors that a learner may cause: shown as at most three lines, without a framework's traceback."""

from __future__ import annotations

from collections.abc import Sized
from types import BuiltinFunctionType, FunctionType, GeneratorType, MethodType, ModuleType
from typing import Any


class CourseError(Exception):
    """An error shown in at most three lines.

    what: what happened. why: the reason. do: what to do next. One line each; an empty one is left out.
    Jupyter shows the lines without a traceback; elsewhere it is an ordinary exception with the same text.
    """

    def __init__(self, what: str, why: str = "", do: str = "") -> None:
        super().__init__("\n".join(line for line in (what, why, do) if line))

    def _render_traceback_(self) -> list[str]:
        """Return the lines that IPython prints in place of a traceback (its hook for exceptions)."""
        return str(self).splitlines()


def shown(value: Any) -> str:
    """A text or a number as Python writes it, shortened; any other object in a few words, as `described` says it."""
    if isinstance(value, str):
        return repr(value[:60])
    try:
        return repr(value)[:60] if isinstance(value, float | int) else described(value)
    except Exception:  # a whole number of more than 4,300 digits
        return described(value)


def described(value: Any) -> str:
    """Any object in a few words: "the class Session", "the module requests", "a Client of httpx", "a text", "None".

    For the message where it is the wrong thing. Nothing of it is called and its `repr` is not asked, which may be long,
    secret or broken.
    """
    if value is None or isinstance(value, bool):
        return str(value)
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if isinstance(value, ModuleType):
        return f"the module {value.__name__}"
    if isinstance(value, FunctionType | BuiltinFunctionType | MethodType):
        return f"the function {value.__name__}"
    if isinstance(value, str):
        return "a text" if value else "an empty text"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, bytes | bytearray):
        return "bytes"
    if isinstance(value, GeneratorType):
        return "a generator"
    kind = type(value)
    package = str(kind.__module__).partition(".")[0]
    if package == "builtins":
        empty = isinstance(value, Sized) and not len(value)
        return _with_article(f"empty {kind.__name__}" if empty else kind.__name__)
    of = "" if package in ("classroom", "__main__") else f" of {package}"
    return _with_article(kind.__name__) + of


def _with_article(noun: str) -> str:
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"
