"""The live demo site: one for each process, opened by `open_site()`."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.errors import CourseError, shown
from classroom.interrupts import ends_uninterrupted, stoppable, uninterrupted
from classroom.record.exchange import Exchange, SessionRow
from classroom.record.recorder import Recorder
from classroom.site import project, surroundings
from classroom.site.aside import SiteAside, end_open_transactions
from classroom.site.clock import Clock
from classroom.site.database import Database
from classroom.site.log import note, ring
from classroom.site.session_engine import SavedStores, SessionStores, engine_path
from classroom.site.soundness import answers
from classroom.site.whose import AsideRecorder

if TYPE_CHECKING:
    from classroom.site.server import SiteServer
    from classroom.site.watch import Watch

RESET_TIMEOUT = 5.0
"""Seconds that a reset waits for requests under way."""
READ_TIMEOUT_ASIDE = 1.5
"""Seconds that a learner's function may pause in the middle of a request: nobody types during a check."""

_lock = threading.RLock()
_site: LiveSite | None = None


@uninterrupted("The site is open.", "The site was not opened; run the cell again.")
def open_site(port: int = 0) -> LiveSite:
    """Open the demo site, or return the one that is open: Django has one set of settings per process.

    One that no longer answers is repaired: it gets a new server on the same port, and keeps its rows.
    port: where to listen on 127.0.0.1, from 1 to 65535; 0 lets the system choose. An open site keeps its port.
    Returns the running site. Raises CourseError where that is no port, this process runs another Django project, or the
    port is taken.
    """
    global _site
    _check_port(port)
    with _lock:
        if _site is None:
            _site = LiveSite()
        if _site.is_open:
            _site.repair()
        _site.open(port)
        return _site


def _check_port(port: object) -> None:
    if not isinstance(port, int) or isinstance(port, bool) or not 0 <= port <= 65_535:
        raise CourseError(
            f"The demo site cannot listen on port {shown(port)}.",
            "A port is a whole number from 1 to 65535.",
            "Leave it out, and the system chooses a free one: site = open_site()",
        )


def is_site_open() -> bool:
    """Whether this process has an open site. Does not open one."""
    return _site is not None and _site.is_open


