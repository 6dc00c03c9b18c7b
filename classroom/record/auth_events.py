"""Records the three signals of Django's auth app, beside the SQL of the request.

`authenticate()`, `login()` and `logout()` send them; nothing is patched. What a signal does not carry (does the name
exist, how was the password hashed) is looked up after the response, so that no query of ours is counted among those
of the request.
Source: https://docs.djangoproject.com/en/5.2/ref/contrib/auth/#login-and-logout-signals
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import get_hasher, identify_hasher, is_password_usable
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import DatabaseError
from django.http import HttpRequest

from classroom.record.exchange import Event
from classroom.record.recorder import Draft, current


def connect_receivers() -> None:
    """Connect the signal receivers. Calling it again changes nothing."""
    user_logged_in.connect(_logged_in, dispatch_uid=f"{__name__}.in")
    user_logged_out.connect(_logged_out, dispatch_uid=f"{__name__}.out")
    user_login_failed.connect(_failed, dispatch_uid=f"{__name__}.failed")


def completed(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events of one request; a failed login gains the facts looked up after the response."""
    return tuple(_looked_up(each) if each.name == "user_login_failed" else each for each in events)


def _logged_in(sender: Any, request: HttpRequest | None = None, user: Any = None, **_: Any) -> None:
    found_by = getattr(user, "__dict__", {}).get("backend", "")  # only authenticate() sets it
    _note("user_logged_in", request, user=_name(user), backend=found_by, hash=scheme(getattr(user, "password", "")))


def _logged_out(sender: Any, request: HttpRequest | None = None, user: Any = None, **_: Any) -> None:
    _note("user_logged_out", request, user=_name(user))


def _failed(sender: Any, request: HttpRequest | None = None, credentials: Any = None, **_: Any) -> None:
    given = credentials or {}
    tried = given.get("username", given.get(get_user_model().USERNAME_FIELD, ""))
    _note("user_login_failed", request, user=str(tried)[:150])


def _note(name: str, request: HttpRequest | None, **facts: str) -> None:
    draft = current.get()
    if not isinstance(draft, Draft) or len(draft.events) >= 20:
        return
    session = request.__dict__.get("session") if request is not None else None
    facts["key"] = getattr(session, "session_key", None) or ""
    facts["backends"] = " ".join(settings.AUTHENTICATION_BACKENDS)
    draft.events.append(Event(name, tuple(facts.items()), len(draft.statements)))


def _looked_up(event: Event) -> Event:
    """Return a failed login with what the server knows about the name that was tried."""
    try:
        users: Any = get_user_model()._default_manager
        user = users.get_by_natural_key(event.fact("user"))
    except get_user_model().DoesNotExist:
        return event._replace(facts=(*event.facts, ("known", "no"), ("hash", _default_scheme())))
    except (DatabaseError, ValueError, AttributeError):  # no table; a NUL in the name; a manager without the method
        return event
    active = "yes" if getattr(user, "is_active", True) else "no"
    return event._replace(facts=(*event.facts, ("known", "yes"), ("active", active), ("hash", scheme(user.password))))


def scheme(encoded: Any) -> str:
    """Return algorithm and cost of an encoded password, without salt and hash: "pbkdf2_sha256, 10,000 rounds".

    "unusable" for one made by `set_unusable_password()`, "no hash" for a text that no hasher can read. Never raises.
    """
    try:
        if not is_password_usable(encoded):
            return "unusable"
        hasher = identify_hasher(encoded)
        return _cost(hasher.algorithm, hasher.decode(encoded))
    except Exception:  # a project's own hasher, a damaged hash, None: recording must not break a login
        return "no hash"


def _default_scheme() -> str:
    hasher = get_hasher()
    return _cost(hasher.algorithm, {"iterations": getattr(hasher, "iterations", None)})


def _cost(algorithm: str | None, parts: dict[str, Any]) -> str:
    rounds = parts.get("iterations")
    return f"{algorithm}, {rounds:,} rounds" if isinstance(rounds, int) else str(algorithm)


def _name(user: Any) -> str:
    return (user.get_username() or "")[:150] if hasattr(user, "get_username") else ""
