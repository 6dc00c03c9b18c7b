"""A hidden folder beside a project: a new one is made there, and takes the project's place in two renames.

A process may be killed between any two steps. So the folder has a lock, which ends with the process, and before the
project loses its name, a note with the name of its copy. Whoever finds the folder later, and its lock free, knows that
it was left, and puts the project back where it has no other (`put_right`).
"""

from __future__ import annotations

import contextlib
import glob
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from classroom.files import lock_folder, lock_of_the_dead, remove_locked, replace, sync_names

NEW, DROPPED, NOTE = "new", "dropped", "copy.txt"
"""In that folder: the new project, until it has its name; a copy to be deleted; the name of the project's copy."""


@contextlib.contextmanager
def hidden_beside(folder: Path) -> Iterator[Path]:
    """Yield a new hidden folder beside a project; it is deleted at the end of the block, whatever happens.

    folder: the project's; it need not exist. Raises OSError where no folder can be made.
    """
    place = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    lock = lock_folder(place)
    try:
        yield place
    finally:
        _put_back(place, folder)  # where the system refuses, the hidden folder stays, and the next start tries again
        remove_locked(place, lock)


def exchange(place: Path, folder: Path) -> Path | None:
    """Rename a project to the first free of `<name>-copy-1`, `-copy-2` …, and give its name to the new one.

    place: the hidden folder, with the new project in it. folder: the project's.
    Returns the copy; None if there was no project. Raises OSError where the system refuses; the project then has its
    name again when the block of `hidden_beside` ends.
    """
    copy = None
    if folder.is_dir():
        copy = _free_name(folder)
        replace(place / NOTE, copy.name)
        os.rename(folder, copy)
    os.rename(place / NEW, folder)
    sync_names(folder.parent)
    return copy


def drop(place: Path, copy: Path) -> bool:
    """Delete a copy with the hidden folder: first as a whole, by a rename. Returns whether the system allowed it."""
    try:
        os.rename(copy, place / DROPPED)
    except OSError:
        return False
    return True


def put_right(folder: Path) -> str:
    """Put right what a killed process left beside a project. Returns what was found, for the learner; "" if nothing.

    folder: the project's; it need not exist. What belongs to a living process stays.
    """
    said = ""
    for place in sorted(folder.parent.glob(f".{glob.escape(folder.name)}-*")):
        with contextlib.suppress(OSError):  # not one of ours, or one that is being made
            lock = lock_of_the_dead(place)
            if lock is None:
                continue
            unfinished = (place / NEW).is_dir() and folder.is_dir()
            if _put_back(place, folder):
                said = f"A new project was about to take the place of {folder}, and was stopped. Yours is back there."
            elif unfinished:
                said = f"A new project for {folder} was begun and not finished. Yours is as it was."
            remove_locked(place, lock)
    return said


def _put_back(place: Path, folder: Path) -> bool:
    """Give a project its name again if it has lost it, and the new one did not get it. Returns whether it did that."""
    try:
        copy = folder.with_name((place / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if folder.exists() or not copy.is_dir() or not (place / NEW).is_dir():
        return False
    os.rename(copy, folder)
    sync_names(folder.parent)
    return True


def _free_name(folder: Path) -> Path:
    number = 1
    while (copy := folder.with_name(f"{folder.name}-copy-{number}")).exists():
        number += 1
    return copy
