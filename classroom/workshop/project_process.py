"""The process of one project: always the one that has loaded the files as they are now."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from classroom.workshop import fault
from classroom.workshop.problem import Problem, explain, located
from classroom.workshop.stamp import stamp
from classroom.workshop.worker import Orders, Pending, ProcessGone, Worker

TRY_AGAIN = 2.0
"""Seconds after which a project that did not load is tried again, although no file has changed."""
FAILED, STOPPED, LOST = "500 Internal Server Error", "504 Gateway Timeout", "503 Service Unavailable"


class Trouble(Exception):
    """Instead of an answer there is a problem. status: what the client is told."""

    def __init__(self, status: str, problem: Problem) -> None:
        super().__init__(str(problem))
        self.status = status
        self.problem = problem


class ProjectProcess:
    """Starts the process when it is needed, and anew when it has ended or a file has changed.

    follow: whether files are looked at. note: takes each line that the project prints.
    """

    def __init__(self, orders: Orders, follow: bool, note: Callable[[str], None]) -> None:
        self.orders = orders
        self.folder = Path(orders.folder)
        self.latest: Problem | None = None
        """What went wrong in the latest answer, as long as the files stay as they are."""
        self._follow = follow
        self._note = note
        self._lock = threading.RLock()
        self._worker: Worker | None = None
        self._loaded: object = None
        self._failed: tuple[float, Trouble] | None = None

    def ready(self) -> Worker:
        """A process that has loaded the files as they are now. Raises Trouble where there can be none."""
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
            except Trouble as trouble:
                self._failed = (time.monotonic(), trouble)
                raise
            return self._worker

    def load_again(self) -> None:
        """Start anew when it is needed next: something beside the files has changed."""
        with self._lock:
            self._loaded = self._failed = self.latest = None

    def stop(self) -> None:
        """End it; the next request starts another."""
        with self._lock:
            if self._worker is not None:
                self._worker.kill("The project was stopped.")
            self._worker = None

    def talk(self, **message: Any) -> dict[str, Any]:
        """Ask something that is no request. Raises Trouble where the project does not load, hangs or ends."""
        worker = self.ready()
        doing = "a question of the check"
        try:
            pending = worker.ask(**message)
            return self.wait(worker, pending, doing)[0]
        except ProcessGone:
            raise self.ended(worker, doing) from None

    def wait(self, worker: Worker, pending: Pending, doing: str) -> tuple[dict[str, Any], bytes]:
        """The first frame of an answer. Raises Trouble where none comes; a process that hangs is ended."""
        try:
            return pending.next(self.orders.patience)
        except TimeoutError:
            what = f"The answer took longer than {self.orders.patience:g} seconds, so it was stopped."
            problem = self._stack_of(worker, pending, what, doing)
            pending.done()
            worker.kill("Another request hung, and the project was started anew.")
            raise Trouble(STOPPED, problem) from None
        except ProcessGone:
            raise self.ended(worker, doing) from None

    def ended(self, worker: Worker, doing: str) -> Trouble:
        """What is said where the process is gone: by another request's fault, by the project's doing, by a crash."""
        if worker.ended_because:
            return Trouble(LOST, Problem(worker.ended_because, "Send this one again.", place=doing))
        lines = worker.last_lines()
        frames = fault.of_dump(lines)
        if any(line.startswith("Timeout (") for line in lines):
            what = f"It took longer than {self.orders.patience:g} seconds, so it was stopped."
            then = "That line keeps Python busy without an end (a loop, a regular expression). Mend it, and save."
            return Trouble(STOPPED, located(what, then, frames, self.folder, doing))
        what = f"The project's process ended ({_how(worker.exit_code)}), and is started anew."
        then = "Look for what ends the process there (os._exit, a crash), mend it, and save the file."
        if not frames and lines:
            what = f"The project's process ended: {lines[-1][:200]}"
        return Trouble(FAILED, located(what, then, frames, self.folder, doing))

    def _load(self) -> Worker:
        if not (self.folder / "manage.py").is_file():
            what = "There is no manage.py in the project." if self.folder.is_dir() else "The project's folder is gone."
            then = "workshop.reset() makes a new project; what is there is kept."
            raise Trouble(FAILED, Problem(what, then, place=str(self.folder)))
        doing = "while the project was loaded"
        worker = Worker(self.orders, self._note)
        try:
            found = worker.wait_until_ready()
        except TimeoutError:
            what = "The project does not load: it takes too long."
            problem = self._stack_of(worker, worker.beginning, what, doing)
            worker.kill()
            raise Trouble(FAILED, problem) from None
        except ProcessGone:
            raise self.ended(worker, doing) from None
        except BaseException:  # the cell was interrupted
            worker.kill()
            raise
        if found is not None:
            worker.kill()
            raise Trouble(FAILED, explain(fault.from_plain(found), self.folder, doing))
        return worker

    def _stack_of(self, worker: Worker, pending: Pending, what: str, doing: str) -> Problem:
        frames = tuple(fault.Frame(*each) for each in worker.where(pending)) or fault.of_dump(worker.last_lines())
        then = "Look for a loop that never ends there, mend it, and save the file."
        return located(what, then, frames, self.folder, doing)


def _how(code: int | None) -> str:
    if code is None:
        return "nobody knows how"
    return f"killed by signal {-code}" if code < 0 else f"exit code {code}"
