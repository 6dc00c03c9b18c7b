"""Plain values of Python as JSON, for the pipe between the grader and a submission's process. Used at both ends.

Not pickle: unpickling data from a submission would run its code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DEEPEST = 30
"""Levels of nested containers; what is deeper is left out."""

LARGEST_BITS = 10_000
"""Of an int. Python writes none that has more than 4,300 digits (sys.set_int_max_str_digits)."""
MOST_KEYS = 5000
"""Entries of one dict or set. Numbers can be chosen to have one hash, and then each is compared with each."""


class Other:
    """A placeholder for a value of any other type. It equals nothing, and is never None. kind: the name of its type."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"<{self.kind}>"


def packed(value: Any, deep: int = 0, calls: list[Any] | None = None) -> Any:
    """The value for JSON: a type that JSON lacks becomes an object with one key, the name of the type.

    calls: a list to which each function in the value is added; the other end gets a stand-in with its index.
    """
    if deep > DEEPEST:
        return {"other": "deeply nested"}
    # An instance of a subclass becomes one of the base class: a check compares values.
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and value.bit_length() > LARGEST_BITS:
        return {"other": "int"}
    for atom in (int, float, str):
        if isinstance(value, atom):
            return atom(value)
    if isinstance(value, bytes | bytearray):
        return {"bytes": bytes(value).decode("latin-1")}
    if isinstance(value, dict):
        return {"dict": [[packed(key, deep + 1), packed(each, deep + 1, calls)] for key, each in value.items()]}
    for name, kind in (("list", list), ("tuple", tuple), ("set", set | frozenset)):
        if isinstance(value, kind):
            return {name: [packed(each, deep + 1, calls) for each in value]}
    if calls is not None and callable(value):
        calls.append(value)
        return {"call": len(calls) - 1}
    return {"other": type(value).__name__}


def unpacked(data: Any, call: Callable[[int], Any] | None = None) -> Any:
    """The value that `packed` has packed. Raises ValueError, TypeError, KeyError … for anything else.

    call: makes the stand-in of a function from its index; without it a function is an error.
    """
    if data is None or isinstance(data, bool | int | float | str):
        return data
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError("no packed value")
    ((name, inside),) = data.items()
    if name == "bytes":
        return inside.encode("latin-1")
    if name == "other":
        return Other(str(inside)[:80])
    if name in ("dict", "set") and len(inside) > MOST_KEYS:
        raise ValueError("too many entries")
    if name == "dict":
        return {unpacked(key): unpacked(each, call) for key, each in inside}
    if name == "call" and call is not None:
        return call(inside)
    return {"list": list, "tuple": tuple, "set": set}[name](unpacked(each, call) for each in inside)
