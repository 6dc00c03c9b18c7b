"""Keeps the process of one project running, with the files as they are now."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from classroom.workshop import fault
from classroom.workshop.problem import Problem, explain, located
from classroom.workshop.stamp import stamp
from classroom.workshop.worker import Pending, ProcessGone, ProcessOptions, Worker

TRY_AGAIN = 2.0
"""Seconds after which a project that did not load is tried again even if no file has changed."""
FAILED, STOPPED, LOST = "500 Internal Server Error", "504 Gateway Timeout", "503 Service Unavailable"


class ProjectError(Exception):
    """The project gave no answer. status: of the response to the client. problem: for the learner."""

    def __init__(self, status: str, problem: Problem) -> None:
        super().__init__(str(problem))
        self.status = status
        self.problem = problem


class ProjectProcess:
    """Starts the process when it is needed, and again when it has ended or a file has changed.

    options: for the process. follow: whether changed files restart it. note: called with each line that it prints.
    """

    def __init__(self, options: ProcessOptions, follow: bool, note: Callable[[str], None]) -> None:
        self.options = options
        self.folder = Path(options.folder)
        self.latest: Problem | None = None
        """The problem of the latest response; None once a file has changed."""
        self._follow = follow
        self._note = note
        self._lock = threading.RLock()
        self._worker: Worker | None = None
        self._loaded: object = None
        self._failed: tuple[float, ProjectError] | None = None

    def ready(self) -> Worker:
        """Return a process that has loaded the files as they are now. Raises ProjectError where they do not load."""
        with self._lock:
            now = stamp(self.folder) if self._follow else ()
            if self._loaded == now and self._worker is not None and self._worker.is_alive:
                return self._worker
            if self._loaded == now and self._failed and time.monotonic() - self._failed[0] < TRY_AGAIN:
                raise self._failed[1]
            if self._loaded != now:
                self.latest = None
            self._loaded, self._failed = now, None
            before, self._worker = self._worker, None
            if before is not None:
                before.retire()
            try:
                self._worker = self._load()
            except ProjectError as error:
                self._failed = (time.monotonic(), error)
                raise
            return self._worker

    def load_again(self) -> None:
        """Have the process started again at its next use, for a change that is not in the files."""
        with self._lock:
            self._loaded = self._failed = self.latest = None

    def stop(self) -> None:
        """Kill the process; the next request starts another."""
        with self._lock:
            if self._worker is not None:
                self._worker.kill("The project was stopped.")
            self._worker = None

    def ask(self, **message: Any) -> dict[str, Any]:
        """Send a frame that is no HTTP request, and return the answer's message.

        Raises ProjectError where the project does not load, hangs or ends.
        """
        worker = self.ready()
        doing = "a question of the check"
        try:
            pending = worker.ask(**message)
            return self.wait(worker, pending, doing)[0]
        except ProcessGone:
            raise self.explain_end(worker, doing) from None

    def wait(self, worker: Worker, pending: Pending, doing: str) -> tuple[dict[str, Any], bytes]:
        """Return the next frame of an answer. Raises ProjectError where none comes; a process that hangs is killed.

        pending: the answer. doing: what was under way, for the learner.
        """
        try:
            return pending.next(self.options.timeout)
        except TimeoutError:
            what = f"The answer took longer than {self.options.timeout:g} seconds, so it was stopped."
            problem = self._stack_of(worker, pending, what, doing)
            pending.done()
            worker.kill("Another request hung, and the project was started anew.")
            raise ProjectError(STOPPED, problem) from None
        except ProcessGone:
            raise self.explain_end(worker, doing) from None

    def explain_end(self, worker: Worker, doing: str) -> ProjectError:
        """Return the error for a process that has ended: by another request, by the project's code, or by a crash."""
        if worker.ended_because:
            return ProjectError(LOST, Problem(worker.ended_because, "Send this one again.", place=doing))
        lines = worker.last_lines()
        frames = fault.of_dump(lines)
        if any(line.startswith("Timeout (") for line in lines):
            what = f"It took longer than {self.options.timeout:g} seconds, so it was stopped."
            then = "That line keeps Python busy without an end (a loop, a regular expression). Mend it, and save."
            return ProjectError(STOPPED, located(what, then, frames, self.folder, doing))
        what = f"The project's process ended ({_how(worker.exit_code)}), and is started anew."
        then = "Look for what ends the process there (os._exit, a crash), mend it, and save the file."
        if not frames and lines:
            what = f"The project's process ended: {lines[-1][:200]}"
        return ProjectError(FAILED, located(what, then, frames, self.folder, doing))

    def _load(self) -> Worker:
        if not (self.folder / "manage.py").is_file():
            what = "There is no manage.py in the project." if self.folder.is_dir() else "The project's folder is gone."
            then = "workshop.reset() makes a new project; what is there is kept."
            raise ProjectError(FAILED, Problem(what, then, place=str(self.folder)))
        doing = "while the project was loaded"
        worker = Worker(self.options, self._note)
        try:
            found = worker.wait_until_ready()
        except TimeoutError:
            what = "The project does not load: it takes too long."
            problem = self._stack_of(worker, worker.startup, what, doing)
            worker.kill()
            raise ProjectError(FAILED, problem) from None
        except ProcessGone:
            raise self.explain_end(worker, doing) from None
        except BaseException:  # the cell was interrupted
            worker.kill()
            raise
        if found is not None:
            worker.kill()
            raise ProjectError(FAILED, explain(fault.from_plain(found), self.folder, doing))
        return worker

    def _stack_of(self, worker: Worker, pending: Pending, what: str, doing: str) -> Problem:
        stack, met = worker.state_of(pending)
        if met:  # Django makes the page of an error for ever, where the error's own text cannot be encoded
            return explain(fault.from_plain(met), self.folder, doing)
        frames = tuple(fault.Frame(*each) for each in stack) or fault.of_dump(worker.last_lines())
        then = "Look for a loop that never ends there, mend it, and save the file."
        return located(what, then, frames, self.folder, doing)


def _how(code: int | None) -> str:
    if code is None:
        return "nobody knows how"
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"
