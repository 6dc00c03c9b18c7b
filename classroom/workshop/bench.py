"""A private copy of a project for a check: its own folder, a fresh database, a process of its own."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from classroom.record.exchange import Exchange, SessionRow
from classroom.site.private_folder import PrivateFolder
from classroom.workshop import project
from classroom.workshop.commands import Ran, run_manage
from classroom.workshop.problem import Problem
from classroom.workshop.project_process import Trouble
from classroom.workshop.served import Served
from classroom.workshop.stamp import NOT_THE_PROJECT
from classroom.workshop.worker import Orders

PATIENCE, START_PATIENCE, COMMAND_SECONDS = 4.0, 13.0, 12.0
"""Seconds for an answer, for loading, for a command: a verdict is there within fifteen, whatever the project does."""
DATABASE = "db.sqlite3"


class Bench:
    """The copy, served when it is first asked for something."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._served: Served | None = None

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
        """Run Python inside its process: what that leaves in ``result``, or the problem."""
        try:
            return self._now().python(code, **values), None
        except Trouble as trouble:
            return None, trouble.problem

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask its database file, past its code; [] where there is no such table."""
        path = Path(self._now().database)
        if not path.is_file():
            return []
        try:
            with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as database:
                return database.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError:
            return []

    def manage(self, *arguments: str) -> Ran:
        """Run ``manage.py`` there."""
        return run_manage(self.folder, arguments, COMMAND_SECONDS)

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
            )
            self._served = Served(orders, follow=False)
        return self._served


@contextlib.contextmanager
def open_bench(source: Path, changes: Sequence[tuple[str, bytes]] = ()) -> Iterator[Bench]:
    """Copy a project without its database, lay files over the copy, and take it away at the end."""
    private = PrivateFolder("check")
    bench = Bench(private.path / source.name)
    try:
        shutil.copytree(source, bench.folder, ignore=_ignored, symlinks=True)
        project.put(changes, bench.folder)
        yield bench
    finally:
        bench.close()
        private.remove()


def _ignored(folder: str, names: list[str]) -> set[str]:
    """What is no part of a project: databases, hidden folders, environments."""
    left = {name for name in names if name in NOT_THE_PROJECT or (name.startswith(".") and name != ".env")}
    left |= {name for name in names if ".sqlite3" in name}
    return left | {name for name in names if (Path(folder) / name / "pyvenv.cfg").is_file()}
