"""The steps of `authenticate()` and `login()`, read from one exchange.

Source: django/contrib/auth/__init__.py of Django 5.2 and 6.1.
"""

from __future__ import annotations

from classroom.draw.login.look import CSRF_COOKIE, LOGIN_KEYS, SESSION_TABLE, Look, key_of, own_data, value_of
from classroom.draw.login.look import last_part as name_of
from classroom.draw.sheet import Finding
from classroom.draw.words import shorten
from classroom.record.exchange import NOBODY, Event

LOGIN = "login(), auth/__init__.py"
AUTHENTICATE = "authenticate(), auth/__init__.py"
FORM = "AuthenticationForm, auth/forms.py"
HASHERS = "check_password(), auth/hashers.py"
CYCLE = "cycle_key(), sessions/backends/base.py"
FLUSH = "flush(), sessions/backends/base.py"
SIGNALS = "auth/signals.py"
USER_ROW = r"SELECT .*\.password\b.* FROM "


def login_steps(look: Look, event: Event, start: int) -> list[Finding]:
    """The steps up to one `login()` and what it did. start: how many SQL statements had run at the previous event."""
    stop = event.position
    last_login = look.sql(r"UPDATE \S+ SET last_login", start)
    rotated, old = look.response_cookie(CSRF_COOKIE), look.request_cookie(CSRF_COOKIE)
    way_out = [step.user for step in look.notes.steps if (step.layer, step.way) == ("view", "out")]
    after = look.after
    keys = [name for name in (after.data if after else {}) if name in LOGIN_KEYS]
    written = tuple(f"{n}. {key} = {_shown(key, value_of(after, key))}" for n, key in enumerate(keys, 1))
    return [
        *_who(look, event, start, stop),
        _session_key(look, event, start),
        Finding("yes", "Three keys", written, LOGIN, _kept(look))
        if written
        else Finding("no", "Three keys", "not in the stored session after the response", LOGIN, "see “Session”"),
        Finding(
            "yes",
            "request.user",
            f"{shorten(look.notes.user_before)} → {shorten(event.fact('user'))}",
            LOGIN,
            f"the view's way out: {shorten(way_out[-1])}" if way_out else "",
        ),
        Finding(
            "yes" if rotated and rotated != old else "no",
            "CSRF token",
            f"rotated: {shorten(old, 12) if old else 'none'} → {shorten(rotated, 12)}"
            if rotated and rotated != old
            else "no new csrftoken in the response",
            "rotate_token(), middleware/csrf.py",
            look.header_line(CSRF_COOKIE),
        ),
        Finding(
            "yes",
            "Signal",
            f"user_logged_in: {shorten(event.fact('user'))}",
            SIGNALS,
            f"over by SQL {stop}" if stop else "sent before any SQL",
        ),
        Finding(
            "yes" if last_login else "no",
            "last_login",
            "set to now, by a receiver of that signal" if last_login else "no UPDATE",
            "update_last_login(), auth/models.py",
            look.proof((last_login, "UPDATE")),
        ),
    ]


def failed_steps(look: Look, event: Event, start: int) -> list[Finding]:
    """The steps of an `authenticate()` that found no user. start: as in `login_steps`."""
    tried, errors = shorten(event.fact("user")), look.errors
    asked = ", ".join(map(name_of, event.fact("backends").split()))
    found = look.sql(USER_ROW, start, event.position, event.fact("user"))
    form = f"bound: {look.fields}; not valid" + (f": “{errors[0]}”" if errors else "")
    return [
        Finding("no", "Form", form, FORM, "the error list in the page" if errors else "the body of the POST"),
        Finding(
            "no", "Backend", f"{asked} answered None for “{tried}”", AUTHENTICATE, look.proof((found, "SELECT user"))
        ),
        _hash_that_failed(event),
        Finding(
            "yes",
            "Signal",
            f"user_login_failed: “{tried}”, the password masked",
            SIGNALS,
            f"sent after SQL {event.position}" if event.position else "sent before any SQL",
        ),
    ]


