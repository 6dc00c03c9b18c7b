"""A private copy of a project for a check: its own folder, a fresh database, a process of its own.

Where its code is not trusted, that process and each command run in a sandbox: they reach the copy and what Python
needs, nothing else. What they say is not trusted then, and what they leave is only read in ways that end.
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
from classroom.workshop.commands import Ran, run_manage
from classroom.workshop.problem import Problem
from classroom.workshop.project_process import Trouble
from classroom.workshop.served import Served
from classroom.workshop.session_file import read_rows
from classroom.workshop.stamp import NOT_THE_PROJECT
from classroom.workshop.worker import Orders

PATIENCE, START_PATIENCE, COMMAND_SECONDS = 4.0, 13.0, 12.0
"""Seconds for an answer, for loading, for a command: a verdict is there within fifteen, whatever the project does."""
DATABASE = "db.sqlite3"
OURS = ("workshop", "record", "cookies", "sandbox", "errors.py", "paths.py")
"""Of the engine, what the serving process is made of: nothing about tasks is among it."""
MEMORY = 1_500_000_000
"""Bytes of address space in the sandbox; what Python and Django have at the start is among them."""


class Bench:
    """The copy, served when it is first asked for something.

    home: where its processes may leave what belongs to no project, if its code is not trusted; else None.
    """

    def __init__(self, folder: Path, home: Path | None = None) -> None:
        self.folder = folder
        self._served: Served | None = None
        self._rights: sandbox.Rights | None = None
        self._environment: dict[str, str] = {}
        if home is not None:
            home.mkdir()
            self._rights = _rights(folder, home)
            self._environment = {name: str(home) for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")}

    @property
    def url(self) -> str:
        return self._now().url

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return self._now().exchanges

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        return self._now().sessions

    @property
    def problem(self) -> Problem | None:
        """What keeps it from loading or migrating, else what went wrong in its latest answer."""
        return self._now().problem

    def python(self, code: str, **values: Any) -> tuple[Any, Problem | None]:
        """Run Python inside its process: what that leaves in `result`, or the problem."""
        try:
            return self._now().python(code, **values), None
        except Trouble as trouble:
            return None, trouble.problem

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask its database file, past its code; [] where there is no such table."""
        return read_rows(self._now().database, sql, *parameters)

    def manage(self, *arguments: str) -> Ran:
        """Run `manage.py` there."""
        return run_manage(self.folder, arguments, COMMAND_SECONDS, self._rights, self._environment)

    def close(self) -> None:
        """End its process."""
        if self._served is not None:
            self._served.close()

    def _now(self) -> Served:
        if self._served is None:
            orders = Orders(
                str(self.folder),
                patience=PATIENCE,
                start_patience=START_PATIENCE,
                prepare=("migrate",),
                cheap_passwords=True,
                own_database=DATABASE,
                environment=self._environment,
                rights=self._rights,
            )
            self._served = Served(orders, follow=False)
        return self._served


@contextlib.contextmanager
def open_bench(source: Path, changes: Changes = (), *, trusted: bool = True) -> Iterator[Bench]:
    """Copy a project without its database, lay files over the copy, and take it away at the end.

    trusted: whether its code is that of the person whose process this is.
    """
    private = PrivateFolder("check")
    bench = Bench(private.path / "project" / source.name, None if trusted else private.path / "home")
    try:
        shutil.copytree(source, bench.folder, ignore=_ignored, symlinks=True)
        put(changes, bench.folder)
        yield bench
    finally:
        bench.close()
        private.remove()


def _rights(folder: Path, home: Path) -> sandbox.Rights:
    mine = [str(ENGINE / name) for name in OURS]
    return sandbox.Rights(
        readable=(*sandbox.SYSTEM_FILES, *sandbox.libraries(), *mine),
        writable=(str(folder), str(home), os.devnull),
        memory=MEMORY,
        processes=sandbox.process_limit(),
    )


def _ignored(folder: str, names: list[str]) -> set[str]:
    """What is no part of a project: databases, hidden folders, environments."""
    left = {name for name in names if name in NOT_THE_PROJECT or (name.startswith(".") and name != ".env")}
    left |= {name for name in names if ".sqlite3" in name}
    return left | {name for name in names if (Path(folder) / name / "pyvenv.cfg").is_file()}
