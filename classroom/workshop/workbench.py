"""The learner's project, for the checks of exercises (`check.project_exercise`)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from classroom.files import PrivateFolder
from classroom.overlays import Changes
from classroom.workshop import project
from classroom.workshop.bench import Bench, open_bench
from classroom.workshop.workshop import open_workshop


class Workbench:
    """The project in which a task is answered.

    name: of its workshop. remark: what was put right when it was looked for, in a sentence; "" if nothing.
    """

    def __init__(self, name: str) -> None:
        self.remark = ""
        self._name = name

    def files(self) -> dict[str, bytes] | None:
        """Return the project's files as they are now, by name; None where there is no project."""
        self.remark = project.put_right(self._name, Path.cwd()) or self.remark
        folder = project.find(self._name, Path.cwd())
        return project.text_files(folder) if folder else None

    def blank(self) -> Mapping[str, bytes]:
        """Return the files of a new project, by name. Raises OSError where none can be made."""
        return blank_files()

    def bench(self, changes: Changes = ()) -> AbstractContextManager[Bench]:
        """Return a private copy of the project, as a context manager. changes: laid over it."""
        folder = project.find(self._name, Path.cwd())
        assert folder is not None  # the exercise has called files() before
        return open_bench(folder, changes)

    def begin(self, changes: Changes) -> str:
        """Make the project with which a task begins; the one before is kept.

        changes: laid over a new project. Returns what was done, for the learner. Raises CourseError where that fails.
        """
        if self.files() is None:
            return repr(open_workshop(self._name, changes))
        return open_workshop(self._name).reset(changes)


@functools.cache
def blank_files() -> Mapping[str, bytes]:
    """Return the files that `startproject` writes, by name. Raises OSError where it fails."""
    with PrivateFolder("blank") as folder:
        project.make(folder / "blank")
        return project.text_files(folder / "blank")