def _who(look: Look, event: Event, start: int, stop: int) -> list[Finding]:
    """Where the user passed to `login()` comes from."""
    path, asked = event.fact("backend"), event.fact("backends").split()
    if not path:
        made = look.sql(r"INSERT INTO \S+ \(.*\bpassword\b", start, stop)
        origin = "a new user, made by this request" if made else "given by the view"
        return [
            Finding("yes", "User", origin, "the view's own code", look.proof((made, "INSERT user"))),
            Finding("no", "Hash", "none compared: login() never checks a password", AUTHENTICATE, "not called"),
        ]
    found = look.sql(USER_ROW, start, stop, event.fact("user"))
    upgraded = look.sql(r"UPDATE \S+ SET password\b", start, stop)
    before = [name_of(each) for each in asked[: asked.index(path)]] if path in asked else []
    others = f"; asked before it: {', '.join(before)}" if before else ""
    answered = f"{name_of(path)} answered: {shorten(event.fact('user'))}{others}"
    compared = f"compared: {event.fact('hash')}; "
    return [
        Finding("yes", "Form", f"bound: {look.fields}; valid", FORM, "the body of the POST"),
        Finding("yes", "Backend", answered, AUTHENTICATE, look.proof((found, "SELECT user"))),
        Finding(
            "yes",
            "Hash",
            compared + ("upgraded: the password was hashed anew" if upgraded else "matches; not upgraded"),
            HASHERS,
            look.proof((upgraded, "UPDATE password")) or "no UPDATE of the password",
        ),
    ]


def _hash_that_failed(event: Event) -> Finding:
    scheme, known = event.fact("hash"), event.fact("known")
    if known == "no":
        says = f"no such user; one was made all the same ({scheme}), so that time tells little"
        return Finding("no", "Hash", says, "ModelBackend, auth/backends.py", "looked up after the response")
    if event.fact("active") == "no":
        says = "refused, whatever the password: the user is not active"
        where = "user_can_authenticate(), auth/backends.py"
        return Finding("no", "Hash", says, where, "is_active, looked up after the response")
    says = {
        "": "not known: the user could not be looked up",
        "unusable": "the password is set unusable: nothing matches it",
        "no hash": "the field password holds no hash: nothing matches it (was it stored by create()?)",
    }.get(scheme, f"compared: {scheme}; it does not match")
    return Finding("no", "Hash", says, HASHERS, "looked up after the response")


def _session_key(look: Look, event: Event, start: int) -> Finding:
    """What happened to the session key: `login()` keeps it, cycles it, or flushes the session."""
    before, after = look.before, look.after
    if after is None:
        gone = "but the session was not saved" if look.exchange.status >= 500 else "but the session is gone again"
        return Finding("no", "Session key", f"{shorten(event.fact('key'), 12) or 'none yet'}, {gone}", LOGIN)
    pair = "no key: the cookie holds the session" if look.in_cookie else f"{key_of(before)} → {key_of(after)}"
    was, now = ([value_of(row, key) for key in LOGIN_KEYS] for row in (before, after))
    lost = f"; gone: {own_data(before)}" if own_data(before) else ""
    deleted = look.sql(rf"DELETE FROM {SESSION_TABLE}\b", start)
    added = look.sql(rf"INSERT INTO {SESSION_TABLE}\b", start)
    proof = look.proof((added, "INSERT"), (deleted, "DELETE"))
    if was[0] and was[0] != now[0]:
        owner = look.notes.user_before if look.notes.user_before != NOBODY else f"user {was[0]}"
        return Finding("yes", "Session key", f"flushed, it was {shorten(owner)}'s: {pair}{lost}", FLUSH, proof)
    if was[0] and was[2] != now[2]:
        says = f"flushed, since the hash of the password is another: {pair}{lost}"
        return Finding("yes", "Session key", says, FLUSH, proof)
    if was[0]:
        says = pair if look.in_cookie else f"unchanged: {key_of(after)}"
        return Finding("no", "Session key", f"{says} (the same user again)", LOGIN, proof or "no INSERT")
    if before is None:
        why = "the client's sessionid opens nothing" if look.request_cookie("sessionid") else "the client brought none"
        return Finding("yes", "Session key", f"new: {pair} ({why})", CYCLE, proof)
    along = f"; its data came along: {own_data(before)}" if own_data(before) else ""
    changed = pair if look.in_cookie else f"changed: {pair}"
    return Finding("yes", "Session key", f"{changed}{along}", CYCLE, proof)


def _shown(key: str, value: str) -> str:
    return shorten(value, 12 if key == LOGIN_KEYS[2] else 44)


def _kept(look: Look) -> str:
    if look.after is None:
        return ""
    return {"db": "session_data afterwards", "cookie": "the new cookie"}.get(look.after.place, "the stored session")
