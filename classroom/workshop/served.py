"""A project, served: the socket and the recording are the kernel's, Django runs in a process of its own.

So the bytes are seen where the project's code cannot touch them, connections outlive a restart of that process, and
code that hangs or ends its process takes nothing with it.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from classroom.errors import CourseError
from classroom.record.exchange import Exchange, SessionRow
from classroom.record.recorder import Recorder
from classroom.site import surroundings
from classroom.site.server import SiteServer
from classroom.workshop import fault
from classroom.workshop.problem import Problem, explain
from classroom.workshop.project_process import FAILED, ProjectProcess, Trouble
from classroom.workshop.relay import Relay
from classroom.workshop.session_file import session_rows
from classroom.workshop.worker import Orders

MOST_LINES = 500


class Front(SiteServer):
    """The kernel's server in front of a project's process: no database connection is its to close, no clock turned."""

    def _close_connections(self) -> None: ...

    def now(self) -> float:
        return time.time()


class Served:
    """One project, recorded exactly as the demo site is.

    orders: how its process is started. follow: whether a changed file starts it anew.
    Raises CourseError where no port can be had.
    """

    def __init__(self, orders: Orders, *, follow: bool = True) -> None:
        surroundings.prepare()
        lines: deque[str] = deque(maxlen=MOST_LINES)
        self._lines = lines
        self._recorder = Recorder()
        self.process = ProjectProcess(orders, follow, lines.append)
        try:
            self._server = Front(0, Relay(self.process), self._recorder, lines.append)
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
        return self._recorder.exchanges(timeout=self.process.orders.patience)

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        """Every session that the project has stored now; () where it has no table for them, or does not load."""
        try:
            store = self.process.ready().store
            if store["engine"] == "db" and store["database"]:
                return session_rows(store["database"])
            return tuple(SessionRow(*row) for row in self.process.talk(do="sessions")["rows"])
        except Trouble:
            return ()

    @property
    def session_engine(self) -> str:
        """Which of Django's engines keeps the sessions: "db", "cache" …; "" where that cannot be said."""
        return self._store("engine")

    @property
    def database(self) -> str:
        """The file of the project's database, where it is SQLite's and the project loads; else ""."""
        return self._store("database")

    @property
    def log(self) -> list[str]:
        """What the project and the server printed: the latest 500 lines."""
        return list(self._lines)

    @property
    def problem(self) -> Problem | None:
        """What keeps the project from loading, else what went wrong in its latest answer; None if nothing is wrong."""
        try:
            self.process.ready()
        except Trouble as trouble:
            return trouble.problem
        return self.process.latest

    def python(self, code: str, **values: Any) -> Any:
        """Run Python inside the project's process, with Django set up, and return what it leaves in `result`.

        values: names that the code may use; they and the result are what JSON can carry.
        Raises Trouble where it fails.
        """
        message = self.process.talk(do="python", code=code, values=values)
        if message.get("fault"):
            raise Trouble(FAILED, explain(fault.from_plain(message["fault"]), self.process.folder))
        return message["result"]

    def clear(self) -> None:
        """Drop the recording."""
        self._recorder.clear()
        self.process.latest = None

    def close(self) -> None:
        """Stop answering, end the process, free the port."""
        self._server.stop()
        self.process.stop()

    def _store(self, what: str) -> str:
        try:
            return self.process.ready().store[what]
        except Trouble:
            return ""
