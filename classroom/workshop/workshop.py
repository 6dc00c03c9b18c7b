"""The learner's own Django project: files on disk, served and recorded."""

from __future__ import annotations

import atexit
import functools
import threading
from pathlib import Path

from classroom.interrupts import stoppable, uninterrupted
from classroom.overlays import Changes
from classroom.record.exchange import Exchange, SessionRow
from classroom.workshop import project
from classroom.workshop.commands import ManageResult, run_manage
from classroom.workshop.problem import Problem
from classroom.workshop.served import Served
from classroom.workshop.worker import ProcessOptions

_lock = threading.RLock()
_open: dict[Path, Workshop] = {}


@uninterrupted("The workshop is open.", "The workshop was not opened; your files are fine. Run the cell again.")
def open_workshop(name: str = "workshop", changes: Changes = ()) -> Workshop:
    """Make your own Django project, or open the existing one, and serve it.

    name: the name of its folder, beside the notebook where that can be written, else in your data folder.
    changes: files laid over what `startproject` writes, if it is made now.
    Returns the same workshop for the same folder each time. Raises CourseError where no folder can be made.
    """
    with _lock:
        found = project.put_right(name, Path.cwd())
        folder = project.find_or_make(name, Path.cwd(), changes)
        workshop = _open.setdefault(folder, Workshop(folder))
        workshop.remark = found
        workshop.open()
        return workshop


class Workshop:
    """The learner's project. Use `open_workshop()` to get it.

    remark: what was put right when it was opened, in a sentence; "" if nothing.
    """

    def __init__(self, folder: Path) -> None:
        self.remark = ""
        self._folder = folder
        self._served: Served | None = None

    def __repr__(self) -> str:
        if self._served is None:
            return f"The workshop {self.folder.name} is closed. open_workshop({self.folder.name!r}) opens it again."
        if problem := self.problem:
            return str(problem)
        return f"Your project answers at {self.url}/\nIts files: {self.folder}"

    @property
    def folder(self) -> Path:
        """The folder with `manage.py`. The files are yours."""
        return self._folder

    @property
    def url(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        return self._running().url

    @property
    @stoppable
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange since it was opened or reset, the latest thousand at most."""
        return self._running().exchanges

    @property
    @stoppable
    def sessions(self) -> tuple[SessionRow, ...]:
        """Every session that your project stores now, expired ones too."""
        return self._running().sessions

    @property
    def session_engine(self) -> str:
        """The session engine: "db", "cache" …; "" where it is unknown."""
        return self._running().session_engine

    @property
    def problem(self) -> Problem | None:
        """The problem that keeps the project from loading, else that of its latest response; None if there is none."""
        return self._running().problem

    @property
    def log(self) -> list[str]:
        """What your project printed and logged: the latest 500 lines."""
        return self._running().log

    @uninterrupted("The command had ended by then.", "The command was ended; what it had changed by then stays.")
    def manage(self, *arguments: str, seconds: float = 60.0) -> ManageResult:
        """Run `python manage.py` in the project: `manage("migrate")`, `manage("startapp", "accounts")`.

        seconds: the timeout. Returns the result, which shows its output, or an error in three lines. Standard input is
        empty.
        """
        ran = run_manage(self.folder, tuple(map(str, arguments)), seconds)
        self._running().process.load_again()
        return ran

    @uninterrupted("The new project had been made by then.", "The project is as it was.")
    def reset(self, changes: Changes = ()) -> Said:
        """Start again with a new project. The present one is renamed, never lost.

        No copy is kept where nothing was changed, or where another copy has the same contents.
        changes: files laid over what `startproject` writes. Returns what was done. Raises CourseError where it fails.
        """
        served = self._running()
        copy, twin = project.renew(self.folder, changes, served.process.stop)
        served.clear()
        served.process.load_again()
        kept = f"The one before is kept in {copy}" if copy else "There was none before."
        if twin:
            kept = "Nothing in the one before was changed." if twin == self.folder else f"The one before is {twin}"
        return Said(f"A new project lies in {self.folder}\n{kept}")

    @uninterrupted("The workshop is open.", "The workshop was not opened; your files are fine. Run the cell again.")
    def open(self) -> None:
        """Serve it, if it is not served already. For a project that does not load, see `problem`."""
        if self._served is None:
            self._served = Served(ProcessOptions(str(self.folder)))
            _close_at_exit()

    @uninterrupted("The workshop is closed.")
    def close(self) -> None:
        """Stop serving it. The files stay; `open_workshop()` opens it again."""
        if self._served is not None:
            self._served.close()
            self._served = None

    def _running(self) -> Served:
        self.open()
        assert self._served is not None  # open() has set it
        return self._served


class Said(str):
    """Text for the learner, shown without quotation marks."""

    def __repr__(self) -> str:
        return str(self)


@functools.cache
def _close_at_exit() -> None:
    """Kill the processes when the kernel exits; if the kernel is killed, they end by themselves."""
    atexit.register(_close_all)


def _close_all() -> None:
    for each in list(_open.values()):
        each.close()
