"""A cookie or a session row as a card of words, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from classroom.draw.both_changes import JarCookie, Last, cookie_change, row_change
from classroom.draw.words import cut, shorten, time_left
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


def cookie_card(cookie: JarCookie, now: float, last: Last | None, row: int | None) -> Card:
    """The card of a cookie. row: the number of the session row whose key is the cookie's value, if there is one."""
    words = [time_left(cookie.expires, now), f"for {shorten(cookie.domain, 40)}{shorten(cookie.path, 40)}"]
    words += [flag for flag, there in (("Secure", cookie.secure), ("HttpOnly", cookie.httponly)) if there]
    if row is not None:
        words.append(f"same id as row {row}")
    elif cookie.name == SESSION_COOKIE:
        words.append("no row on the server has this id")
    return Card(
        f"Cookie {shorten(cookie.name, 40)}",
        shorten(cookie.value, MOST_VALUE),
        cookie_change(cookie, last),
        tuple(words),
    )


def row_card(row: SessionRow, number: int, now: float, last: Last | None, named_by: str | None) -> Card:
    """The card of a session row. number: its place in the table. named_by: the cookie with its key, if there is one."""
    words = [time_left(row.expires, now)]
    if named_by is None:
        words.append("orphan: no cookie in this jar has its id")
    else:
        words.append(f"same id as the cookie {shorten(named_by, 40)}")
    pairs = list(row.data.items())
    data = [f"{cut(str(key), 60)} = {shorten(repr(value), 48)}" for key, value in pairs[:MOST_DATA]]
    if len(pairs) > MOST_DATA:
        data.append(f"… and {len(pairs) - MOST_DATA:,} more")
    return Card(
        f"Row {number}", shorten(row.key, MOST_VALUE), row_change(row, last), tuple(words), tuple(data or ["(empty)"])
    )
