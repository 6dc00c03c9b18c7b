"""Records what the project's WSGI handler does, by patches in this process; its files and settings stay as they are."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception
from django.db.utils import ConnectionHandler
from django.http import HttpRequest

from classroom.record.exchange import SessionRow
from classroom.record.probes import probes
from classroom.record.recorder import Draft, Recorder, current
from classroom.workshop import fault


class NotedDraft(Draft):
    """A draft that also keeps the exception that ended the request, and why Django refused it."""

    __slots__ = ("fault", "refused")

    def __init__(self, recorder: Recorder) -> None:
        super().__init__(recorder, 0, 0, 0, 0)
        self.fault: fault.Fault | None = None
        self.refused: fault.Fault | None = None


def install() -> None:
    """Add probes to every WSGI handler that is built from now on, and record each uncaught exception."""
    WSGIHandler.load_middleware = _load_middleware
    got_request_exception.connect(_note_fault, dispatch_uid=f"{__name__}.fault")


def note_refusals() -> None:
    """Record why Django refused a request before any view ran. To be called after the project's logging is set up."""
    logging.getLogger("django.security").addHandler(_Refusals())


class _Refusals(logging.Handler):
    """A logging handler that records a missing CSRF token, a host that is not allowed, and other suspicious requests.

    Source: https://docs.djangoproject.com/en/5.2/ref/logging/#django-security-x
    """

    def emit(self, record: logging.LogRecord) -> None:
        draft = current.get()
        if not isinstance(draft, NotedDraft):
            return
        if record.name == "django.security.csrf" and isinstance(record.args, tuple) and record.args:
            draft.refused = fault.Fault("Forbidden", str(record.args[0]))
        elif record.name.startswith("django.security."):  # SuspiciousOperation, and what is more exact
            draft.refused = fault.Fault(record.name.rpartition(".")[2], record.getMessage())


def keep_databases_in(folder: str, name: str) -> None:
    """Move the default database into a folder if it is an SQLite file elsewhere, which may hold the learner's data.

    folder: the project's. name: of the file there.
    """
    plain = ConnectionHandler.configure_settings

    def configure_settings(self: ConnectionHandler, databases: Any) -> Any:
        configured = plain(self, databases)
        default = configured["default"]
        path = Path(default.get("NAME") or name)
        if "sqlite3" in default["ENGINE"] and not path.resolve().is_relative_to(Path(folder).resolve()):
            default["NAME"] = str(Path(folder) / name)
        return configured

    ConnectionHandler.configure_settings = configure_settings


def session_storage() -> dict[str, Any]:
    """Return the session engine as "engine", and the SQLite file of the database as "database"; "" where unknown."""
    from django.db import connection

    from classroom.record.stored_sessions import engine_kind

    try:
        is_file = connection.vendor == "sqlite"
        return {"engine": engine_kind(), "database": str(connection.settings_dict["NAME"]) if is_file else ""}
    except Exception:  # the project's settings may hold anything
        return {"engine": "", "database": ""}


def stored_sessions() -> list[SessionRow]:
    """Return every stored session under the engine in use; [] where the project stores none."""
    from classroom.record.stored_sessions import session_rows

    try:
        return list(session_rows(_table))
    except Exception:  # the project's settings may hold anything
        return []


def _table() -> Iterator[SessionRow]:
    from django.contrib.sessions.models import Session

    for row in Session.objects.order_by("expire_date"):
        yield SessionRow(row.session_key, row.session_data, row.expire_date.timestamp(), "db", len(row.session_data))


def _load_middleware(self: WSGIHandler, is_async: bool = False) -> None:
    with probes():
        BaseHandler.load_middleware(self, is_async)


def _note_fault(sender: Any, request: HttpRequest | None = None, **_: Any) -> None:
    """Signal receiver: records the exception of the request that this thread serves."""
    draft, error = current.get(), sys.exc_info()[1]
    # The first counts: what Django raises while it makes the page of an error is no fault of the project's.
    if isinstance(draft, NotedDraft) and error is not None and draft.fault is None:
        match = getattr(request, "resolver_match", None)
        draft.fault = fault.of_exception(error, match._func_path if match else "")
