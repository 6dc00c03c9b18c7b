"""Whose each project is: the learner's in whose folder, or beside whose notebook, it lies. In doubt it is nobody's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from classroom.grade.names import NUMBERED, SAYS_NOTHING, tells_work
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
        elif len(near) == 1 and (
            _is_beside(here, folder, read, course) or _is_their_own(here, folder or here, read, course)
        ):
            belongs[next(iter(near))].append(project)
        elif len(near) > 1 or folder == here or _is_sure(folder, read):
            doubtful |= near
    return belongs, doubtful


def _is_beside(here: Path, folder: Path | None, read: Mapping[Path, Owner], course: frozenset[str]) -> bool:
    """Whether the only learner in a folder has what lies there: in one of latecomers it may be another's."""
    if folder != here:
        return False
    named_by_folder = any(owner.place == here for owner in read.values())
    alone = len({owner.key for owner in read.values()}) == 1
    return named_by_folder or alone or not (tells_work(here.name, course) or NUMBERED.fullmatch(here.name))


def _is_sure(folder: Path | None, read: Mapping[Path, Owner]) -> bool:
    """Whether a folder is one learner's, beyond doubt."""
    own = [owner for owner in read.values() if folder and owner.place == folder]
    return bool(own) and all(owner.sure for owner in own)


def _is_their_own(here: Path, folder: Path, read: Mapping[Path, Owner], course: frozenset[str]) -> bool:
    """Whether a folder below a learner's is theirs too: it may be another's, whose notebook was not handed in."""
    if not _is_sure(folder, read):
        return False
    own = next(owner for owner in read.values() if owner.place == folder)
    others = [(below, owner) for below, owner in read.items() if owner.key != own.key]
    if any(below.is_relative_to(folder) for below, _ in others):
        return False
    mine = _names(own)
    theirs = {name for _, owner in others for name in _names(owner)} - mine
    return not any(_may_name(part, theirs, mine) for part in identity(here.relative_to(folder), course))


def _names(owner: Owner) -> set[str]:
    """What may be a name or an id of an owner; of one who is shown by a path, nothing."""
    if owner.key[0] == "path":
        return set()
    return {name for part in owner.key[1:] for name in part.split("/") if name and not name.endswith(".ipynb")}


def _may_name(folder: str, others: set[str], own: set[str]) -> bool:
    """Whether a folder in a learner's may be named after another: `lee` after Lee Jun, unless it has the whole of the
    learner's own name, and of no longer one."""
    bare = _letters(folder)
    longest = [
        max((len(_letters(name)) for name in names if _letters(name) in bare), default=0) for names in (own, others)
    ]
    if longest[0] > max(longest[1], 1):
        return False
    words = {word for word in _words(folder) if not SAYS_NOTHING.fullmatch(word)}
    parts = [word for word in words if len(word) >= (3 if word.isascii() else 2)]
    return any(
        bare == _letters(name) or words & set(_words(name)) or any(part in _letters(name) for part in parts)
        for name in others
    )


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", name.casefold())


def _letters(name: str) -> str:
    return "".join(_words(name))
