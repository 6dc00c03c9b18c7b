"""A cookie or a session row as a card of words, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from classroom.draw.sessions.changes import JarCookie, Last, cookie_change, row_change
from classroom.draw.sessions.words import lies, name_of
from classroom.draw.words import count, cut, shorten, time_left
from classroom.record.exchange import SESSION_COOKIE, SessionRow

MOST_VALUE = 34  # A session key of 32 characters stays whole.
MOST_DATA = 8


@dataclass(frozen=True, slots=True)
class Card:
    """title: what it is called. value: its id or value. change: what the last exchange did to it.

    words: further facts, a phrase each. data: what a row holds, a line each.
    """

    title: str
    value: str = ""
    change: str = ""
    words: tuple[str, ...] = ()
    data: tuple[str, ...] = ()

    @property
    def gone(self) -> bool:
        """Whether it is no longer there."""
        return self.change.startswith(("gone", "not kept"))


def cookie_card(cookie: JarCookie, now: float, last: Last | None, row: str | None) -> Card:
    """The card of a cookie. row: what the stored session whose key is the cookie's value is called, if there is one."""
    data: dict[str, object] = {}
    words = [time_left(cookie.expires, now), f"for {shorten(cookie.domain, 40)}{shorten(cookie.path, 40)}"]
    words += [flag for flag, there in (("Secure", cookie.secure), ("HttpOnly", cookie.httponly)) if there]
    if row is not None:
        words.append(f"same id as {row.lower()}")
    elif cookie.name == SESSION_COOKIE:
        data = SessionRow(cookie.value, cookie.value, now).data
        here = f"holds the session itself, {count(len(cookie.value), 'byte')}: signed, not encrypted"
        words.append(here if data else "no row on the server has this id")
    return Card(
        f"Cookie {shorten(cookie.name, 40)}",
        shorten(cookie.value, MOST_VALUE),
        cookie_change(cookie, last),
        tuple(words),
        _lines(data),
    )


def row_card(row: SessionRow, number: int, now: float, last: Last | None, named_by: str | None) -> Card:
    """The card of a session row. number: its place in the table. named_by: the cookie with its key, if there is one."""
    words = [time_left(row.expires, now)]
    if row.size:
        words.append(lies(row))
    if named_by is None:
        words.append("orphan: no cookie in this jar has its id")
    else:
        words.append(f"same id as the cookie {shorten(named_by, 40)}")
    data = _lines(row.data) or ("(empty)",)
    return Card(name_of(row, number), shorten(row.key, MOST_VALUE), row_change(row, last), tuple(words), data)


def _lines(data: Mapping[str, object]) -> tuple[str, ...]:
    """What a session holds, a line each."""
    lines = [f"{cut(str(key), 60)} = {shorten(repr(value), 48)}" for key, value in islice(data.items(), MOST_DATA)]
    return (*lines, *([f"… and {len(data) - MOST_DATA:,} more"] if len(data) > MOST_DATA else []))
