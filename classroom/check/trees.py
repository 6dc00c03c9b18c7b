"""The files of tasks that are answered in a project: those that a task starts with, and those that solve it.

A task's folder holds starter/ and solution/, two trees of files. They are laid over what Django's `startproject`
writes, in this order: the solution of `builds_on`, the starter, the solution.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from classroom.check.task import AnyTask, ProjectTask
from classroom.overlays import KEY, plain_name, read

NO_ANSWER = (".md", ".gitignore")
"""Files of a project that Django never reads: they are handed out, and no check looks at them."""


class Trees:
    """The files of tasks. find: returns the task of a name. folder: returns the folder with that task's files."""

    def __init__(self, find: Callable[[str], AnyTask], folder: Callable[[str], Path]) -> None:
        self._find = find
        self._folder = folder

    def begin(self, task: ProjectTask) -> list[tuple[str, bytes]]:
        """The files to lay over a new project so that the task can begin: (name, content) each."""
        before = self._find(task.builds_on) if task.builds_on else None
        solved = self.solved(before) if isinstance(before, ProjectTask) else []
        return [*solved, *self.starter(task)]

    def solved(self, task: ProjectTask) -> list[tuple[str, bytes]]:
        """The files to lay over a new project so that the task is solved: (name, content) each."""
        return [*self.begin(task), *self.solution(task)]

    def starter(self, task: ProjectTask) -> list[tuple[str, bytes]]:
        """The files that the task hands out."""
        return read(self._folder(task.name) / "starter")

    def solution(self, task: ProjectTask) -> list[tuple[str, bytes]]:
        """The files that solve it."""
        return read(self._folder(task.name) / "solution")

    def touched(self, task: ProjectTask) -> set[str]:
        """The names of the files that its solution writes."""
        return {plain_name(name) for name, _ in self.solution(task)}


def course_trees() -> Trees:
    """The files of the course's own tasks."""
    from classroom.check.catalogue import find_task, lesson_of

    def folder(name: str) -> Path:
        lesson = lesson_of(name)
        assert lesson is not None  # its task was found by this name
        return lesson.project(name)

    return Trees(find_task, folder)


def same(one: bytes | None, other: bytes | None) -> bool:
    """Whether two files are equal, apart from the secret key, line endings and trailing white space."""
    return _normalized(one) == _normalized(other)


def _normalized(content: bytes | None) -> list[bytes] | None:
    if content is None:
        return None
    return [line.rstrip() for line in KEY.sub(b"SECRET_KEY", content).rstrip().splitlines()]
