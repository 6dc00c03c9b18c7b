"""The text of a cookie or a session row, as a card, before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from classroom.draw.sessions.changes import JarCookie, LastExchange, cookie_change, row_change
from classroom.draw.sessions.words import location, name_of
from classroom.draw.words import count, cut, shorten, time_left
from classroom.record.exchange import SESSION_COOKIE, SessionRow

MOST_VALUE = 34  # A session key of 32 characters stays whole.
MOST_DATA = 8


@dataclass(frozen=True, slots=True)
class Card:
    """The text of one card. title: its name. value: its id or value. change: what the last exchange did to it.

    words: further facts, a phrase each. data: what a row holds, a line each.
    """

    title: str
    value: str = ""
    change: str = ""
    words: tuple[str, ...] = ()
    data: tuple[str, ...] = ()

    @property
    def gone(self) -> bool:
        """Whether the cookie or row no longer exists."""
        return self.change.startswith(("gone", "not kept"))


def cookie_card(cookie: JarCookie, now: float, last: LastExchange | None, row: str | None) -> Card:
    """The card of a cookie. row: the name of the stored session whose key is the cookie's value, if there is one."""
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


def row_card(row: SessionRow, number: int, now: float, last: LastExchange | None, named_by: str | None) -> Card:
    """The card of a session row. number: its place in the table. named_by: the cookie with its key, if there is one."""
    words = [time_left(row.expires, now)]
    if row.size:
        words.append(location(row))
    if named_by is None:
        words.append("orphan: no cookie in this jar has its id")
    else:
        words.append(f"same id as the cookie {shorten(named_by, 40)}")
    data = _lines(row.data) or ("(empty)",)
    return Card(name_of(row, number), shorten(row.key, MOST_VALUE), row_change(row, last), tuple(words), data)


def _lines(data: Mapping[str, object]) -> tuple[str, ...]:
    """The data of a session, a line for each key."""
    lines = [f"{cut(str(key), 60)} = {shorten(repr(value), 48)}" for key, value in islice(data.items(), MOST_DATA)]
    return (*lines, *([f"… and {len(data) - MOST_DATA:,} more"] if len(data) > MOST_DATA else []))
