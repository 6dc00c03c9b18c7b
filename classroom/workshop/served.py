"""A served project: the socket and the recording are in the kernel, Django runs in a process of its own.

So the project's code cannot change the recorded bytes, connections outlive a restart of that process, and code that
hangs or ends its process harms nothing else.
"""

from __future__ import annotations

import time
from collections import deque
from typing import Any

from classroom.errors import CourseError
from classroom.interrupts import stoppable, uninterrupted
from classroom.record.exchange import Exchange, SessionRow
from classroom.record.recorder import Recorder
from classroom.site import surroundings
from classroom.site.server import SiteServer
from classroom.workshop import fault
from classroom.workshop.problem import Problem, explain
from classroom.workshop.project_process import FAILED, ProjectError, ProjectProcess
from classroom.workshop.relay import Relay
from classroom.workshop.session_file import session_rows
from classroom.workshop.worker import ProcessOptions

MOST_LINES = 500
"""Lines of the log that are kept."""


class ProjectServer(SiteServer):
    """The kernel's server in front of a project's process: it has no database connections and no turned clock."""

    view_seconds = float("inf")  # its process has a timeout of its own

    def _close_connections(self) -> None: ...

    def now(self) -> float:
        return time.time()


class Served:
    """One project, recorded exactly as the demo site is.

    options: for its process. follow: whether a changed file restarts the process.
    Raises CourseError where no port is free.
    """

    def __init__(self, options: ProcessOptions, *, follow: bool = True) -> None:
        surroundings.prepare()
        lines: deque[str] = deque(maxlen=MOST_LINES)
        self._lines = lines
        self._recorder = Recorder()
        self.process = ProjectProcess(options, follow, lines.append)
        try:
            self._server = ProjectServer(0, Relay(self.process), self._recorder, lines.append)
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
    @stoppable
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange so far, the latest thousand at most."""
        return self._recorder.exchanges(timeout=self.process.options.timeout)

    def exchanges_from(self, client_port: int) -> tuple[Exchange, ...]:
        """Every exchange of connections from this port of the client's, complete, whatever others ask meanwhile."""
        return self._recorder.exchanges(self.process.options.timeout, client_port)

    def problem_of(self, exchange: Exchange) -> Problem | None:
        """The problem of the response of one exchange; None if it had none."""
        return self.process.problem_of(exchange.number)

    @property
    @uninterrupted("The rows are as they were.", "The rows are as they were.")
    def sessions(self) -> tuple[SessionRow, ...]:
        """Every session that the project stores now; () where it has no table for them, or does not load."""
        try:
            store = self.process.ready().store
            if store["engine"] == "db" and store["database"]:
                return session_rows(store["database"])
            return tuple(SessionRow(*row) for row in self.process.ask(do="sessions")["rows"])
        except ProjectError:
            return ()

    @property
    def session_engine(self) -> str:
        """The session engine: "db", "cache" …; "" where it is unknown."""
        return self._store("engine")

    @property
    def database(self) -> str:
        """The file of the project's database; "" where it is not SQLite or the project does not load."""
        return self._store("database")

    @property
    def log(self) -> list[str]:
        """What the project and the server printed: the latest 500 lines."""
        return list(self._lines)

    @property
    def problem(self) -> Problem | None:
        """The problem that keeps the project from loading, else that of its latest response; None if there is none."""
        try:
            self.process.ready()
        except ProjectError as error:
            return error.problem
        return self.process.latest

    def python(self, code: str, **values: Any) -> Any:
        """Run Python inside the project's process, with Django set up. Returns what it leaves in `result`.

        values: names for the code; they and the result are values for JSON. Raises ProjectError where it fails.
        """
        message = self.process.ask(do="python", code=code, values=values)
        if message.get("fault"):
            raise ProjectError(FAILED, explain(fault.from_plain(message["fault"]), self.process.folder))
        return message["result"]

    @uninterrupted("The recording had been emptied by then.")
    def clear(self) -> None:
        """Empty the recording, and forget the latest problem."""
        self._recorder.clear()
        self.process.latest = None

    @uninterrupted("It had been closed by then.")
    def close(self) -> None:
        """Stop the server, kill the process, free the port."""
        self._server.stop()
        self.process.stop()

    def _store(self, what: str) -> str:
        try:
            return self.process.ready().store[what]
        except ProjectError:
            return ""
