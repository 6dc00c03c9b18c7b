"""Finds submissions in a folder: notebooks under any name, who wrote each, and the projects that belong to it."""

from __future__ import annotations

import json
import os
import re
import stat
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from classroom.grade.belongings import whose
from classroom.grade.owners import Found, Owner, called, owners
from classroom.grade.pattern import Names
from classroom.grade.submission import LARGEST, Submission
from classroom.workshop.stamp import NOT_THE_PROJECT

PACKED = (".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".xz", ".alz", ".egg")
"""How the names of packed files end, which are not opened."""
TASK = re.compile(rb"""["'](\d\d)\.\d+\\?["']""")
"""The name of a task, in a file that may quote its quotes."""


def find(
    folder: Path, stems: Iterable[str], names: Names | None = None, projects: Iterable[str] = ()
) -> list[Submission]:
    """Every notebook below a folder. Symbolic links are not followed: one could point at the solutions.

    stems: the names of the course's exercises. names: how the teacher named the files; None where that is to be read
    from their names. projects: the names of the course's projects.
    """
    known = tuple(stems)
    course = frozenset((*known, *projects))
    notebooks: list[Path] = []
    theirs: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_no_project(Path(place, name)))
        for name in sorted(files):
            path = Path(place, name)
            if not stat.S_ISREG(path.lstat().st_mode):
                continue
            if ".ipynb" in name.lower() and not name.startswith(".") and not is_packed(name):
                notebooks.append(path.relative_to(folder))
            elif name == "manage.py":
                theirs.append(path.parent.relative_to(folder))
    found = [Found(below, lessons_of(folder / below, known)) for below in notebooks]
    read = owners(found, known, course, names)
    label = called(read)
    attempts = _attempts(found, read)
    belongs, doubtful = whose(theirs, read, course, forms=names is None)
    submissions = []
    for below, owner in read.items():
        mine = sorted(belongs[owner.key], key=lambda each: (distance(below, each), each))
        submissions.append(
            Submission(
                folder / below, below.as_posix(), label[owner.key], tuple(folder / each for each in mine),
                owner.key not in doubtful, owner.how, attempts.get(below, ""),
            )
        )  # fmt: skip
    return submissions


def lessons_of(path: Path, stems: Iterable[str]) -> frozenset[str]:
    """The numbers of the lessons whose tasks a file names; "?" where it names none and is no notebook."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST)
        named = {number.decode() for number in TASK.findall(text)} & {stem.partition("_")[0] for stem in stems}
        if not named:
            json.loads(text)
    except (OSError, ValueError, RecursionError):
        return frozenset("?")
    return frozenset(named)


def _attempts(found: Iterable[Found], read: Mapping[Path, Owner]) -> dict[Path, str]:
    """What to say of each notebook of a learner who handed in a lesson more than once."""
    several: dict[tuple[tuple[str, ...], str], list[Path]] = defaultdict(list)
    for each in found:
        for lesson in each.lessons - {"?"}:
            several[read[each.below].key, lesson].append(each.below)
    said: dict[Path, str] = {}
    for (_, lesson), paths in several.items():
        times = {read[below].when for below in paths}
        told = "" not in times and len(times) == len(paths)
        for at, below in enumerate(sorted(paths, key=lambda each: read[each].when), start=1):
            if len(paths) > 1 and told:
                said[below] = f"{lesson}: attempt {at} of {len(paths)}{', the last' if at == len(paths) else ''}"
            elif len(paths) > 1:
                said[below] = f"{lesson}: one of {len(paths)}; their names do not tell which is the last"
    return said


def distance(notebook: Path, project: Path) -> int:
    """The number of folders on the path, up and down, from a notebook to the folder that contains a project."""
    return len(set(notebook.parents) ^ set(project.parents))


def is_packed(name: str) -> bool:
    """Whether a file is an archive, by its name."""
    return name.lower().endswith(PACKED)


def is_no_project(path: Path) -> bool:
    """Whether a folder holds nothing that a learner wrote: installed packages, caches, a hidden folder."""
    return path.name.startswith(".") or path.name in (*NOT_THE_PROJECT, "__MACOSX") or (path / "pyvenv.cfg").is_file()
