"""Server notes: what Django kept and made of each request.

``ServerNotesMiddleware`` stands outermost and looks after the response. A probe stands between
every two middlewares. Looking must not change what is looked at: reading ``request.session``
marks it as accessed and adds ``Vary: Cookie``, and reading ``request.user`` loads it. So both are
read from ``request.__dict__`` only, and the stored session as ``stored_sessions`` does it, in no note.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject, empty

from classroom.record import auth_events
from classroom.record.exchange import NOBODY, ServerNotes, SessionRow, Statement, Step
from classroom.record.recorder import Draft, current
from classroom.record.stored_sessions import engine_kind, session_row

GetResponse = Callable[[HttpRequest], HttpResponseBase]
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class RecordedWSGIHandler(WSGIHandler):
    """Django's own handler, with a probe between every two middlewares of the project."""

    def load_middleware(self, is_async: bool = False) -> None:
        with probes():
            super().load_middleware(is_async)


@contextmanager
def probes() -> Iterator[None]:
    """Hold while Django builds a chain of middleware: it gets a probe between every two, and our notes outermost.

    ``settings.MIDDLEWARE`` is what the project says before and after: the longer list exists only in between.
    """
    plain = settings.MIDDLEWARE
    names = [path.rpartition(".")[2] for path in plain]
    longer = [f"{__name__}.ServerNotesMiddleware", *plain[:1]]
    for outer, inner, path in zip(names, [*names[1:], "view"], [*plain[1:], None], strict=True):
        longer.append(f"{__name__}.between {outer} {inner}")
        longer.extend([path] if path else [])
    settings.MIDDLEWARE = longer
    try:
        yield
    finally:
        settings.MIDDLEWARE = plain


def __getattr__(name: str) -> Any:
    """Django finds a middleware by dotted path: ``between A B`` makes the probe that stands between A and B."""
    if name.startswith("between "):
        _, outer, inner = name.split(" ")
        return partial(ViewProbe if inner == "view" else Probe, outer=outer, inner=inner)
    raise AttributeError(name)


class Probe:
    """Notes session and user at the border of two middlewares, on the way in and on the way out."""

    def __init__(self, get_response: GetResponse, outer: str, inner: str) -> None:
        self.get_response = get_response
        self.outer = outer
        self.inner = inner

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        draft = current.get()
        if draft is None:
            return self.get_response(request)
        draft.steps.append(_step(self.outer, "in", request))
        response = self.get_response(request)
        if self.inner != "view" or draft.view_ran:
            draft.steps.append(_step(self.inner, "out", request, response.status_code))
        return response


class ViewProbe(Probe):
    """The innermost probe also notes that the view ran: its ``process_view`` is the last one before the view."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if draft := current.get():
            draft.view_ran = True


class ServerNotesMiddleware:
    """The outermost layer: fills in the notes of the exchange that this thread serves."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        got_request_exception.connect(_note_error, dispatch_uid=f"{__name__}.error")
        auth_events.listen()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        draft = current.get()
        if draft is None:
            return self.get_response(request)
        visitor = Visitor(session_row(request.COOKIES.get(settings.SESSION_COOKIE_NAME)))
        with ExitStack() as stack:
            note = StatementNotes(draft.statements, visitor)
            for each in connections.all():
                stack.enter_context(each.execute_wrapper(note))
            response = self.get_response(request)
        draft.steps.append(_step(_outermost(), "out", request, response.status_code))
        draft.notes = _notes(draft, request, visitor, note.written)
        return response


class Visitor:
    """Who the request came as: the session row it named, and that row's user, looked up once and late.

    Late means: before the first write, or after the response. A request that writes nothing leaves the rows as
    they were, and if Django itself asked for the user, the answer is there without a query of ours.
    """

    def __init__(self, row: SessionRow | None) -> None:
        self.row = row
        self._name: str | None = None

    def name(self, known: str | None = None) -> str:
        """The user's name; ``known``: what Django found for the same row."""
        if self._name is None:
            self._name = known or user_of(self.row)
        return self._name


class StatementNotes:
    """Django's hook around every SQL statement: keeps it, and looks who came before the first one that writes."""

    def __init__(self, kept: list[Statement], visitor: Visitor) -> None:
        self.written = False
        self._kept = kept
        self._visitor = visitor
        self._looking = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self._looking:
            return execute(sql, params, many, context)
        if not self.written and sql.startswith(WRITES):
            self.written = self._looking = True
            try:
                self._visitor.name()
            finally:
                self._looking = False
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            if len(self._kept) < 500:
                text = ", ".join(repr(each)[:80] for each in params or ())[:600] if not many else f"{len(params)} sets"
                self._kept.append(Statement(sql, text, (time.perf_counter() - begun) * 1000))


