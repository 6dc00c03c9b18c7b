"""A project, served: the socket and the recording are the kernel's, Django runs in a process of its own.

So the bytes are seen where the project's code cannot touch them, connections outlive a restart of that process, and
code that hangs or ends its process takes nothing with it.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from classroom.errors import CourseError
from classroom.record.exchange import Exchange, ServerNotes, SessionRow
from classroom.record.recorder import Draft, Recorder, current
from classroom.site import surroundings
from classroom.site.server import SiteServer
from classroom.workshop import fault, plain_notes
from classroom.workshop.problem import Problem, explain, located
from classroom.workshop.stamp import stamp
from classroom.workshop.worker import Gone, Orders, Pending, Worker

TRY_AGAIN = 2.0
"""Seconds after which a project that did not load is tried again, although no file has changed."""
MOST_LINES = 500


class Front(SiteServer):
    """The kernel's server in front of a project's process. It holds no database connection that it could close."""

    def _close_connections(self) -> None: ...

    def now(self) -> float:
        return time.time()


class Trouble(Exception):
    """Instead of an answer there is a problem. status: what the client is told."""

    def __init__(self, status: str, problem: Problem) -> None:
        super().__init__(str(problem))
        self.status = status
        self.problem = problem


class Served:
    """One project, recorded exactly as the demo site is.

    orders: how its process is started. follow: whether a changed file starts it anew.
    Raises CourseError where no port can be had.
    """

    def __init__(self, orders: Orders, *, follow: bool = True) -> None:
        surroundings.prepare()
        self.folder = Path(orders.folder)
        self._orders = orders
        self._follow = follow
        self._lines: deque[str] = deque(maxlen=MOST_LINES)
        self._recorder = Recorder()
        self._lock = threading.RLock()
        self._worker: Worker | None = None
        self._of: object = None
        self._failed: tuple[float, Trouble] | None = None
        self._latest: Problem | None = None
        try:
            self._server = Front(0, self._answer, self._recorder, self._lines.append)
        except OSError as problem:
            raise CourseError(
                "No server could be started.",
                f"The system says: {problem.strerror or problem}.",
                "Close other notebooks (Kernel, Shut Down All Kernels), and run the cell again.",
            ) from None
        self._port = self._server.server_port

    @property
    def url(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange so far, the latest thousand at most."""
        return self._recorder.exchanges(wait=self._orders.patience)

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        """Every session that the project has stored now; () where it has no table for them, or does not load."""
        try:
            worker = self._ready()
        except Trouble:
            return ()
        if worker.store["engine"] == "db" and worker.store["database"]:
            return session_rows(worker.store["database"])
        with contextlib.suppress(Gone, TimeoutError):
            found = self._talk(worker, do="sessions")
            return tuple(SessionRow(*row) for row in found["rows"])
        return ()

    @property
    def session_engine(self) -> str:
        """Which of Django's engines keeps the sessions: "db", "cache" …; "" where that cannot be said."""
        try:
            return self._ready().store["engine"]
        except Trouble:
            return ""

    @property
    def database(self) -> str:
        """The file of the project's database, where it is SQLite's and loads; else ""."""
        try:
            return self._ready().store["database"]
        except Trouble:
            return ""

    @property
    def log(self) -> list[str]:
        """What the project and the server printed: the latest 500 lines."""
        return list(self._lines)

    @property
    def problem(self) -> Problem | None:
        """What keeps the project from loading, else what went wrong in its latest answer; None if nothing is wrong."""
        try:
            self._ready()
        except Trouble as trouble:
            return trouble.problem
        return self._latest

    def python(self, code: str, **values: Any) -> Any:
        """Run Python inside the project's process, with Django set up, and return what it leaves in ``result``.

        values: names that the code may use; they and the result are what JSON can carry.
        Raises Trouble where it fails.
        """
        worker = self._ready()
        try:
            message = self._talk(worker, do="python", code=code, values=values)
        except TimeoutError:
            raise Trouble("504 Gateway Timeout", Problem("It took too long.", "")) from None
        except Gone:
            raise self._ended(worker, "") from None
        if message.get("fault"):
            raise Trouble("500 Internal Server Error", explain(fault.from_plain(message["fault"]), self.folder))
        return message["result"]

    def load_again(self) -> None:
        """Start the project's process anew at the next request: something beside its files has changed."""
        with self._lock:
            self._of = self._failed = self._latest = None

    def clear(self) -> None:
        """Drop the recording."""
        self._recorder.clear()
        self._latest = None

    def stop_process(self) -> None:
        """End the project's process; the next request starts another."""
        with self._lock:
            if self._worker is not None:
                self._worker.kill("The project was stopped.")
            self._worker = None

    def close(self) -> None:
        """Stop answering, end the process, free the port."""
        self._server.stop()
        self.stop_process()

    # One request ---------------------------------------------------------------------------------------------------

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        """The WSGI application that the server sees. It returns a generator, so that no length is guessed from it."""
        draft = current.get()
        assert draft is not None  # the server records every request
        doing = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
        try:
            worker, pending, message, payload = self._begin(environ, doing)
        except Trouble as trouble:
            self._latest = trouble.problem
            draft.notes = ServerNotes(error=_in_one_line(trouble.problem))
            return self._page(trouble, [], start_response)
        if message["say"] == "piece":
            start_response(message["status"], _pairs(message["headers"]))
            return self._pass_on(worker, pending, draft, payload)
        pending.done()
        problem = self._end(message, draft, doing)
        if problem and message.get("status", "500").startswith("500"):
            kept = [pair for pair in _pairs(message.get("headers", [])) if pair[0].lower() in ("set-cookie", "vary")]
            return self._page(Trouble("500 Internal Server Error", problem), kept, start_response)
        start_response(message["status"], _pairs(message["headers"]))
        return iter([payload])

    def _begin(self, environ: dict[str, Any], doing: str) -> tuple[Worker, Pending, dict[str, Any], bytes]:
        """Hand the request over and wait for the first frame of its answer. Raises Trouble."""
        body = environ["wsgi.input"].read()
        plain = {name: value for name, value in environ.items() if isinstance(value, str) and "." not in name}
        for last in (False, True):
            worker = self._ready()
            try:
                pending = worker.ask(body, do="request", environ=plain)
                break
            except Gone:  # it ended since it was looked at, and knows nothing of this request
                if last:
                    raise self._ended(worker, doing) from None
        try:
            message, payload = pending.next(self._orders.patience)
        except TimeoutError:
            raise self._hung(worker, pending, doing) from None
        except Gone:
            raise self._ended(worker, doing) from None
        return worker, pending, message, payload

    def _pass_on(self, worker: Worker, pending: Pending, draft: Draft, first: bytes) -> Iterator[bytes]:
        """A streamed answer: the next piece is asked for when the one before has left."""
        yielded = first
        try:
            while True:
                yield yielded
                worker.go_on(pending, True)
                message, yielded = pending.next(self._orders.patience)
                if message["say"] == "end":
                    self._end(message, draft, "")
                    return
        except (TimeoutError, Gone):
            draft.remarks.append("The project stopped in the middle of its answer.")
            raise ConnectionAbortedError from None
        finally:
            worker.go_on(pending, False)
            pending.done()

    def _end(self, message: dict[str, Any], draft: Draft, doing: str) -> Problem | None:
        """Keep the server's side of a finished answer. Returns the problem that it showed."""
        if message["notes"]:
            draft.notes = plain_notes.from_plain(message["notes"])
        problem = explain(fault.from_plain(message["fault"]), self.folder, doing) if message["fault"] else None
        if problem:
            draft.notes = (draft.notes or ServerNotes())._replace(error=_in_one_line(problem))
        self._latest = problem
        return problem

    def _page(
        self, trouble: Trouble, kept: list[tuple[str, str]], start_response: Callable[..., Any]
    ) -> Iterator[bytes]:
        """The problem as a page of plain text: it teaches, and shows no settings."""
        text = f"{trouble.problem}\n".encode()
        kind = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
        start_response(trouble.status, [*kind, *kept])
        return iter([text])

    # The process -----------------------------------------------------------------------------------------------------

    def _ready(self) -> Worker:
        """A process that has loaded the files as they are now. Raises Trouble where there can be none."""
        with self._lock:
            now = stamp(self.folder) if self._follow else self._orders
            if self._of == now and self._worker is not None and self._worker.is_alive:
                return self._worker
            if self._of == now and self._failed and time.monotonic() - self._failed[0] < TRY_AGAIN:
                raise self._failed[1]
            if self._of != now:
                self._latest = None  # what it was about is history
            self._of, self._failed = now, None
            before, self._worker = self._worker, None
            if before is not None:
                before.retire()
            try:
                self._worker = self._load()
            except Trouble as trouble:
                self._failed = (time.monotonic(), trouble)
                raise
            return self._worker

    def _load(self) -> Worker:
        if not (self.folder / "manage.py").is_file():
            what = "There is no manage.py in the project." if self.folder.is_dir() else "The project's folder is gone."
            raise Trouble(
                NOT_LOADED,
                Problem(what, "workshop.reset() makes a new project; what is there is kept.", place=str(self.folder)),
            )
        worker = Worker(self._orders, self._lines.append)
        try:
            found = worker.wait_until_ready()
        except TimeoutError:
            problem = self._stack_of(
                worker, worker.beginning, "The project does not load: it takes too long.", "its start"
            )
            worker.kill()
            raise Trouble(NOT_LOADED, problem) from None
        except Gone:
            raise self._ended(worker, "its start", NOT_LOADED) from None
        except BaseException:  # the cell was interrupted
            worker.kill()
            raise
        if found is not None:
            worker.kill()
            raise Trouble(NOT_LOADED, explain(fault.from_plain(found), self.folder, "while the project was loaded"))
        return worker

    def _talk(self, worker: Worker, **message: Any) -> dict[str, Any]:
        pending = worker.ask(**message)
        try:
            return pending.next(self._orders.patience)[0]
        finally:
            pending.done()

    def _hung(self, worker: Worker, pending: Pending, doing: str) -> Trouble:
        what = f"The answer took longer than {self._orders.patience:g} seconds, so it was stopped."
        problem = self._stack_of(worker, pending, what, doing)
        pending.done()
        worker.kill("Another request hung, and the project was started anew.")
        return Trouble("504 Gateway Timeout", problem)

    def _stack_of(self, worker: Worker, pending: Pending, what: str, doing: str) -> Problem:
        frames = tuple(fault.Frame(*each) for each in worker.where(pending)) or fault.of_dump(worker.last_lines())
        return located(
            what, "Look for a loop that never ends there, mend it, and save the file.", frames, self.folder, doing
        )

    def _ended(self, worker: Worker, doing: str, status: str = "500 Internal Server Error") -> Trouble:
        """The process is gone: by another request's fault, by the project's own doing, or by a crash."""
        if worker.ended_because:
            again = Problem(worker.ended_because, "Send this one again.", place=doing)
            return Trouble("503 Service Unavailable", again)
        lines = worker.last_lines()
        frames = fault.of_dump(lines)
        if any(line.startswith("Timeout (") for line in lines):
            what = f"It took longer than {self._orders.patience:g} seconds, so it was stopped."
            then = "That line keeps Python busy without an end (a loop, a regular expression). Mend it, and save."
            return Trouble("504 Gateway Timeout", located(what, then, frames, self.folder, doing))
        what = f"The project's process ended ({_how(worker.exit_code)}), and is started anew."
        then = "Look for what ends the process there (os._exit, a crash), mend it, and save the file."
        if not frames and lines:
            what = f"The project's process ended: {lines[-1][:200]}"
        return Trouble(status, located(what, then, frames, self.folder, doing))


NOT_LOADED = "500 Internal Server Error"


def session_rows(database: str) -> tuple[SessionRow, ...]:
    """Every row of ``django_session`` in a database file, in the order of writing; () where there is none."""
    if not os.path.isfile(database):
        return ()
    try:
        with contextlib.closing(sqlite3.connect(f"{Path(database).as_uri()}?mode=ro", uri=True, timeout=5)) as file:
            found = file.execute(
                "SELECT session_key, session_data, expire_date FROM django_session ORDER BY rowid"
            ).fetchall()
    except sqlite3.DatabaseError:
        return ()
    return tuple(SessionRow(key, data, _epoch(expires), "db", len(data)) for key, data, expires in found)


def _epoch(text: str) -> float:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC).timestamp()


def _how(code: int | None) -> str:
    if code is None:
        return "nobody knows how"
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"


def _pairs(plain: list[Any]) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in plain]


def _in_one_line(problem: Problem) -> str:
    return f"{problem.what} ({problem.where})" if problem.where else problem.what
