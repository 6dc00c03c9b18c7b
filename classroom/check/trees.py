"""The files of workshop tasks: what each task begins with, and what solves it.

``<root>/<task>/starter/`` and ``<root>/<task>/solution/`` are trees of files. Each is laid over what was there before,
beginning with what Django's ``startproject`` writes: ``builds_on`` first, then the starter, then the solution.
A name that ends in ``.append`` adds its text at the end of a file; one that ends in ``.delete`` takes the file away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from classroom.check.task import Task

Changes = Sequence[tuple[str, bytes]]
"""Names and contents, in the order in which they are laid over a project."""
APPEND, DELETE = ".append", ".delete"
KEY = re.compile(rb"^SECRET_KEY = .*$", re.MULTILINE)


class Trees:
    """root: the folder that holds a folder for each task. find: the task of a name."""

    def __init__(self, root: Path, find: Callable[[str], Task]) -> None:
        self._root = root
        self._find = find

    def begin(self, task: Task) -> list[tuple[str, bytes]]:
        """What is laid over a bare project so that the task can begin."""
        before = self.solved(self._find(task.builds_on)) if task.builds_on else []
        return [*before, *self.starter(task)]

    def solved(self, task: Task) -> list[tuple[str, bytes]]:
        """What is laid over a bare project so that the task is solved."""
        return [*self.begin(task), *self.solution(task)]

    def starter(self, task: Task) -> list[tuple[str, bytes]]:
        """The files that the task hands out."""
        return read(self._root / task.name / "starter")

    def solution(self, task: Task) -> list[tuple[str, bytes]]:
        """The files that solve it."""
        return read(self._root / task.name / "solution")

    def touched(self, task: Task) -> set[str]:
        """The files that the task is about: those that its starter or its solution names."""
        return {plain_name(name) for name, _ in [*self.starter(task), *self.solution(task)]}


def read(folder: Path) -> list[tuple[str, bytes]]:
    """Every file of a tree, by its name relative to it; [] where there is no such folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]


def plain_name(name: str) -> str:
    """The file that a name speaks of."""
    return name.removesuffix(APPEND).removesuffix(DELETE)


def lay_over(files: Mapping[str, bytes], changes: Changes) -> dict[str, bytes]:
    """The files of a project after the changes."""
    found = dict(files)
    for name, content in changes:
        if name.endswith(APPEND):
            target = name.removesuffix(APPEND)
            found[target] = found.get(target, b"").rstrip() + b"\n\n" + content
        elif name.endswith(DELETE):
            found.pop(name.removesuffix(DELETE), None)
        else:
            found[name] = content
    return found


def same(one: bytes | None, other: bytes | None) -> bool:
    """Whether two files say the same: the secret key, line ends and white space at line ends aside."""
    return _essence(one) == _essence(other)


def _essence(content: bytes | None) -> list[bytes] | None:
    if content is None:
        return None
    return [line.rstrip() for line in KEY.sub(b"SECRET_KEY", content).rstrip().splitlines()]
