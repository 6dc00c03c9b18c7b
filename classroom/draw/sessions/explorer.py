"""Every stored session: its data, whose cookie has its key, and when it ends by the server, the jar and the browser."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from classroom.draw.escape import Child, Markup, tag
from classroom.draw.sessions.changes import JarCookie
from classroom.draw.sessions.words import empty, location, name_of, store
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame
from classroom.draw.words import count, cut, duration, shorten, time_left
from classroom.record.exchange import SessionRow

MOST = 25
MOST_HOLDERS = 4
MOST_DATA = 6
ROOM = 36_000
"""Bytes of HTML for all sessions together; what does not fit is drawn without its data."""
CSS = style_beside(__file__)


@dataclass(frozen=True, slots=True)
class Holder:
    """A client and the session cookies in its jar. name: what the learner calls it, such as `client 1`."""

    name: str
    cookies: tuple[JarCookie, ...] = ()


@dataclass(frozen=True, slots=True)
class Login:
    """Who is logged in by a session. name: the user name; "" where the user was deleted. valid: whether it counts."""

    name: str = ""
    valid: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """The text of one stored session. chips: (word, CSS class) pairs. ends: (where, when) pairs. data: a line each."""

    title: str
    key: str
    chips: tuple[tuple[str, str], ...]
    about: str
    ends: tuple[tuple[str, str], ...]
    data: tuple[str, ...]


def chosen(
    rows: Sequence[SessionRow], holders: Sequence[Holder], alive_at: float | None = None
) -> list[tuple[int, SessionRow]]:
    """The sessions to draw, with their numbers from 1: those whose key a cookie has, then the latest.

    alive_at: only those that are alive at that time, in seconds since 1970; None for all.
    """
    if alive_at is not None:
        living = ((number, row) for number, row in enumerate(rows, 1) if _is_alive(row, holders, alive_at))
        return list(islice(living, MOST))
    held = {cookie.value for holder in holders for cookie in holder.cookies}
    first = islice(((number, row) for number, row in enumerate(rows, 1) if row.key in held), MOST)
    picked = dict(first)
    for number in range(len(rows), 0, -1):
        if len(picked) == MOST:
            break
        picked.setdefault(number, rows[number - 1])
    return sorted(picked.items(), key=lambda item: (item[1].key not in held, item[0]))


def _is_alive(row: SessionRow, holders: Sequence[Holder], now: float) -> bool:
    """Whether neither the session nor a cookie with its key has expired."""
    return row.expires > now and any(
        cookie.value == row.key and (cookie.expires is None or cookie.expires > now)
        for holder in holders
        for cookie in holder.cookies
    )


def session_explorer(
    rows: Sequence[SessionRow],
    holders: Sequence[Holder],
    now: float,
    logins: Mapping[str, Login] | None = None,
    engine: str = "db",
    lifetime: float = 1_209_600,
    alive_only: bool = False,
) -> View:
    """Draw the stored sessions, 25 at most.

    rows: in the order of the store. holders: the clients whose jars were handed over.
    now: the time on both clocks, in seconds since 1970 (UTC). logins: by session key, for sessions with a login.
    engine: Django's session engine, by its short name. lifetime: SESSION_COOKIE_AGE, in seconds.
    alive_only: leave out orphans and expired sessions; the last lines say how many.
    """
    shown = chosen(rows, holders, now if alive_only else None)
    entries = [_entry(row, number, holders, now, (logins or {}).get(row.key), lifetime) for number, row in shown]
    dead = _dead_cookies(rows, holders)
    left_out = sum(not _is_alive(row, holders, now) for row in rows) if alive_only else 0
    more = len(rows) - len(shown) - left_out
    foot = [
        *([empty(engine)] if not rows else []),
        *([f"… and {count(more, 'more session')}, not drawn."] if more else []),
        *([f"Left out: {count(left_out, 'session')} that no cookie of these clients opens."] if left_out else []),
        *dead[:MOST],
        *([f"… and {count(len(dead) - MOST, 'more cookie')} that open nothing."] if len(dead) > MOST else []),
    ]
    about = f"the server keeps {store(engine, len(rows))}"
    who = ", ".join(shorten(holder.name, 30) for holder in holders[:MOST]) or "none"
    return View(_drawing(about, who, entries, foot), _text(about, who, entries, foot))


def _entry(
    row: SessionRow, number: int, holders: Sequence[Holder], now: float, login: Login | None, lifetime: float
) -> _Entry:
    held = [(holder, cookie) for holder in holders for cookie in holder.cookies if cookie.value == row.key]
    data = row.data
    return _Entry(
        title=name_of(row, number),
        key=shorten(row.key, 18),
        chips=tuple(_chips(row, held, now, login)),
        about=" · ".join(filter(None, [location(row), _saved(row, data, now, lifetime)])),
        ends=tuple(_ends(row, held, now)),
        data=_data(data),
    )


def _chips(
    row: SessionRow, held: Sequence[tuple[Holder, JarCookie]], now: float, login: Login | None
) -> Iterable[tuple[str, str]]:
    live = [holder.name for holder, cookie in held if cookie.expires is None or cookie.expires > now]
    if row.expires <= now:
        yield "✕ expired", "cr-warn"
    elif live:
        yield "● alive", "cr-good"
    else:
        yield "○ orphan", "cr-warn"
    if live:
        names = list(dict.fromkeys(shorten(name, 30) for name in live))
        rest = f" and {len(names) - MOST_HOLDERS} more" if len(names) > MOST_HOLDERS else ""
        yield f"cookie of {', '.join(names[:MOST_HOLDERS])}{rest}", "cr-join"
    if login is None:
        return
    if login.valid:
        yield f"logged in: {shorten(login.name, 40)}", "cr-up"
    elif login.name:
        yield f"login of {shorten(login.name, 40)}, no longer valid", "cr-bad"
    else:
        yield "user deleted", "cr-bad"


def _saved(row: SessionRow, data: Mapping[str, object], now: float, lifetime: float) -> str:
    """How long ago it was saved: its expiry date minus its lifetime. "" where that is not known."""
    expiry = data.get("_session_expiry")
    if isinstance(expiry, str) or not math.isfinite(row.expires):
        return ""
    age = now - (row.expires - (expiry if isinstance(expiry, int | float) and expiry else lifetime))
    return f"saved {duration(age)} ago" if age >= 1 else "saved a moment ago"


def _ends(row: SessionRow, held: Sequence[tuple[Holder, JarCookie]], now: float) -> Iterable[tuple[str, str]]:
    """When it ends: on the server, in each jar, in each browser."""
    left = time_left(row.expires, now)
    if row.expires <= now:
        left += ": it opens nothing, and lies there until it is swept"
    yield ("By its time stamp" if row.place == "cookie" else "On the server"), left
    if not held:
        yield "In a jar", "no cookie of these clients has its key"
    for holder, cookie in held[:MOST_HOLDERS]:
        name = shorten(holder.name, 30)
        if cookie.expires is None:
            yield f"In the jar of {name}", "no date of its own"
            yield f"Browser of {name}", "closing it takes the cookie away (session cookie)"
        else:
            over = ": the client no longer sends it" if cookie.expires <= now else ""
            yield f"In the jar of {name}", time_left(cookie.expires, now) + over
            yield f"Browser of {name}", "closing it changes nothing (persistent cookie)"


def _data(data: Mapping[str, object]) -> tuple[str, ...]:
    lines = [f"{cut(str(key), 40)} = {shorten(repr(value), 48)}" for key, value in islice(data.items(), MOST_DATA)]
    return (*lines, *([f"… and {len(data) - MOST_DATA:,} more"] if len(data) > MOST_DATA else [])) or ("(empty)",)


def _dead_cookies(rows: Sequence[SessionRow], holders: Sequence[Holder]) -> list[str]:
    known = {row.key for row in rows}
    return [
        f"{shorten(holder.name, 30)} has a cookie {shorten(cookie.name, 30)} = {shorten(cookie.value, 18)} "
        "that opens nothing: no stored session has this key."
        for holder in holders
        for cookie in holder.cookies
        if cookie.value not in known
    ]


def _drawing(about: str, who: str, entries: Sequence[_Entry], foot: Sequence[str]) -> Markup:
    items: list[Markup] = []
    room = ROOM
    for entry in entries:
        whole = _item(entry, entry.data)
        drawn = whole if _size(whole) <= room else _item(entry, ("(not drawn: too long)",))
        room -= _size(drawn)
        items.append(drawn)
    head = tag(
        "div",
        tag("b", "Session explorer"),
        tag("span", about),
        tag("span", f"cookies of: {who}", class_="cr-soft cr-small cr-push"),
        class_="cr-head",
    )
    return frame(
        tag(
            "div",
            head,
            tag("ul", items, class_="cr-stored") if items else None,
            tag("div", [tag("p", line) for line in foot], class_="cr-foot cr-soft") if foot else None,
            class_="cr-card",
        ),
        css=CSS,
        label="Session explorer: every stored session and whose cookie points to it",
    )


def _size(markup: str) -> int:
    return len(markup.encode("utf-8", "replace"))


def _item(entry: _Entry, data: Sequence[str]) -> Markup:
    chips: Child = [tag("span", word, class_=f"cr-chip {kind}") for word, kind in entry.chips]
    return tag(
        "li",
        tag("p", tag("b", entry.title), " ", tag("code", entry.key), " ", chips),
        tag(
            "div",
            tag(
                "div",
                tag("p", entry.about, class_="cr-small cr-soft"),
                tag("div", [tag("p", tag("code", line)) for line in data], class_="cr-held"),
            ),
            tag(
                "ul",
                [tag("li", tag("span", clock, class_="cr-soft"), tag("span", words)) for clock, words in entry.ends],
                class_="cr-clocks cr-small",
            ),
            class_="cr-two",
        ),
    )


def _text(about: str, who: str, entries: Sequence[_Entry], foot: Sequence[str]) -> str:
    lines = [f"Session explorer: {about}; cookies of: {who}"]
    for entry in entries:
        lines.append(f"  {entry.title} {entry.key}: {'; '.join(word for word, _ in entry.chips)}")
        lines.append(f"      {entry.about}")
        lines += [f"      {clock}: {words}" for clock, words in entry.ends]
        lines += [f"      | {line}" for line in entry.data]
    return "\n".join([*lines, *(f"  {line}" for line in foot)])
