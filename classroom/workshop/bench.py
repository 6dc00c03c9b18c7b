"""A private copy of a project for a check: its own folder, a fresh database, a process of its own.

Where its code is not trusted, that process and each command run in a sandbox: they can read the copy and what Python
needs, nothing else. Their answers are not trusted then, and the files that they write are read with limits.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from classroom.files import PrivateFolder
from classroom.overlays import Changes, put
from classroom.paths import ENGINE
from classroom.record.exchange import Exchange, SessionRow
from classroom.sandbox import sandbox
from classroom.workshop.commands import ManageResult, run_manage
from classroom.workshop.problem import Problem
from classroom.workshop.project_process import ProjectError
from classroom.workshop.served import Served
from classroom.workshop.session_file import read_rows
from classroom.workshop.stamp import NOT_THE_PROJECT
from classroom.workshop.worker import ProcessOptions

ANSWER_TIMEOUT, START_TIMEOUT, COMMAND_TIMEOUT = 4.0, 13.0, 12.0
"""Seconds for a response, for loading, for a command: a verdict takes at most fifteen, whatever the project does."""
DATABASE = "db.sqlite3"
SERVING_MODULES = ("workshop", "record", "cookies", "sandbox", "errors.py", "interrupts.py", "paths.py")
"""The parts of the engine that the serving process imports; none of them is about tasks."""
MEMORY = 1_500_000_000
"""Bytes of address space in the sandbox, with those that Python and Django use at the start."""


class Bench:
    """A copy of a project. Its process is started at the first use.

    folder: the copy. home: the home and temporary folder of its processes, if its code is not trusted; else None.
    needed: the walls without which such code is not run.
    """

    def __init__(self, folder: Path, home: Path | None = None, needed: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self._served: Served | None = None
        self._rights: sandbox.Rights | None = None
        self._environment: dict[str, str] = {}
        if home is not None:
            home.mkdir()
            self._rights = _rights(folder, home, needed)
            self._environment = {name: str(home) for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")}

    @property
    def url(self) -> str:
        return self._running().url

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return self._running().exchanges

    def exchanges_from(self, client_port: int) -> tuple[Exchange, ...]:
        return self._running().exchanges_from(client_port)

    def problem_of(self, exchange: Exchange) -> Problem | None:
        return self._running().problem_of(exchange)

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        return self._running().sessions

    @property
    def problem(self) -> Problem | None:
        """The problem that keeps it from loading or migrating, else that of its latest response; None if none."""
        return self._running().problem

    def python(self, code: str, **values: Any) -> tuple[Any, Problem | None]:
        """Run Python inside its process. Returns what it leaves in `result`, and the problem, if any.

        code, values: see `Served.python`.
        """
        try:
            return self._running().python(code, **values), None
        except ProjectError as error:
            return None, error.problem

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Query its database file, without its code. Returns the rows; [] where there is no such table."""
        return read_rows(self._running().database, sql, *parameters)

    def manage(self, *arguments: str) -> ManageResult:
        """Run its `manage.py` with these arguments, within COMMAND_TIMEOUT seconds."""
        return run_manage(self.folder, arguments, COMMAND_TIMEOUT, self._rights, self._environment)

    def close(self) -> None:
        """Kill its process."""
        if self._served is not None:
            self._served.close()

    def _running(self) -> Served:
        if self._served is None:
            options = ProcessOptions(
                str(self.folder),
                timeout=ANSWER_TIMEOUT,
                start_timeout=START_TIMEOUT,
                prepare=("migrate",),
                cheap_passwords=True,
                own_database=str(self.folder / DATABASE),
                environment=self._environment,
                rights=self._rights,
            )
            self._served = Served(options, follow=False)
        return self._served


@contextlib.contextmanager
def open_bench(
    source: Path, changes: Changes = (), *, trusted: bool = True, needed: tuple[str, ...] = ()
) -> Iterator[Bench]:
    """Copy a project without its database, lay files over the copy, and delete it at the end of the block.

    source: the project. changes: the files. trusted: whether its code is that of the person who runs this process.
    needed: the walls of the sandbox without which it is not run.
    Yields the copy. Raises OSError where it cannot be written.
    """
    private = PrivateFolder("check")
    bench = Bench(private.path / "project" / source.name, None if trusted else private.path / "home", needed)
    try:
        shutil.copytree(source, bench.folder, ignore=_ignored, symlinks=True)
        put(changes, bench.folder)
        yield bench
    finally:
        bench.close()
        private.remove()


def _rights(folder: Path, home: Path, needed: tuple[str, ...]) -> sandbox.Rights:
    modules = [str(ENGINE / name) for name in SERVING_MODULES]
    return sandbox.Rights(
        readable=(*sandbox.SYSTEM_FILES, *sandbox.libraries(), *modules),
        writable=(str(folder), str(home), os.devnull),
        memory=MEMORY,
        processes=sandbox.process_limit(),
        walls=needed,
    )


def _ignored(folder: str, names: list[str]) -> set[str]:
    """Return the names that are not copied: databases, hidden files and folders, virtual environments."""
    left = {name for name in names if name in NOT_THE_PROJECT or (name.startswith(".") and name != ".env")}
    left |= {name for name in names if ".sqlite3" in name}
    return left | {name for name in names if (Path(folder) / name / "pyvenv.cfg").is_file()}
