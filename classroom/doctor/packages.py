"""Whether the installed packages are those of the lock."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.doctor.finding import NEW_ENVIRONMENT, CheckFailed
from classroom.paths import COURSE

if TYPE_CHECKING:  # not at run time: where `packaging` is missing, a check must be able to report it
    from packaging.specifiers import SpecifierSet

SET_UP_BY_COURSE = "course-ready.txt"
"""The stamp that course.py leaves in an environment which it has made from the lock."""


def check_packages(root: Path) -> str:
    """Check that every package of the lock is installed, and that none of its .py files is missing.

    An environment that course.py made must have the locked versions. In any other, such as conda's, a version that
    pyproject.toml allows will do.
    """
    from importlib import metadata

    exactly, suits = (Path(sys.prefix) / SET_UP_BY_COURSE).is_file(), required()
    wrong, number, other = [], 0, 0
    for name, version in locked(root / "requirements.lock"):
        number += 1
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        if found.version != version:
            other += 1
            if exactly or (name in suits and found.version not in suits[name]):
                wrong.append(f"{name} is {found.version}, the lock says {version}")
        elif gone := [file for file in found.files or [] if file.suffix == ".py" and not os.path.exists(file.locate())]:
            wrong.append(f"{name} has lost {gone[0]}")
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        own = f"In the folder of the course, run: {sys.executable} -m pip install -e ."
        raise CheckFailed("; ".join(wrong[:3]) + more, NEW_ENVIRONMENT if exactly else own)
    return f"{number} as in requirements.lock" if not other else f"{number}, {other} in other versions than the lock's"


def required() -> dict[str, SpecifierSet]:
    """Return the versions that pyproject.toml allows, by package; empty where the course itself is not installed."""
    from importlib import metadata

    from packaging.requirements import Requirement

    try:
        lines = metadata.requires(COURSE) or []
    except metadata.PackageNotFoundError:
        return {}
    found = [Requirement(line) for line in lines]
    return {each.name.lower(): each.specifier for each in found if each.marker is None}


def locked(lock: Path) -> Iterator[tuple[str, str]]:
    """Yield name and version of each package that a lock file names for this system."""
    from packaging.requirements import Requirement

    for line in lock.read_text(encoding="utf-8").splitlines():
        if re.match(r"[A-Za-z0-9]", line):
            requirement = Requirement(line.removesuffix("\\"))
            if requirement.marker is None or requirement.marker.evaluate():
                yield requirement.name, next(iter(requirement.specifier)).version
