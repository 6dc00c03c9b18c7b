"""Plain values over a pipe: Python's own containers and atoms, as JSON. Used on both sides.

Nothing is unpickled: what comes from a submission can be a value, never code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DEEPEST = 30


class Other:
    """Stands for a value that is none of Python's plain ones. It equals nothing, and is never None."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __repr__(self) -> str:
        return f"<{self.kind}>"


def packed(value: Any, deep: int = 0, calls: list[Any] | None = None) -> Any:
    """The value in JSON's terms: an object with one key names what JSON has no word for.

    calls: gets each function in the value; the other side then has a stand-in that asks for it by its number.
    """
    if deep > DEEPEST:
        return {"other": "deeply nested"}
    # Subclasses as what they derive from: a check compares values.
    if value is None or isinstance(value, bool):
        return value
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


def unpacked(word: Any, call: Callable[[int], Any] | None = None) -> Any:
    """The value that `packed` made this of. Raises ValueError, TypeError, KeyError … for anything else.

    call: makes the stand-in of a function by its number; without it there are none.
    """
    if word is None or isinstance(word, bool | int | float | str):
        return word
    if not isinstance(word, dict) or len(word) != 1:
        raise ValueError("no packed value")
    ((name, inside),) = word.items()
    if name == "bytes":
        return inside.encode("latin-1")
    if name == "other":
        return Other(str(inside)[:80])
    if name == "dict":
        return {unpacked(key): unpacked(each, call) for key, each in inside}
    if name == "call" and call is not None:
        return call(inside)
    return {"list": list, "tuple": tuple, "set": set}[name](unpacked(each, call) for each in inside)
