"""What the last exchange changed, as text: for each cookie of a jar and each session row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classroom.record.exchange import Exchange, ServerNotes, SessionRow


@dataclass(frozen=True, slots=True)
class JarCookie:
    """One cookie in a client's jar.

    expires: seconds since 1970 (UTC); None for a cookie that ends with the browser.
    """

    name: str
    value: str
    domain: str = "127.0.0.1"
    path: str = "/"
    expires: float | None = None
    secure: bool = False
    httponly: bool = False


@dataclass(frozen=True, slots=True)
class LastExchange:
    """The cookies of the last exchange, parsed once, and the server's notes about session rows.

    sent: the values of the request, by name. kept: the values of the response, by name.
    deleted: the names of cookies that the response deletes.
    """

    sent: dict[str, set[str]]
    kept: dict[str, set[str]]
    deleted: frozenset[str]
    notes: ServerNotes | None

    @classmethod
    def of(cls, exchange: Exchange) -> LastExchange:
        """Parse an exchange."""
        sent: dict[str, set[str]] = {}
        kept: dict[str, set[str]] = {}
        deleted = {}
        for name, value in exchange.request_cookies:
            sent.setdefault(name, set()).add(value.strip('"'))
        for cookie in exchange.response_cookies:
            kept.setdefault(cookie.name, set()).add(cookie.value.strip('"'))
            deleted[cookie.name] = cookie.deletes
        gone = frozenset(name for name, is_deleted in deleted.items() if is_deleted)
        return cls(sent, kept, gone, exchange.notes)


def cookie_change(cookie: JarCookie, last: LastExchange | None) -> str:
    """`new`, `replaced`, `set again` or `unchanged`; "" where there is no last exchange."""
    if last is None:
        return ""
    value = cookie.value.strip('"')
    if value not in last.kept.get(cookie.name, ()):
        return "unchanged"
    if cookie.name not in last.sent:
        return "new"
    return "set again, same value" if value in last.sent[cookie.name] else "replaced"


def cookies_gone(jar: Sequence[JarCookie], last: LastExchange | None) -> list[tuple[str, str]]:
    """(name, what became of it) for cookies of the last exchange that are not in the jar."""
    if last is None:
        return []
    held = {cookie.name for cookie in jar}
    gone = []
    for name in dict.fromkeys((*last.sent, *last.kept)):
        if name in held:
            continue
        if name not in last.kept:
            gone.append((name, "gone: it was in the last request, and the jar no longer holds it"))
        elif name not in last.deleted:
            gone.append((name, "not kept: the server set it, and the jar does not hold it"))
        elif name in last.sent:
            gone.append((name, "gone: the server asked the client to forget it"))
    return gone


def row_change(row: SessionRow, last: LastExchange | None) -> str:
    """`new`, `replaced` (a new key for an old session), `changed`, `unchanged` or `not touched`."""
    if last is None or last.notes is None:
        return "" if last is None else "not touched"
    before, after = last.notes.session_before, last.notes.session_after
    if after is not None and after.key == row.key:
        if before is None:
            return "new"
        if before.key != row.key:
            return "replaced the row of the old key"
        return "unchanged" if before.stored == row.stored and before.expires == row.expires else "changed"
    return "unchanged" if before is not None and before.key == row.key else "not touched"


def row_gone(rows: Sequence[SessionRow], last: LastExchange | None) -> SessionRow | None:
    """The row that the last exchange deleted, or None. A session in a cookie has no row to delete."""
    before = last.notes.session_before if last is not None and last.notes is not None else None
    if before is None or before.place == "cookie" or before.key in {row.key for row in rows}:
        return None
    return before
