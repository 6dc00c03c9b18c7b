"""The live site: opened by one call, the same one however often it is opened."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.errors import CourseError
from classroom.record.exchange import Exchange, SessionRow
from classroom.record.recorder import Recorder
from classroom.site import project, surroundings
from classroom.site.aside import SiteAside, end_open_transactions
from classroom.site.clock import Clock
from classroom.site.database import Database
from classroom.site.log import note, ring
from classroom.site.session_engine import Kept, SessionPlaces, engine_path

if TYPE_CHECKING:
    from classroom.site.server import SiteServer
    from classroom.site.watch import Watch

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


class LiveSite:
    """The demo site in a thread of this process. Use `open_site()` to get it."""

    def __init__(self) -> None:
        self._server: SiteServer | None = None
        self._database: Database | None = None
        self._recorder = Recorder()
        self._places = SessionPlaces()
        self._watch: Watch | None = None
        self._port = 0
        self._answers_elsewhere = False
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
        """Scheme, host and port, without a slash at the end: `http://127.0.0.1:49152`."""
        return f"http://127.0.0.1:{self._port}"

    def url_of(self, name: str) -> str:
        """The same site under an address of its own, so that a client takes it for another site.

        name: "bakery", "bookshop" or "tracker"; `demo_site/neighbourhood/settings.py` names their addresses.
        Returns scheme, host and port, such as `http://127.0.0.2:49152`. It answers until the site closes.
        Raises CourseError for another name, and where this computer has no such address.
        """
        with _lock:
            self.open()
            origins = project.origins()
            if name not in origins:
                raise CourseError(
                    f"There is no site of the name {name!r}.",
                    f"The demo site answers for three others: {', '.join(origins)}.",
                    f"Ask for one of them: site.url_of({next(iter(origins))!r})",
                )
            port = self._answer_elsewhere()
            self._answers_elsewhere = True
            return f"http://{origins[name]}:{port}"

    def _answer_elsewhere(self) -> int:
        """Answer at the other addresses too. Returns their port."""
        hosts = tuple(project.origins().values())
        surroundings.reach_directly(*hosts)
        try:
            return self._server.listen_at(hosts)
        except OSError as problem:
            raise CourseError(
                f"The site could not answer at other addresses: {problem.strerror or problem}.",
                "macOS has 127.0.0.1 alone until it is told; Linux and Windows have every address from 127.0.0.1 on.",
                f"In a terminal: {'; '.join(f'sudo ifconfig lo0 alias {host} up' for host in hosts)}. "
                f"Or use a browser: http://bakery.localhost:{self._port}/tracker/bakery/",
            ) from None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange since the start or the last reset, the latest thousand at most."""
        return self._recorder.exchanges()

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        """Every session that the server has stored now, expired ones too; rows of the table in the order of writing.

        Under `signed_cookies` there is none: the clients hold their sessions themselves.
        """
        if self._database is None:
            return ()
        from classroom.record.stored_sessions import session_rows

        return session_rows(self._database.session_rows)

    @property
    def session_engine(self) -> str:
        """Which engine keeps the sessions: "db", "cached_db", "cache", "file" or "signed_cookies"."""
        return self._places.engine if self.is_open else "db"

    @property
    def log(self) -> list[str]:
        """What Django and the server wrote to their logs: the latest 500 lines. It is never printed by itself."""
        return list(ring().lines)

    def export(self, path: str | Path) -> Path:
        """Write the recording to a file: HAR 1.2 where its name ends in `.har`, text to read otherwise.

        Returns the file's full path. Raises CourseError where it cannot be written.
        """
        from classroom.record.export import write

        return write(self.exchanges, Path(path))

    def open(self, port: int = 0) -> None:
        """Start answering, on the port of last time where that is free. Does nothing if it is open already."""
        with _lock:
            if self._server is not None:
                return
            project.set_up()
            from django.conf import settings

            from classroom.site.server import SiteServer

            if self._database is None:
                self._database = Database(settings.DATABASES["default"]["NAME"])
                self._database.fill()
            candidates = (port,) if port else (self._port, 0)
            for candidate in candidates:
                try:
                    self._server = SiteServer(candidate, project.application(), self._recorder, note)
                    break
                except OSError as problem:
                    if candidate == candidates[-1]:
                        raise CourseError(
                            f"The demo site could not listen on port {candidate}.",
                            f"The system says: {problem.strerror or problem}.",
                            "Close what uses that port, or name another one.",
                        ) from None
            self._port = self._server.server_port
            if self._answers_elsewhere:
                self._answer_elsewhere()

    def reset(self) -> None:
        """Make the site as on its first day: users, articles, carts and sessions as seeded, the recording empty.

        Requests under way are answered first, new ones wait. Cookies that a client holds are its own and stay.
        """
        with _lock:
            self.open()
            with self._alone() as database:
                database.fill()
                self._places.first_day()
            self.clock.set_back()
            self._recorder.clear()

    def keep_sessions_in(self, engine: str) -> None:
        """Let another of Django's session engines keep the sessions, until the next switch or `reset()`.

        engine: "db", "cached_db", "cache", "file" or "signed_cookies", or the dotted path of one of these. What the
        engine before has stored stays where it lies, and is there again after a switch back.
        Raises CourseError for any other name.
        """
        path = engine_path(engine)
        with _lock:
            self.open()
            with self._alone():
                self._places.use(path)

    def clear_cache(self) -> None:
        """Empty the site's cache, as an administrator may at any time: a cache promises to keep nothing."""
        with _lock:
            self.open()
            with self._alone():
                self._places.clear_caches()

    def restart(self) -> None:
        """Stop the server and start it again, on the same port: every connection ends, what was in memory is lost.

        Memory is the cache. Database and session files stay, as they would on a disk; so does the recording.
        """
        with _lock:
            self.open()
            with self._alone():
                self._places.clear_caches()
                before = self._stop()
            self.open()
            self._server.count_on_from(before)

    def fill_sessions(self, total: int) -> int:
        """Add sessions of other visitors, plausible and valid, until `total` are stored under the engine in use.

        100,000 rows take about a second; as many files take much longer. Django's default cache keeps 300 entries
        and throws others away, and signed cookies leave nothing on the server.
        Returns how many are stored then. Raises CourseError for what is no whole number from 0 to 200,000.
        """
        from classroom.site.visitors import fill

        with _lock:
            self.open()
            with self._alone() as database:
                return fill(total, database)

    def watch(self, look: Callable[[], object], also: Callable[[], object] = lambda: None) -> Watch:
        """Call `look` now and whenever the recording, a session or the clock has changed, until `stop()`.

        also: something else that is looked at, as a value that differs after a change.
        It runs in a thread of its own, and never during a stretch aside. One watch at a time: the one before ends.
        """
        from classroom.site.watch import Watch

        if self._watch is not None:
            self._watch.stop()
        self._watch = Watch(self._recorder, _lock, lambda: (*self._state(), also()), look, note)
        return self._watch

    def _state(self) -> tuple[object, ...]:
        if self._database is None:
            return (None,)
        return self._database.version(), self._places.state(), self.clock.ahead

    def close(self) -> None:
        """Stop answering, shut every connection, free the port and the memory. `open_site()` opens it again."""
        with _lock:
            if self._server is None:
                return
            from django.db import connections

            self._stop()
            self.clock.set_back()
            connections.close_all()
            self._places.first_day()
            self._database.close()
            self._database = None
            self._recorder.clear()

    def _stop(self) -> SiteServer:
        server = self._server
        assert server is not None  # every caller has asked
        server.stop()
        self._server = None
        return server

    @contextmanager
    def aside(self) -> Iterator[SiteAside]:
        """A stretch on a fresh site, off the learner's record. Afterwards their data and recording are back."""
        with _lock:
            self.open()
            with self._alone() as database:
                snapshot = database.snapshot()
                database.fill()
                kept = self._places.set_aside()
            mine, self._recorder = self._recorder, Recorder()
            ahead = self.clock.ahead
            self.clock.set_back()
            self._server.recorder = self._recorder
            try:
                yield SiteAside(self.url, self, self._recorder)
            finally:
                self._recorder = mine
                self.clock.turn_to(ahead)
                self._put_back(snapshot, kept)

    def _put_back(self, snapshot: sqlite3.Connection, kept: Kept) -> None:
        if self._server is None:  # the learner's function closed the site
            self.open()
        self._server.recorder = self._recorder
        end_open_transactions()
        with self._alone(insist=True) as database:  # what is the learner's comes back, whoever is still asking
            self._places.put_back(kept)
            if not database.restore(snapshot):
                note("Tables of the demo site were missing: it was reset.")

    @contextmanager
    def _alone(self, insist: bool = False) -> Iterator[Database]:
        """The database, with no request under way. insist: go on even if one does not end.

        Django reads which session engine to use when its middleware is made: after a switch it is made again.
        """
        server, database = self._server, self._database
        assert server is not None and database is not None  # every caller has opened the site
        with server.in_use.exclusive(RESET_PATIENCE) as drained:
            if not drained and not insist:
                raise CourseError(
                    "The site is still answering a request, so nothing was changed.",
                    f"It has taken longer than {RESET_PATIENCE:g} seconds.",
                    "Wait for it to end, or close that client, and try again.",
                )
            engine = self._places.engine
            try:
                yield database
            finally:
                if self._places.engine != engine:
                    server.set_app(project.application())
