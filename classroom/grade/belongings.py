"""Whose each project is: the learner's in whose folder, or beside whose notebook, it lies. In doubt it is nobody's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from classroom.grade.owners import Key, Owner, by_form, identity, trimmed


def whose(
    projects: Iterable[Path], read: Mapping[Path, Owner], course: frozenset[str], *, forms: bool
) -> tuple[dict[Key, list[Path]], set[Key]]:
    """The projects of each owner, by key; and the owners beside whom a project lies that may be another's.

    projects: their folders, below that of the submissions. read: the owner of each notebook.
    course: the names of the course's exercises and projects. forms: whether the forms of platforms are read.
    """
    beside: dict[Path, set[Key]] = defaultdict(set)
    for below, owner in read.items():
        beside[trimmed(below.parent, course) if owner.place is None else owner.place].add(owner.key)
    belongs: dict[Key, list[Path]] = defaultdict(list)
    doubtful: set[Key] = set()
    for project in projects:
        here = trimmed(project.parent, course)
        # The folder of a platform may hold no notebook, and then its project is not that of whoever is around it.
        form = by_form(project / "manage.py", course) if forms else None
        folder = next((each for each in (here, *here.parents) if each in beside), None)
        near = set() if folder is None else beside[folder]
        if form:
            belongs[form.key].append(project)
        elif len(near) == 1 and (folder == here or _is_their_own(here, folder or here, read, course)):
            belongs[next(iter(near))].append(project)
        elif len(near) > 1:
            doubtful |= near
    return belongs, doubtful


def _is_their_own(here: Path, folder: Path, read: Mapping[Path, Owner], course: frozenset[str]) -> bool:
    """Whether a folder below a learner's is theirs too: it may be another's, whose notebook was not handed in."""
    own = [owner for owner in read.values() if owner.place == folder]
    if not own or not all(owner.sure for owner in own):
        return False
    others = [(below, owner) for below, owner in read.items() if owner.key != own[0].key]
    if any(below.is_relative_to(folder) for below, _ in others):
        return False
    called = {part for _, owner in others for part in (*owner.labels, *owner.key[1:])}
    return not called & set(identity(here.relative_to(folder), course))
