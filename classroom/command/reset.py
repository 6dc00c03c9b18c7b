"""`course.py reset`: restore the course for the next group. What was changed is moved aside, not deleted."""

from __future__ import annotations

import argparse
import shutil
import sys
from datetime import datetime
from pathlib import Path

from classroom.build.build import build, read_file
from classroom.files import replace
from classroom.paths import BUILT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `reset`: none."""


def main(options: argparse.Namespace, root: Path) -> int:
    """Move changed notebooks, projects and the record of passes aside, and write fresh ones; return the exit code."""
    from classroom.build.notebook import SourceError
    from classroom.learner.record import Progress

    try:
        built = build(root)
    except SourceError as error:
        print(f"Nothing was changed.\n{error}", file=sys.stderr)
        return 1
    aside = _free(root / "build" / f"before-{datetime.now():%Y-%m-%d-%H%M%S}")
    try:
        moved = set_aside(root, built, aside)
        for path, text in built.items():
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                replace(path, text)
    except OSError as problem:
        print(
            f"{problem.filename} could not be set aside, or written anew.\n"
            f"{problem.strerror}. What was changed before is in {aside}\n"
            "Close JupyterLab and every program that uses it, then run this command again.",
            file=sys.stderr,
        )
        return 1
    print(f"Changed notebooks and other files, now in {aside}: {moved}" if moved else "No notebook was changed.")
    forgotten = Progress().forget_all()
    print(f"Forgotten: {forgotten}." + (f" A copy is {forgotten.file}" if forgotten.file else ""))
    print("A Lab that is open still shows the old ones: close it, and start it again.")
    return 0


def set_aside(root: Path, built: dict[Path, str], aside: Path) -> int:
    """Keep everything in the built folders that differs from the build in the folder `aside`; return how many.

    A changed notebook is copied there, and then replaced by a fresh one in one step: whoever is stopped meanwhile has
    each notebook, the one before or the fresh one. Other files, such as a learner's Django project, are moved.
    built: the text of each built file, by path. Raises OSError where a file or folder cannot be kept or replaced.
    """
    here = [path for folder in BUILT if (root / folder).is_dir() for path in sorted((root / folder).iterdir())]
    changed = [path for path in here if path not in built or read_file(path) != built[path]]
    changed = [path for path in changed if path.name != ".ipynb_checkpoints"]
    for path in changed:
        kept = aside / path.relative_to(root)
        kept.parent.mkdir(parents=True, exist_ok=True)
        if path in built and path.is_file():
            shutil.copy2(path, kept)
            replace(path, built[path])
        else:
            path.replace(kept)
    for folder in BUILT:
        shutil.rmtree(root / folder / ".ipynb_checkpoints", ignore_errors=True)
    return len(changed)


def _free(folder: Path) -> Path:
    """The folder, with a number after it if another reset has made one of that name within the same second."""
    number, found = 1, folder
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name}-{number}")
    return found
