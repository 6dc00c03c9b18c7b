"""Finds submissions in a folder: notebooks under any name, who wrote each, and the projects that belong to it."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path

from classroom.grade.submission import Submission
from classroom.workshop.stamp import NOT_THE_PROJECT

# Names of folders and files that say nothing about who wrote a notebook.
COMMON = re.compile(
    r"(?ix) (exercises?|notebooks?|submissions?|submitted|homework|assignments?|aufgaben|과제|제출|"
    r"(week|session|lesson|day|class|ps|hw)[ _-]*\d* | \d+)"
)
LEARNING_PLATFORM = re.compile(r"_\d+_assignsubmission_file_?$")
COPY = re.compile(r"(?i)([ _-]*(copy|kopie|final|solved|done|사본)[ _-]?\d*|[ _]*\(\d+\))$")


def find(folder: Path, stems: Iterable[str]) -> list[Submission]:
    """Every notebook below a folder. Symbolic links are not followed: one could point at the solutions.

    stems: the names of the course's exercises; what is left of a file's name without them may name the learner.
    """
    known = tuple(stems)
    notebooks: list[Path] = []
    projects: list[Path] = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_no_project(Path(place, name)))
        for name in sorted(files):
            path = Path(place, name)
            if not stat.S_ISREG(path.lstat().st_mode):
                continue
            if ".ipynb" in name.lower() and not name.startswith("."):
                notebooks.append(path.relative_to(folder))
            elif name == "manage.py":
                projects.append(path.parent.relative_to(folder))
    loose = {name_in_file(each, known) for each in notebooks if not own_names(each, known)} - {""}
    found = []
    for below in notebooks:
        mine = sorted(_projects_of(below, projects, known), key=lambda each: (distance(below, each), each))
        alone = bool(own_names(below, known)) or len(loose) < 2
        learner = learner_of(below, known)
        found.append(
            Submission(folder / below, below.as_posix(), learner, tuple(folder / each for each in mine), alone)
        )
    return found


def _projects_of(below: Path, projects: Iterable[Path], stems: tuple[str, ...]) -> list[Path]:
    """The projects of a notebook's author: those in the same learner's folder, and, if the name of its
    file names no learner, those below the notebook's folder."""
    names, here = own_names(below, stems), below.parent
    unnamed = bool(names) and not name_in_file(below, stems)
    return [
        each
        for each in projects
        if own_names(each, (*stems, each.name)) == names or (unnamed and each.is_relative_to(here))
    ]


def distance(notebook: Path, project: Path) -> int:
    """The number of folders on the path, up and down, from a notebook to the folder that contains a project."""
    return len(set(notebook.parents) ^ set(project.parents))


def learner_of(below: Path, stems: Iterable[str]) -> str:
    """Who wrote a notebook: the first of its `own_names`, else the name of its file without the exercise's.

    below: the path of the notebook, relative to the folder of the submissions. stems: the names of the exercises.
    """
    known = tuple(stems)
    if names := own_names(below, known):
        return LEARNING_PLATFORM.sub("", names[0])
    return name_in_file(below, known) or below.stem


def own_names(below: Path, stems: Iterable[str]) -> tuple[str, ...]:
    """The folders of a path whose names are neither those of exercises nor common ones: they may name a learner."""
    known = tuple(stems)
    return tuple(part for part in below.parts[:-1] if not COMMON.fullmatch(part) and part not in known)


def name_in_file(below: Path, stems: Iterable[str]) -> str:
    """The rest of a notebook's name without the exercise's, which may name the learner; "" if there is none."""
    rest = re.sub(r"(?i)\.ipynb.*$", "", below.name)
    for stem in stems:
        rest = rest.replace(stem, "")
    rest = COPY.sub("", rest)
    rest = re.sub(r"^[\W_]*\d\d(?=[\W_]|$)|[\W_]\d\d[\W_]*$", "", rest).strip(" _-.()")
    return "" if COMMON.fullmatch(rest) else rest


def is_no_project(path: Path) -> bool:
    """Whether a folder holds nothing that a learner wrote: installed packages, caches, a hidden folder."""
    return path.name.startswith(".") or path.name in (*NOT_THE_PROJECT, "__MACOSX") or (path / "pyvenv.cfg").is_file()
