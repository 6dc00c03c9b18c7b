"""Submitted projects: finds the one that belongs to a notebook, and copies its plain files, without links.

Learners hand in the folder in which they work: notebooks, and beside them the projects, workshop/, bug-11-3/ … It may
hold anything: symbolic links to other people's files, virtual environments, a million files.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from classroom.files import PrivateFolder
from classroom.grade.find import distance, is_no_project
from classroom.grade.submission import Submission, Unreadable
from classroom.overlays import Changes
from classroom.sandbox import walls
from classroom.workshop import project
from classroom.workshop.bench import Bench, open_bench
from classroom.workshop.workbench import blank_files

MOST_FILES, MOST_BYTES, DEEPEST = 3000, 50_000_000, 20


class NoProject(Exception):
    """There is no project for a task; the message says what to ask the learner to hand in."""


class HandedIn:
    """A copy of a submitted project: a `LearnersProject` of `classroom.check.project_work`.

    Its code is run in a sandbox. links: the names that were left out because they are symbolic links.
    guarded: whether it is not run where a wall of the sandbox is missing.
    """

    def __init__(self, folder: Path, links: list[str], guarded: bool) -> None:
        self.folder = folder
        self.links = links
        self._needed = walls.NEEDED if guarded else ()

    def files(self) -> dict[str, bytes] | None:
        return project.text_files(self.folder)

    def blank(self) -> Mapping[str, bytes]:
        return blank_files()

    def bench(self, changes: Changes = ()) -> AbstractContextManager[Bench]:
        return open_bench(self.folder, changes, trusted=False, needed=self._needed)

    def begin(self, changes: Changes) -> str:
        raise AssertionError("nobody begins a task on what was handed in")


@contextmanager
def handed_in(submission: Submission, name: str, guarded: bool = True) -> Iterator[HandedIn]:
    """Copy the project of that name which belongs to a notebook; the copy is deleted at the end of the block.

    guarded: see `HandedIn`. Raises NoProject where there is none, and Unreadable where it cannot be copied.
    """
    folder = project_of(submission, name)
    private = PrivateFolder("handed-in")
    try:
        links: list[str] = []
        _copy(folder, private.path / name, links)
        yield HandedIn(private.path / name, links, guarded)
    finally:
        private.remove()


def project_of(submission: Submission, name: str) -> Path:
    """The project of that name which is nearest to a notebook. Raises NoProject unless there is exactly one."""
    found = [folder for folder in submission.projects if folder.name == name]
    if not found and not submission.alone:
        raise NoProject(
            f"No project {name}/ can be said to be this learner's: several learners' notebooks lie beside it, or its "
            "folder may be named after another. Give each learner a folder, with their projects in it, and grade again."
        )
    if not found:
        raise NoProject(
            f"The project {name}/ was not handed in. Ask for the folder {name}/, which stands beside the notebook in "
            "exercises/; put it beside the notebook here."
        )
    if len(found) > 1 and len({distance(submission.path, folder) for folder in found[:2]}) == 1:
        raise NoProject(
            f"There are two projects {name}/: in {found[0].parent.name}/ and in {found[1].parent.name}/. "
            "Ask which one counts, and take the other away."
        )
    return found[0]


def _copy(source: Path, target: Path, links: list[str]) -> None:
    """Copy the contents of a project's files: no symbolic links, no databases, no permissions."""
    files = size = 0
    waiting = [(source, target, 0)]
    try:
        while waiting:
            here, there, depth = waiting.pop()
            there.mkdir(parents=True)
            for entry in sorted(os.scandir(here), key=lambda each: each.name):
                path = Path(entry.path)
                if entry.is_symlink():
                    links.append(path.relative_to(source).as_posix())
                elif entry.is_dir(follow_symlinks=False):
                    if not is_no_project(path) and depth < DEEPEST:
                        waiting.append((path, there / entry.name, depth + 1))
                elif entry.is_file(follow_symlinks=False) and ".sqlite3" not in entry.name:
                    files, size = files + 1, size + entry.stat(follow_symlinks=False).st_size
                    if files > MOST_FILES or size > MOST_BYTES:
                        raise Unreadable(
                            f"The project {source.name}/ is too large: more than {MOST_FILES} files or "
                            f"{MOST_BYTES // 1_000_000} MB. Take out what the learner did not write, and grade again."
                        )
                    shutil.copyfile(path, there / entry.name, follow_symlinks=False)
    except OSError as problem:
        raise Unreadable(f"The project {source.name}/ cannot be read: {problem.strerror or problem}.") from None