def _outermost() -> str:
    return settings.MIDDLEWARE[0].rpartition(".")[2] if settings.MIDDLEWARE else "view"


def _notes(draft: Draft, request: HttpRequest, visitor: Visitor, written: bool) -> ServerNotes:
    """Put the notes together; the stored session is looked at again only if it may have changed."""
    user, session = request.__dict__.get("user"), request.__dict__.get("session")
    asked = _asked(user)
    before = after = visitor.row
    gone = False
    if written or _changed_without_sql(session, before):
        after = session_row(session.session_key if session is not None else before.key if before else None)
        gone = before is not None and (after is None or after.key != before.key) and session_row(before.key) is None
    if written or _login(after) != _login(before):
        user_before, user_after = visitor.name(), _name(user) if asked else user_of(after)
    else:
        # A lazy user was found by that very row; one that a view has set by hand was not.
        user_before = visitor.name(_name(user) if asked and isinstance(user, SimpleLazyObject) else None)
        user_after = _name(user) if asked else user_before
    match = request.resolver_match
    return ServerNotes(
        view=match._func_path if match and draft.view_ran else None,
        session_before=before,
        session_after=after,
        session_gone=gone,
        user_before=user_before,
        user_after=user_after,
        user_asked=asked,
        statements=tuple(draft.statements),
        steps=tuple(draft.steps),
        error=draft.error,
        layers=tuple(path.rpartition(".")[2] for path in settings.MIDDLEWARE),
        events=auth_events.completed(draft.events),
    )


def _changed_without_sql(session: SessionBase | None, before: SessionRow | None) -> bool:
    """Whether a cache, a file or a cookie may hold something else now. Asking loads nothing."""
    kind = engine_kind()
    if session is None or kind == "db":
        return False
    filled = kind == "cached_db" and before is not None and before.place == "db"  # reading copies it into the cache
    return filled or session.modified or session.session_key != (before.key if before else None)


def _login(row: SessionRow | None) -> list[Any]:
    data = row.data if row else {}
    return [data.get(name) for name in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY)]


def user_of(row: SessionRow | None) -> str:
    """The user that ``django.contrib.auth.get_user`` would find for this row, by name."""
    data = row.data if row else {}
    if SESSION_KEY not in data or data.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return NOBODY
    try:
        user = get_user_model()._default_manager.filter(pk=data[SESSION_KEY], is_active=True).first()
    except (DatabaseError, ValueError, ImproperlyConfigured):  # no such table, no such app
        return NOBODY
    if user is None:
        return NOBODY
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    known = any(constant_time_compare(data.get(HASH_SESSION_KEY) or "", each) for each in hashes)
    return user.get_username() if known else NOBODY


def _asked(user: Any) -> bool:
    """Whether the lazy ``request.user`` has been looked at."""
    if isinstance(user, SimpleLazyObject):
        return user.__dict__.get("_wrapped") is not empty
    return user is not None


def _name(user: Any) -> str:
    """The user's name; for what a project's own code has put in a user's place, its class."""
    return (user.get_username() or NOBODY) if hasattr(user, "get_username") else type(user).__name__


def _step(layer: str, way: str, request: HttpRequest, status: int | None = None) -> Step:
    return Step(layer, way, _session_state(request), _user_state(request), status)


def _user_state(request: HttpRequest) -> str:
    user = request.__dict__.get("user")
    if user is None:
        return "absent"
    return _name(user) if _asked(user) else "not asked yet"


def _session_state(request: HttpRequest) -> str:
    session = request.__dict__.get("session")
    if session is None:
        return "absent"
    data = session.__dict__.get("_session_cache")
    if data is None:
        return "not loaded"
    return ", ".join(f"{key} = {value!r}"[:120] for key, value in data.items())[:600] or "empty"


def _note_error(sender: Any, request: HttpRequest | None = None, **_: Any) -> None:
    """Signal receiver: one line about an uncaught exception, at the last line of the project's own code."""
    draft, (kind, error, trace) = current.get(), sys.exc_info()
    if draft is None or kind is None:
        return
    frames = traceback.extract_tb(trace)
    own = [each for each in frames if "site-packages" not in each.filename and "/lib/python" not in each.filename]
    last = (own or list(frames))[-1]
    where = Path(last.filename)
    draft.error = (
        f"{kind.__name__}: {str(error)[:200]} ({where.parent.name}/{where.name}, line {last.lineno}: {last.line})"
    )
