"""Server notes: what Django kept and made of each request.

`ServerNotesMiddleware` is the outermost middleware. After the response it collects what the probes recorded, the SQL,
and the stored session, which it reads through `stored_sessions`, so that nothing is changed.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import got_request_exception
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from classroom.record import auth_events
from classroom.record.exchange import NOBODY, ServerNotes, SessionRow, Statement
from classroom.record.probes import GetResponse, name_of, step, was_asked
from classroom.record.recorder import Draft, current
from classroom.record.stored_sessions import engine_kind, session_row

Found = TypeVar("Found")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class ServerNotesMiddleware:
    """The outermost middleware: fills in the notes of the exchange that this thread serves."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        got_request_exception.connect(_note_error, dispatch_uid=f"{__name__}.error")
        auth_events.connect_receivers()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        draft = current.get()
        if draft is None:
            return self.get_response(request)
        visitor = Visitor(_looked(lambda: session_row(request.COOKIES.get(settings.SESSION_COOKIE_NAME)), None))
        with ExitStack() as stack:
            note = StatementNotes(draft.statements, visitor)
            for each in connections.all():
                stack.enter_context(each.execute_wrapper(note))
            response = self.get_response(request)
        draft.steps.append(step(_outermost(), "out", request, response.status_code))
        notes = ServerNotes(statements=tuple(draft.statements), steps=tuple(draft.steps), error=draft.error)
        draft.notes = _looked(lambda: _notes(draft, request, visitor, note.written), notes)
        return response


class Visitor:
    """The session row that the request's cookie named, and the user of that row, looked up at most once.

    The user is looked up before the first SQL write, or else after the response. A request that writes nothing leaves
    the rows as they were, and if Django itself loaded the user, no query of ours is needed.
    """

    def __init__(self, row: SessionRow | None) -> None:
        self.row = row
        self._name: str | None = None

    def name(self, known: str | None = None) -> str:
        """Return the user's name. known: the name, if Django has loaded the user of the same row."""
        if self._name is None:
            self._name = known or _looked(lambda: user_of(self.row), NOBODY)
        return self._name


class StatementNotes:
    """A database wrapper: keeps each SQL statement, and looks the visitor up before the first one that writes.

    kept: the list to add to, up to 500. visitor: whose user is looked up.
    Source: https://docs.djangoproject.com/en/5.2/topics/db/instrumentation/
    """

    def __init__(self, kept: list[Statement], visitor: Visitor) -> None:
        self.written = False
        self._kept = kept
        self._visitor = visitor
        self._busy = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self._busy:
            return execute(sql, params, many, context)
        if not self.written and sql.startswith(WRITES):
            self.written = self._busy = True
            try:
                self._visitor.name()
            finally:
                self._busy = False
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            if len(self._kept) < 500:
                text = ", ".join(repr(each)[:80] for each in params or ())[:600] if not many else f"{len(params)} sets"
                self._kept.append(Statement(sql, text, (time.perf_counter() - begun) * 1000))


def _looked(look: Callable[[], Found], otherwise: Found) -> Found:
    """Return what a look at sessions and users finds; `otherwise`, with a remark, where it fails.

    A row or a session may hold anything, and Django answers some requests without reading it: so do we.
    """
    try:
        return look()
    except Exception as problem:
        if draft := current.get():
            draft.remarks.append(f"Something in the session could not be read ({type(problem).__name__}).")
        return otherwise


def _outermost() -> str:
    return settings.MIDDLEWARE[0].rpartition(".")[2] if settings.MIDDLEWARE else "view"


def _notes(draft: Draft, request: HttpRequest, visitor: Visitor, written: bool) -> ServerNotes:
    """Return the notes; the stored session is read again only if it may have changed."""
    user, session = request.__dict__.get("user"), request.__dict__.get("session")
    asked = was_asked(user)
    before = after = visitor.row
    gone = False
    if written or _changed_without_sql(session, before):
        after = session_row(session.session_key if session is not None else before.key if before else None)
        gone = before is not None and (after is None or after.key != before.key) and session_row(before.key) is None
    if written or _login(after) != _login(before):
        user_before, user_after = visitor.name(), name_of(user) if asked else user_of(after)
    else:
        # A lazy user was loaded from that row; a user that a view has assigned was not.
        user_before = visitor.name(name_of(user) if asked and isinstance(user, SimpleLazyObject) else None)
        user_after = name_of(user) if asked else user_before
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
    """Whether the session in a cache, a file or a cookie may have changed. Asking loads nothing."""
    kind = engine_kind()
    if session is None or kind == "db":
        return False
    filled = kind == "cached_db" and before is not None and before.place == "db"  # reading copies it into the cache
    return filled or session.modified or session.session_key != (before.key if before else None)


def _login(row: SessionRow | None) -> list[Any]:
    data = row.data if row else {}
    return [data.get(name) for name in (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY)]


def user_of(row: SessionRow | None) -> str:
    """Return the name of the user that `django.contrib.auth.get_user` would find for this row."""
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


def _note_error(sender: Any, request: HttpRequest | None = None, **_: Any) -> None:
    """Signal receiver: describes an uncaught exception in one line, with the last line of the project's own code."""
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
