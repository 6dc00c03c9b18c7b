"""The learner's own Django project, open: files on disk, served, recorded."""

from __future__ import annotations

import atexit
import functools
import threading
from pathlib import Path

from classroom.errors import CourseError
from classroom.overlays import Changes
from classroom.record.exchange import Exchange, SessionRow
from classroom.workshop import project
from classroom.workshop.commands import Ran, run_manage
from classroom.workshop.problem import Problem
from classroom.workshop.served import Served
from classroom.workshop.worker import Orders

_lock = threading.RLock()
_open: dict[Path, Workshop] = {}


def open_workshop(name: str = "workshop", changes: Changes = ()) -> Workshop:
    """Make your own Django project, or open the one that is there, and serve it.

    name: the name of its folder, beside the notebook where that can be written, else in your data folder.
    changes: files laid over what `startproject` writes, if it is made now.
    Returns the same workshop for the same folder, however often it is opened. Raises CourseError where there is no
    place for a folder.
    """
    with _lock:
        folder = project.find_or_make(name, Path.cwd(), changes)
        if folder not in _open:
            _open[folder] = Workshop(folder)
        _open[folder].open()
        return _open[folder]


class Workshop:
    """The learner's project. Use `open_workshop()` to get it."""

    def __init__(self, folder: Path) -> None:
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
        """Where the files lie: the folder with `manage.py`. They are yours."""
        return self._folder

    @property
    def url(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        return self._now().url

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange since it was opened or reset, the latest thousand at most."""
        return self._now().exchanges

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        """Every session that your project has stored now, expired ones too."""
        return self._now().sessions

    @property
    def session_engine(self) -> str:
        """Which of Django's engines keeps the sessions: "db", "cache" …; "" where that cannot be said."""
        return self._now().session_engine

    @property
    def problem(self) -> Problem | None:
        """What keeps the project from loading, else what went wrong in its latest answer; None if all is well."""
        return self._now().problem

    @property
    def log(self) -> list[str]:
        """What your project printed and logged: the latest 500 lines."""
        return self._now().log

    def manage(self, *arguments: str, seconds: float = 60.0) -> Ran:
        """Run `python manage.py` in the project: `manage("migrate")`, `manage("startapp", "accounts")`.

        seconds: how long it may take. Returns what it printed; an error in three lines. Nobody can type into it.
        """
        ran = run_manage(self.folder, tuple(map(str, arguments)), seconds)
        self._now().process.load_again()
        return ran

    def reset(self, changes: Changes = ()) -> Said:
        """Start afresh with a new project. The one that is there is renamed, never lost.

        Where nothing in it was changed, or a copy of the same is there already, no second one is kept.
        changes: files laid over what `startproject` writes. Raises CourseError where that cannot be.
        """
        served = self._now()
        served.process.stop()
        copy = project.set_aside(self.folder)
        try:
            project.make(self.folder, changes)
        except OSError as problem:
            raise CourseError(
                "No new project could be made.",
                f"The system says: {problem.strerror or problem}.",
                f"Your files are safe: {copy}",
            ) from None
        served.clear()
        served.process.load_again()
        kept = f"The one before is kept in {copy}" if copy else "There was none before."
        if copy and (twin := project.drop_if_twin(copy, self.folder)):
            kept = "Nothing in the one before was changed." if twin == self.folder else f"The one before is {twin}"
        return Said(f"A new project lies in {self.folder}\n{kept}")

    def open(self) -> None:
        """Serve it, if it is not served already. A project that does not load says why: see `problem`."""
        if self._served is None:
            self._served = Served(Orders(str(self.folder)))
            _close_at_exit()

    def close(self) -> None:
        """Stop serving it. The files stay; `open_workshop()` opens it again."""
        if self._served is not None:
            self._served.close()
            self._served = None

    def _now(self) -> Served:
        self.open()
        assert self._served is not None  # it has been opened
        return self._served


class Said(str):
    """Words to the learner: shown as they are, without quotation marks."""

    def __repr__(self) -> str:
        return str(self)


@functools.cache
def _close_at_exit() -> None:
    """End the processes with the kernel, at once; if it is killed, they notice by themselves."""
    atexit.register(_close_all)


def _close_all() -> None:
    for each in list(_open.values()):
        each.close()
