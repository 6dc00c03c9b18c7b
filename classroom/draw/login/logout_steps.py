"""The steps of `logout()`, read from one exchange.

Source: django/contrib/auth/__init__.py of Django 5.2 and 6.1.
"""

from __future__ import annotations

from classroom.draw.login.look import CSRF_COOKIE, SESSION_TABLE, Look, key_of, own_data
from classroom.draw.sheet import Finding
from classroom.draw.words import shorten
from classroom.record.exchange import Event

LOGOUT = "logout(), auth/__init__.py"
FLUSH = "flush(), sessions/backends/base.py"


def logout_steps(look: Look, event: Event, start: int) -> list[Finding]:
    """What one `logout()` did. start: how many SQL statements had run at the previous event."""
    user = shorten(event.fact("user"))
    place = f"sent after SQL {event.position}" if event.position else "sent before any SQL"
    rotated = look.response_cookie(CSRF_COOKIE) not in (None, look.request_cookie(CSRF_COOKIE))
    return [
        Finding(
            "yes",
            "Signal",
            f"user_logged_out, first of all: {user} is still known" if user else "user_logged_out, with user None",
            "auth/signals.py",
            place,
        ),
        *_flush(look, event),
        Finding("yes", "request.user", f"{user} → AnonymousUser", LOGOUT, "set after the flush")
        if user
        else Finding("no", "request.user", "it was AnonymousUser before: a stranger logs out without an error", LOGOUT),
        Finding(
            "yes" if rotated else "no",
            "CSRF token",
            "another one" if rotated else "not rotated: logout() leaves it",
            "nothing in logout() does it",
            look.header_line(CSRF_COOKIE) or "no csrftoken in the response",
        ),
        Finding("", "Return value", "None: the answer is the view's own", LOGOUT, _answer(look)),
    ]


def _flush(look: Look, event: Event) -> list[Finding]:
    before = look.before
    if before is None:
        unknown = look.request_cookie("sessionid") and "the client's sessionid opens nothing"
        says = f"nothing to delete: {unknown or 'the client brought no session'}"
        return [Finding("no", "Session", says, FLUSH, "no DELETE of a session")]
    held = f", and all it held: {own_data(before)}" if own_data(before) else ""
    if before.place == "cookie":
        says = "no row to delete: it lay in the cookie. Whoever has a copy of that cookie is still logged in"
        return [Finding("no", "Session", says, FLUSH, "signed_cookies: the server keeps nothing")]
    deleted = look.sql(rf"DELETE FROM {SESSION_TABLE}\b", event.position)
    others = "theirs stay: the DELETE names one key" if deleted else "theirs stay"
    return [
        Finding(
            "yes" if look.notes.session_gone else "no",
            "Session",
            f"deleted: {key_of(before)}{held}" if look.notes.session_gone else f"still there: {key_of(before)}",
            FLUSH,
            look.proof((deleted, f"DELETE {SESSION_TABLE}")) or f"gone from the {before.place}",
        ),
        Finding("no", "Other devices", others, "flush() knows one session", look.proof((deleted, "its parameters"))),
    ]


def _answer(look: Look) -> str:
    location = look.exchange.location
    return f"{look.exchange.status} → {shorten(location, 40)}" if location else str(look.exchange.status)
