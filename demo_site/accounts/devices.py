"""Which devices a user is logged in on, and how to end one.

Only the data of a session says which user it belongs to, so a session store cannot list the sessions of alice. The
table `Device` can: it has one row for each login, with the session's key. The store, with any engine, says whether
that session still exists: so the list is right after a logout, an expiry or a change of password.

Two limits. With `signed_cookies` the clients hold the sessions, and nothing here can find or end them. And when
`SECRET_KEY` changes with SECRET_KEY_FALLBACKS, Django gives a session a new key without a signal: such a device
is in the list again only after its next login.
"""

from __future__ import annotations

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.signed_cookies import SessionStore as CookieStore
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Device, User


def are_kept_here(session: SessionBase) -> bool:
    """Say whether the server keeps the sessions, so that it can end one that another client uses."""
    return not isinstance(session, CookieStore)


def remember_device(request: HttpRequest, user: User) -> None:
    """Store that this request's session is logged in as `user`, with the client's User-Agent."""
    session = request.session
    if not are_kept_here(session):
        return  # its "key" would be the whole session
    if session.session_key is None:
        session.save()  # `login()` has flushed another user's session, and the new one has no key yet
    device = Device(
        user=user, session_key=session.session_key, user_agent=user_agent(request), logged_in_at=timezone.now()
    )
    # One statement, INSERT … ON CONFLICT UPDATE: a second login of the same user keeps the session's key.
    Device.objects.bulk_create(
        [device],
        update_conflicts=True,
        unique_fields=["session_key"],
        update_fields=["user", "user_agent", "logged_in_at"],
    )


def this_device(request: HttpRequest) -> Device:
    """Return the row of the device that sent the request, or one that is not saved if there is none."""
    row = Device.objects.filter(user=request.user, session_key=request.session.session_key or "").first()
    return row or Device(user=request.user, user_agent=user_agent(request))


def other_devices(request: HttpRequest) -> list[Device]:
    """Return the user's other devices that are logged in now, the latest login first.

    Django sends no signal when a session expires, so rows whose session is over are deleted here.
    """
    if not are_kept_here(request.session):
        return []
    others = request.user.devices.exclude(session_key=request.session.session_key or "")
    alive = [device for device in others if is_logged_in(session_of(device, request), request.user)]
    if len(alive) < len(others):
        others.exclude(pk__in=[device.pk for device in alive]).delete()
    return alive


def end_device(device: Device, request: HttpRequest) -> None:
    """End the device's session: a request with its key is anonymous from now on."""
    session_of(device, request).delete()
    device.delete()


def session_of(device: Device, request: HttpRequest) -> SessionBase:
    """Return the device's session, from the same kind of store as the session of `request`. It is loaded when read."""
    return type(request.session)(device.session_key)


def is_logged_in(session: SessionBase, user: User) -> bool:
    """Check a session as Django does at every request: is it this user's, with the current password?"""
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return session.get(SESSION_KEY) == str(user.pk) and session.get(HASH_SESSION_KEY) in hashes


def user_agent(request: HttpRequest) -> str:
    """Return the request's User-Agent, cut to the length of the field."""
    return request.headers.get("User-Agent", "")[: Device.AGENT_LENGTH]
