"""The files of tasks that are answered in a project: what each task begins with, and what solves it.

A task's folder holds starter/ and solution/, trees of files. Each is laid over what was there before, beginning with
what Django's `startproject` writes: the solution of `builds_on` first, then the starter, then the solution.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from classroom.check.task import AnyTask, ProjectTask
from classroom.overlays import plain_name, read

KEY = re.compile(rb"^SECRET_KEY = .*$", re.MULTILINE)


class Trees:
    """find: the task of a name. folder: where the files of a task of that name lie."""

    def __init__(self, find: Callable[[str], AnyTask], folder: Callable[[str], Path]) -> None:
        self._find = find
        self._folder = folder

    def begin(self, task: ProjectTask) -> list[tuple[str, bytes]]:
        """What is laid over a bare project so that the task can begin."""
        before = self._find(task.builds_on) if task.builds_on else None
        solved = self.solved(before) if isinstance(before, ProjectTask) else []
        return [*solved, *self.starter(task)]

    def solved(self, task: ProjectTask) -> list[tuple[str, bytes]]:
        """What is laid over a bare project so that the task is solved."""
        return [*self.begin(task), *self.solution(task)]

    def starter(self, task: ProjectTask) -> list[tuple[str, bytes]]:
        """The files that the task hands out."""
        return read(self._folder(task.name) / "starter")

    def solution(self, task: ProjectTask) -> list[tuple[str, bytes]]:
        """The files that solve it."""
        return read(self._folder(task.name) / "solution")

    def touched(self, task: ProjectTask) -> set[str]:
        """The files that the task is about: those that its starter or its solution names."""
        return {plain_name(name) for name, _ in [*self.starter(task), *self.solution(task)]}


def course_trees() -> Trees:
    """The files of the course's own tasks."""
    from classroom.check.catalogue import find_task, lesson_of

    def folder(name: str) -> Path:
        lesson = lesson_of(name)
        assert lesson is not None  # a task was found by this name
        return lesson.project(name)

    return Trees(find_task, folder)


def same(one: bytes | None, other: bytes | None) -> bool:
    """Whether two files say the same: the secret key, line ends and white space at line ends aside."""
    return _essence(one) == _essence(other)


def _essence(content: bytes | None) -> list[bytes] | None:
    if content is None:
        return None
    return [line.rstrip() for line in KEY.sub(b"SECRET_KEY", content).rstrip().splitlines()]
