"""The live site: opened by one call, the same one however often it is opened."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.errors import CourseError
from classroom.record.exchange import Exchange, SessionRow
from classroom.record.recorder import Recorder
from classroom.site import surroundings
from classroom.site.clock import Clock
from classroom.site.database import DEMO_SITE, Database

if TYPE_CHECKING:
    from classroom.site.server import SiteServer

SETTINGS = "classroom.site.settings"
RESET_PATIENCE = 5.0
"""Seconds that a reset waits for requests under way."""

_lock = threading.RLock()
_site: LiveSite | None = None


def open_site(port: int = 0) -> LiveSite:
    """Open the demo site, or hand back the one that is open: Django has one set of settings a process.

    port: where to listen on 127.0.0.1; 0 lets the system choose.
    Returns a site that answers. Raises CourseError where this process runs another Django project or the port is taken.
    """
    global _site
    with _lock:
        if _site is None:
            _site = LiveSite()
        _site.open(port)
        return _site


def is_site_open() -> bool:
    """Whether this process has an open site; asking opens none."""
    return _site is not None and _site.is_open


@dataclass(frozen=True)
class Aside:
    """A private stretch on the site: a fresh database and a recording of its own, until the block ends."""

    url: str
    _site: LiveSite
    _recorder: Recorder

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return self._recorder.exchanges()

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        return self._site.sessions

    @property
    def clock(self) -> Clock:
        """The site's clock, which shows the present when the stretch begins."""
        return self._site.clock


class LiveSite:
    """The demo site in a thread of this process. Use ``open_site()`` to get it."""

    def __init__(self) -> None:
        self._server: SiteServer | None = None
        self._database: Database | None = None
        self._recorder = Recorder()
        self._port = 0
        self.clock = Clock()

    def __repr__(self) -> str:
        if self._server is None:
            return "The demo site is closed. open_site() opens it again."
        return f"The demo site answers at {self.url}/"

    @property
    def is_open(self) -> bool:
        return self._server is not None

    @property
    def url(self) -> str:
        """Scheme, host and port, without a slash at the end: ``http://127.0.0.1:49152``."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange since the start or the last reset, the latest thousand at most."""
        return self._recorder.exchanges()

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        """The rows of ``django_session`` as they are now, expired ones too, in the order they were written."""
        if self._database is None:
            return ()
        return self._database.session_rows()

    @property
    def log(self) -> list[str]:
        """What Django and the server wrote to their logs: the latest 500 lines. It is never printed by itself."""
        return list(_ring().lines)

    def export(self, path: str | Path) -> Path:
        """Write the recording to a file: HAR 1.2 where its name ends in ``.har``, text to read otherwise.

        Returns the file's full path. Raises CourseError where it cannot be written.
        """
        from classroom.record.export import as_har, as_text

        file = Path(path).expanduser().resolve()
        exchanges = self.exchanges
        if file.suffix.lower() == ".har":
            content = json.dumps(as_har(exchanges), indent=1, ensure_ascii=False)
        else:
            content = as_text(exchanges) + "\n"
        try:
            file.write_text(content, encoding="utf-8", errors="replace")
        except OSError as problem:
            raise CourseError(
                f"The recording could not be written to {file}.",
                f"The system says: {problem.strerror or problem}.",
                'Name a file in a folder of yours, for example site.export("conversation.har")',
            ) from None
        return file

    def open(self, port: int = 0) -> None:
        """Start answering, on the port of last time where that is free. Does nothing if it is open already."""
        with _lock:
            if self._server is not None:
                return
            _set_up_django()
            from django.conf import settings

            from classroom.site.server import SiteServer

            if self._database is None:
                self._database = Database(settings.DATABASES["default"]["NAME"])
                self._database.fill()
            candidates = (port,) if port else (self._port, 0)
            for candidate in candidates:
                try:
                    self._server = SiteServer(candidate, _application(), self._recorder, _note)
                    break
                except OSError as problem:
                    if candidate == candidates[-1]:
                        raise CourseError(
                            f"The demo site could not listen on port {candidate}.",
                            f"The system says: {problem.strerror or problem}.",
                            "Close what uses that port, or name another one.",
                        ) from None
            self._port = self._server.server_port

    def reset(self) -> None:
        """Make the site as on its first day: users, articles, carts and sessions as seeded, the recording empty.

        Requests under way are answered first, new ones wait. Cookies that a client holds are its own and stay.
        """
        with _lock:
            self.open()
            with self._alone() as database:
                database.fill()
            self.clock.set_back()
            self._recorder.clear()

    def close(self) -> None:
        """Stop answering, shut every connection, free the port and the memory. ``open_site()`` opens it again."""
        with _lock:
            if self._server is None:
                return
            from django.db import connections

            self._server.stop()
            self._server = None
            self.clock.set_back()
            connections.close_all()
            self._database.close()
            self._database = None
            self._recorder.clear()

    @contextmanager
    def aside(self) -> Iterator[Aside]:
        """A stretch on a fresh site, off the learner's record. Afterwards their data and recording are back."""
        with _lock:
            self.open()
            with self._alone() as database:
                snapshot = database.snapshot()
                database.fill()
            mine, self._recorder = self._recorder, Recorder()
            ahead = self.clock.ahead
            self.clock.set_back()
            self._server.recorder = self._recorder
            try:
                yield Aside(self.url, self, self._recorder)
            finally:
                self._recorder = mine
                self.clock.turn_to(ahead)
                self._put_back(snapshot)

    def _put_back(self, snapshot: sqlite3.Connection) -> None:
        if self._server is None:  # the learner's function closed the site
            self.open()
        self._server.recorder = self._recorder
        _end_open_transactions()
        with self._alone(insist=True) as database:  # what is the learner's comes back, whoever is still asking
            if not database.restore(snapshot):
                _note("Tables of the demo site were missing: it was reset.")

    @contextmanager
    def _alone(self, insist: bool = False) -> Iterator[Database]:
        """The database, with no request under way. insist: go on even if one does not end."""
        from django.core.cache import caches

        server, database = self._server, self._database
        assert server is not None and database is not None  # every caller has opened the site
        with server.gate.exclusive(RESET_PATIENCE) as drained:
            if not drained and not insist:
                raise CourseError(
                    "The site is still answering a request, so nothing was changed.",
                    f"It has taken longer than {RESET_PATIENCE:g} seconds.",
                    "Wait for it to end, or close that client, and try again.",
                )
            yield database
            for cache in caches.all(initialized_only=True):
                cache.clear()


