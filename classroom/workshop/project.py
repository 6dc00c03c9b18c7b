"""The learner's project on disk: where it is, how it is made, and how it is set aside without loss."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from classroom.errors import CourseError
from classroom.overlays import Changes, put
from classroom.paths import WORKSHOP, data_folder
from classroom.workshop.program import run
from classroom.workshop.twins import twin_of

PACKAGE = "mysite"
"""The name for `startproject`, as in Django's own tutorial."""
SECONDS = 60.0
"""Timeout of `startproject`."""
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
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        _start_project(part)
        put(changes, part)
        part.chmod(0o755)
        os.rename(part, folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        if not folder.is_dir():  # else another notebook has made the same one meanwhile
            raise


def set_aside(folder: Path) -> Path | None:
    """Rename the folder to the first free of `<name>-copy-1`, `-copy-2` …

    Returns the new path; None if there was no folder. Raises CourseError where the system refuses.
    """
    if not folder.is_dir():
        return None
    number = 1
    while (copy := folder.with_name(f"{folder.name}-copy-{number}")).exists():
        number += 1
    try:
        os.rename(folder, copy)
    except OSError as problem:
        raise CourseError(
            "The project was left as it is.",
            f"Its folder could not be renamed: {problem.strerror or problem}.",
            "Close terminals and editors that are open in it, and try again.",
        ) from None
    return copy


def drop_if_twin(copy: Path, folder: Path) -> Path | None:
    """Delete a copy if the new project, or another copy, has the same contents.

    copy: what `set_aside` returned. folder: the project that took its place.
    Returns the folder with the same contents; None if there is none, and the copy stays.
    """
    others = [path for path in sorted(folder.parent.glob(f"{folder.name}-copy-*")) if path != copy and path.is_dir()]
    twin = twin_of(copy, [folder, *others])
    if twin is not None:
        shutil.rmtree(copy, ignore_errors=True)
    return twin


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


def _start_project(folder: Path) -> None:
    """Run `django-admin startproject` in a subprocess: here it would configure the kernel's Django. Raises OSError."""
    command = [sys.executable, "-P", "-m", "django", "startproject", PACKAGE, str(folder)]
    try:
        code, output, errors = run(command, folder, SECONDS)
    except subprocess.TimeoutExpired:
        raise OSError(f"startproject took longer than {SECONDS:g} seconds") from None
    if code:
        raise OSError((errors or output).decode("utf-8", "replace").strip().splitlines()[-1])