class LiveSite:
    """The demo site in a thread of this process. Use `open_site()` to get it."""

    def __init__(self) -> None:
        self._server: SiteServer | None = None
        self._database: Database | None = None
        self._recorder = Recorder()
        self._stores = SessionStores()
        self._watch: Watch | None = None
        self._port = 0
        self._at_other_addresses = False
        self._owed: sqlite3.Connection | None = None
        """The learner's rows, where they could not be put back after an aside."""
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

    @uninterrupted("The other addresses answer now.")
    def url_of(self, name: str) -> str:
        """Return the URL of the same site under another address, so that a client takes it for another site.

        name: "bakery", "bookshop" or "tracker"; `demo_site/neighbourhood/settings.py` names their addresses.
        Returns scheme, host and port, such as `http://127.0.0.2:49152`. It answers until the site closes.
        Raises CourseError for any other name, and where this computer has no such address.
        """
        with _lock:
            self.open()
            origins = project.origins()
            if not isinstance(name, str) or name not in origins:
                raise CourseError(
                    f"There is no site of that name: {shown(name)}.",
                    f"The demo site answers for three others: {', '.join(origins)}.",
                    f"Ask for one of them: site.url_of({next(iter(origins))!r})",
                )
            port = self._listen_at_other_addresses()
            self._at_other_addresses = True
            return f"http://{origins[name]}:{port}"

    def _listen_at_other_addresses(self) -> int:
        """Listen at the other addresses, too. Returns their port. Raises CourseError where there are none."""
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
    @stoppable
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange since the start or the last reset, the latest thousand at most."""
        return self._recorder.exchanges()

    @property
    @uninterrupted("The rows are as they were.")  # a query cut in half would keep the table locked
    def sessions(self) -> tuple[SessionRow, ...]:
        """Every session that the server stores now, expired ones too; rows of the table in the order of writing.

        Under `signed_cookies` there are none: the clients store their sessions themselves.
        """
        if self._database is None:
            return ()
        from classroom.record.stored_sessions import session_rows

        return session_rows(self._database.session_rows)

    @property
    def session_engine(self) -> str:
        """The session engine in use: "db", "cached_db", "cache", "file" or "signed_cookies"."""
        return self._stores.engine if self.is_open else "db"

    @property
    def log(self) -> list[str]:
        """The latest 500 lines that Django and the server logged. They are never printed by themselves."""
        return list(ring().lines)

    def export(self, path: str | Path) -> Path:
        """Write the recording to a file: HAR 1.2 where its name ends in `.har`, text to read otherwise.

        path: the file; `~` is expanded. Returns its full path. Raises CourseError where it cannot be written.
        """
        from classroom.record.export import write

        return write(self.exchanges, path)

    @uninterrupted("The site is open.", "The site was not opened; run the cell again.")
    def open(self, port: int = 0) -> None:
        """Start the server, on its last port if that is free. Does nothing if the site is open.

        port: see `open_site()`. Raises CourseError as that does.
        """
        _check_port(port)
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
            if self._at_other_addresses:
                self._listen_at_other_addresses()

    @uninterrupted("The site had been reset by then.", "The site was not reset: everything is as it was.")
    def reset(self) -> None:
        """Restore the seeded users, articles, carts and sessions, and empty the recording.

        Requests under way are answered first, new ones wait. Cookies in a client's jar stay.
        Raises CourseError where a request does not end, or a cell holds a transaction open.
        """
        with _lock:
            self.open()
            with self._exclusive(give_back=False) as database:
                database.fill()
                self._drop_owed()
                self._stores.reset()
            self.clock.set_back()
            self._recorder.clear()

    @uninterrupted("The engine had been switched by then.", "The engine was not switched.")
    def keep_sessions_in(self, engine: str) -> None:
        """Switch to another of Django's session engines, until the next switch or `reset()`.

        engine: "db", "cached_db", "cache", "file" or "signed_cookies", or the dotted path of one of these. Sessions
        stored under the engine before stay stored, and are used again after a switch back.
        Raises CourseError for any other name, and where a request does not end.
        """
        path = engine_path(engine)
        with _lock:
            self.open()
            with self._exclusive():
                self._stores.use(path)

    @uninterrupted("The cache had been emptied by then.", "The cache was not emptied.")
    def clear_cache(self) -> None:
        """Empty the cache, as an administrator may at any time. Raises CourseError where a request does not end."""
        with _lock:
            self.open()
            with self._exclusive():
                self._stores.clear_caches()

    @uninterrupted("The server had been restarted by then.", "The server was not restarted.")
    def restart(self) -> None:
        """Stop the server and start it again on the same port: every connection ends, and the cache is lost.

        Database and session files stay, as they would on a disk; so does the recording.
        Raises CourseError where a request does not end.
        """
        with _lock:
            self.open()
            with self._exclusive():
                self._stores.clear_caches()
                before = self._stop()
            self.open()
            self._server.count_on_from(before)

    def fill_sessions(self, total: int) -> int:
        """Add valid sessions of invented visitors, until `total` are stored under the engine in use.

        total: a whole number from 0 to 200,000. 100,000 rows take about a second; as many files take much longer.
        Django's default cache keeps 300 entries and drops others, and signed cookies store nothing on the server.
        Returns how many are stored then. Raises CourseError for any other number.
        """
        from classroom.site.visitors import fill

        with uninterrupted("The sessions had been added by then.") as work, _lock:
            self.open()
            with self._exclusive() as database:
                try:
                    return fill(total, database)
                except KeyboardInterrupt:
                    work.undone = f"By then {len(self.sessions):,} sessions were stored, and they stay."
                    raise

    @uninterrupted("The watch had begun by then.")
    def watch(self, callback: Callable[[], object], extra: Callable[[], object] = lambda: None) -> Watch:
        """Call `callback` now and whenever the recording, a session or the clock has changed, until `stop()`.

        extra: returns a value that differs after a change of something else.
        Returns the watch. The callback runs in a thread of its own, and never during an aside or a reset. There is
        one watch at a time: a second call ends the first.
        """
        from classroom.site.watch import Watch

        if self._watch is not None:
            self._watch.stop()
        self._watch = Watch(self._recorder, _lock, lambda: (*self._state(), extra()), callback, note)
        return self._watch

    def _state(self) -> tuple[object, ...]:
        if self._database is None:
            return (None,)
        return self._database.version(), self._stores.state(), self.clock.ahead

    @uninterrupted("The site is closed. open_site() opens it again.", "The site was not closed.")
    def close(self) -> None:
        """Stop the server, shut every connection, free the port and the memory. `open_site()` opens the site again."""
        with _lock:
            if self._server is None:
                return
            from django.db import connections

            with self._exclusive(
                force=True, give_back=False
            ):  # a request under way would write into a database that is going
                self._stop()
            self.clock.set_back()
            connections.close_all()
            self._stores.reset()
            self._database.close()
            self._database = None
            self._drop_owed()
            self._recorder.clear()

    def _stop(self) -> SiteServer:
        server = self._server
        assert server is not None  # every caller has checked
        server.stop()
        self._server = None
        return server

    @ends_uninterrupted("The site and its rows are as they were before.", "The site and its rows are as they were.")
    @contextmanager
    def aside(self) -> Iterator[SiteAside]:
        """An aside: fresh data and a recording of its own. Afterwards the learner's data and recording are restored.

        Yields the site during the aside. Raises CourseError where a request does not end.
        """
        with _lock:
            self.open()
            with self._exclusive() as database:
                snapshot = database.snapshot()
                try:
                    database.fill()
                    saved = self._stores.set_aside()
                except BaseException:
                    database.restore(snapshot)
                    raise
            learners_recorder, self._recorder = self._recorder, AsideRecorder()
            ahead = self.clock.ahead
            self.clock.set_back()
            self._server.recorder = self._recorder
            read_timeout, self._server.read_timeout = self._server.read_timeout, READ_TIMEOUT_ASIDE
            try:
                yield SiteAside(self.url, self, self._recorder)
            finally:
                self._recorder = learners_recorder
                self.clock.turn_to(ahead)
                self._restore(snapshot, saved)
                self._server.read_timeout = read_timeout

    def _restore(self, snapshot: sqlite3.Connection, saved: SavedStores) -> None:
        if self._server is None:  # the learner's function closed the site
            self.open()
        self._server.recorder = self._recorder
        end_open_transactions()
        with self._exclusive(force=True, give_back=False) as database:  # the learner's data is restored in any case
            self._stores.restore(saved)
            self._owed = snapshot
            self._give_back(database)

    def _give_back(self, database: Database) -> None:
        """Put back the learner's rows after an aside. Raises CourseError where the database is locked; they stay owed.

        Whatever locks it (a thread of the learner's function, say) may end later; every change of the site tries again.
        """
        if self._owed is None:
            return
        try:
            whole = database.restore(self._owed)
        except CourseError:
            raise CourseError(
                "Your rows are kept, and could not be put back yet.",
                "Something holds a transaction open in the site's database: a thread of your function?",
                "Once it has ended, open_site() puts them back.",
            ) from None
        self._owed = None
        if not whole:
            note("Tables of the demo site were missing: it was reset.")

    def _drop_owed(self) -> None:
        if self._owed is not None:
            self._owed.close()
            self._owed = None

    def repair(self) -> None:
        """Put right what keeps the open site from answering: it gets a new server on its port, and keeps its rows.

        Does nothing where it answers. Raises CourseError where that fails.
        """
        with _lock:
            server, database = self._server, self._database
            assert server is not None and database is not None  # open() has been called
            if not database.is_free():
                end_open_transactions()  # of this cell, or of one that was stopped in the middle
            if not database.is_open():
                self._database = Database(database.name)  # Django's own connections have kept the rows
                database.close()
                if not self._database.is_whole():
                    self._database.fill()
            if not answers(server):
                self._recorder = self._recorder.copy()
                self._stop()
                self.open()
                self._server.count_on_from(server)
                note("The site did not answer, and has a new server.")
            if self._owed is not None:
                with self._exclusive():  # gives them back
                    pass

    @contextmanager
    def _exclusive(self, force: bool = False, give_back: bool = True) -> Iterator[Database]:
        """Yield the database while no request is under way.

        force: go on even if one does not end. give_back: whether rows that are owed are put back first.

        Django reads `SESSION_ENGINE` when it builds the middleware, so after a switch the middleware is built again.
        """
        server, database = self._server, self._database
        assert server is not None and database is not None  # every caller has opened the site
        with server.lock.exclusive(RESET_TIMEOUT, stoppable=not force) as drained:
            if not drained and not force:
                raise CourseError(
                    "The site is still answering a request, so nothing was changed.",
                    f"It has taken longer than {RESET_TIMEOUT:g} seconds.",
                    "Wait for it to end, or close that client, and try again.",
                )
            engine = self._stores.engine
            try:
                if give_back:
                    self._give_back(database)
                yield database
            finally:
                if self._stores.engine != engine:
                    server.set_app(project.application())
