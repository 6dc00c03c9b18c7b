"""The learner's project on disk: where it is, how it is made, and how another takes its place without loss."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from classroom.errors import CourseError
from classroom.overlays import Changes, put
from classroom.paths import WORKSHOP, data_folder
from classroom.workshop import hidden
from classroom.workshop.hidden import NEW, drop, exchange, hidden_beside
from classroom.workshop.program import run
from classroom.workshop.twins import twin_of

PACKAGE = "mysite"
"""The name for `startproject`, as in Django's own tutorial."""
SECONDS = 60.0
"""Timeout of `startproject`."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""The system's errors for a full disk."""
NAME = re.compile(r"\w[\w -]{0,40}")


def find(name: str, here: Path) -> Path | None:
    """Return the folder of the workshop of that name, or None.

    here: the notebook's folder. Raises CourseError where the name cannot be that of a folder.
    """
    if not NAME.fullmatch(name):
        raise CourseError(
            f"A workshop cannot be called {name!r:.60}.",
            "Its name becomes the name of a folder.",
            'Use letters, digits, spaces and hyphens: open_workshop("my-site")',
        )
    places = [place / name for place in _places(here)]
    return next((folder for folder in places if folder.is_dir() and any(folder.iterdir())), None)


def find_or_make(name: str, here: Path, changes: Changes = ()) -> Path:
    """Return the folder of the workshop of that name, made if it does not exist yet.

    here: the notebook's folder. changes: laid over what `startproject` writes, if it is made.
    Raises CourseError where the name cannot be that of a folder, or no place can be written.
    """
    if found := find(name, here):
        return found
    problem = ""
    for place in _places(here):
        try:
            place.mkdir(parents=True, exist_ok=True)
            make(place / name, changes)
            return place / name
        except OSError as error:
            problem = f"{place}: {error.strerror or error}"
    raise CourseError(
        "No folder could be made for your project.",
        f"The system says of {problem}.",
        f"Name a folder of yours in the environment variable {WORKSHOP}, and start JupyterLab again.",
    )


def make(folder: Path, changes: Changes = ()) -> None:
    """Make a new project in a folder, in one step. changes: laid over it. Raises OSError where that fails."""
    with contextlib.suppress(OSError):
        folder.rmdir()  # an empty folder would block the rename
    try:
        with hidden_beside(folder) as place:
            _fill(place / NEW, changes)
            os.rename(place / NEW, folder)
    except OSError:
        if not folder.is_dir():  # else another notebook has made the same one meanwhile
            raise


def renew(folder: Path, changes: Changes, stop: Callable[[], object]) -> tuple[Path | None, Path | None]:
    """Put a new project into the place of one, which is kept as a copy.

    The copy is deleted again if the new project, or another copy, has the same contents.
    folder: the project's. changes: laid over the new one. stop: ends what runs in the folder, before it is renamed.
    Returns the copy and the folder with the same contents as it, None where there is none.
    Raises CourseError where a new one cannot be made, or the system does not let the old one be renamed.
    """
    try:
        with hidden_beside(folder) as place:
            _fill(place / NEW, changes)
            stop()
            try:
                copy = exchange(place, folder)
            except OSError as problem:
                raise CourseError(
                    "The project was left as it is.",
                    f"Its folder could not be renamed: {problem.strerror or problem}.",
                    "Free some space, and try again."
                    if problem.errno in FULL
                    else "Close terminals and editors that are open in it, and try again.",
                ) from None
            twin = _twin(copy, folder) if copy else None
            return copy, twin if copy and twin and drop(place, copy) else None
    except OSError as problem:
        raise CourseError(
            "No new project could be made.",
            f"The system says: {problem.strerror or problem}.",
            "Yours was left as it is. Free some space, or look whether its folder can be written, and try again."
            if folder.is_dir()
            else f"Your files are in {folder.name}-copy-… beside it, and have their name again at the next start.",
        ) from None


def put_right(name: str, here: Path) -> str:
    """Put right what a killed process left of a change to a workshop. Returns what was found; "" if nothing.

    here: the notebook's folder.
    """
    if not NAME.fullmatch(name):
        return ""
    return " ".join(filter(None, (hidden.put_right(place / name) for place in _places(here))))


def _twin(copy: Path, folder: Path) -> Path | None:
    """Return the new project, or another copy, if it has the same contents as this copy; None if there is none."""
    others = [path for path in sorted(folder.parent.glob(f"{folder.name}-copy-*")) if path != copy and path.is_dir()]
    return twin_of(copy, [folder, *others])


def text_files(folder: Path) -> dict[str, bytes]:
    """Return the project's files by relative path: those that a person writes, without databases and bytecode."""
    from classroom.workshop.stamp import stamp

    found = {}
    for path, _, size in stamp(folder):
        if size < 1_000_000:
            with contextlib.suppress(OSError):
                found[Path(path).relative_to(folder).as_posix()] = Path(path).read_bytes()
    return found


def _places(here: Path) -> list[Path]:
    """Return where workshops may be, the best first: beside the exercises, for a notebook of the course."""
    if named := os.environ.get(WORKSHOP):
        return [Path(named).expanduser().resolve()]
    course = here.parent if here.name in ("notebooks", "solutions") else here
    if (here != course or (course / "course.py").is_file()) and (course / "exercises").is_dir():
        here = course / "exercises"
    return [here, data_folder()]


def _fill(folder: Path, changes: Changes) -> None:
    """Make a folder and a new project in it. Raises OSError where that fails."""
    folder.mkdir()
    _start_project(folder)
    put(changes, folder)


def _start_project(folder: Path) -> None:
    """Run `django-admin startproject` in a subprocess: here it would configure the kernel's Django. Raises OSError."""
    command = [sys.executable, "-P", "-m", "django", "startproject", PACKAGE, str(folder)]
    try:
        code, output, errors = run(command, folder, SECONDS)
    except subprocess.TimeoutExpired:
        raise OSError(f"startproject took longer than {SECONDS:g} seconds") from None
    if code:
        raise OSError((errors or output).decode("utf-8", "replace").strip().splitlines()[-1])
