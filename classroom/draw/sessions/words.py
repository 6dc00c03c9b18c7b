"""Text about stored sessions: their place, their name, their size."""

from __future__ import annotations

from classroom.draw.words import count
from classroom.record.exchange import SessionRow

_NAMES = {"cache": "entry", "file": "file", "cookie": "cookie"}
_PLACES = {
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
    """The name of a stored session in a drawing: `Row 2`, `Entry 2`, `File 2`."""
    return f"{_NAMES.get(row.place, 'row').capitalize()} {number}"


def location(row: SessionRow) -> str:
    """Its place and its size: `in the cache, 197 bytes`."""
    where = _PLACES.get(row.place, row.place)
    return f"{where}, {count(row.size, 'byte')}" if row.size else where


def store(engine: str, number: int) -> str:
    """What the server stores with an engine: `django_session (3 rows)`."""
    what, thing = _STORES.get(engine, _STORES["db"])
    return what if engine == "signed_cookies" else f"{what} ({count(number, thing)})"


def empty(engine: str) -> str:
    """The sentence for an empty store of that engine."""
    return _EMPTY.get(engine, _EMPTY["db"])
