"""The learner's project as the exercise machine sees it."""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from classroom.overlays import Changes
from classroom.paths import COURSE
from classroom.workshop import project
from classroom.workshop.bench import Bench, open_bench
from classroom.workshop.workshop import open_workshop


class Workbench:
    """name: of the workshop that the task is answered in."""

    def __init__(self, name: str) -> None:
        self._name = name

    def files(self) -> dict[str, bytes] | None:
        """The project's files as they are now; None where there is no project."""
        folder = project.find(self._name, Path.cwd())
        return project.text_files(folder) if folder else None

    def blank(self) -> Mapping[str, bytes]:
        """The files of a project on its first day."""
        return blank_files()

    def bench(self, changes: Changes = ()) -> AbstractContextManager[Bench]:
        """A private copy of the project."""
        folder = project.find(self._name, Path.cwd())
        assert folder is not None  # the machine has asked for the files before
        return open_bench(folder, changes)

    def begin(self, changes: Changes) -> str:
        """Make the project what a task begins with; the one before is kept. Returns what was done."""
        if project.find(self._name, Path.cwd()) is None:
            return repr(open_workshop(self._name, changes))
        return open_workshop(self._name).reset(changes)


@functools.cache
def blank_files() -> Mapping[str, bytes]:
    """What `startproject` writes."""
    folder = Path(tempfile.mkdtemp(prefix=f"{COURSE}-blank-"))
    try:
        project.make(folder / "blank")
        return project.text_files(folder / "blank")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
