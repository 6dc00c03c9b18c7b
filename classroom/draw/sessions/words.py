"""How drawings put stored sessions into words: where they lie, what they are called, how large they are."""

from __future__ import annotations

from classroom.draw.words import count
from classroom.record.exchange import SessionRow

_NAMES = {"cache": "entry", "file": "file", "cookie": "cookie"}
_LIES = {
    "db": "in the table django_session",
    "cache": "in the cache",
    "db and cache": "in the table django_session and in the cache",
    "file": "in a file",
    "cookie": "in the cookie itself: the server keeps nothing",
}
_STORES = {
    "db": ("django_session", "row"),
    "cached_db": ("django_session and the cache", "session"),
    "cache": ("the cache", "session"),
    "file": ("session files", "file"),
    "signed_cookies": ("nothing: each cookie holds its session", "session"),
}
_EMPTY = {
    "db": "The table is empty.",
    "cached_db": "Table and cache are empty.",
    "cache": "The cache holds no session.",
    "file": "There is no session file.",
    "signed_cookies": "Nothing to show: the server stores no session.",
}


def name_of(row: SessionRow, number: int) -> str:
    """What a stored session is called in a drawing: `Row 2`, `Entry 2`, `File 2`."""
    return f"{_NAMES.get(row.place, 'row').capitalize()} {number}"


def lies(row: SessionRow) -> str:
    """Where it lies and how large it is: `in the cache, 197 bytes`."""
    where = _LIES.get(row.place, row.place)
    return f"{where}, {count(row.size, 'byte')}" if row.size else where


def store(engine: str, number: int) -> str:
    """What the server keeps under an engine: `django_session (3 rows)`."""
    what, thing = _STORES.get(engine, _STORES["db"])
    return what if engine == "signed_cookies" else f"{what} ({count(number, thing)})"


def empty(engine: str) -> str:
    """The sentence for a store that holds nothing."""
    return _EMPTY.get(engine, _EMPTY["db"])