def _end_open_transactions() -> None:
    """Roll back what code of this thread began and did not end: it would hold the database against everybody."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        if connection.in_atomic_block or not connection.get_autocommit():
            connection.close()
            connection.connect()  # leaves no half-open atomic block behind


def _set_up_django() -> None:
    """Make this process the demo site's, once. Raises CourseError where it already is another project's."""
    from django.apps import apps
    from django.conf import settings

    if apps.ready and settings.SETTINGS_MODULE == SETTINGS:
        return
    if settings.configured and getattr(settings, "SETTINGS_MODULE", None) != SETTINGS:
        raise CourseError(
            "The demo site cannot open here.",
            "This kernel already runs another Django project, and Django takes one a process.",
            "Restart the kernel (Kernel, Restart Kernel), then run the first cell again.",
        )
    surroundings.prepare()
    if str(DEMO_SITE) not in sys.path:
        sys.path.append(str(DEMO_SITE))
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    with surroundings.loading():
        django.setup()
        import_module(settings.ROOT_URLCONF)
        import_module("classroom.site.server")


def _application():
    """The demo site as a WSGI application, recorded; style sheets are served beside it."""
    from neighbourhood.handler import ClassroomHandler

    from classroom.site.error_page import TeachingHandler

    return ClassroomHandler(TeachingHandler())


def _ring():
    from classroom.site.log import RingHandler

    return next(h for h in logging.getLogger("django").handlers if isinstance(h, RingHandler))


def _note(line: str) -> None:
    _ring().emit(logging.LogRecord("site", logging.INFO, __file__, 0, line, None, None))
