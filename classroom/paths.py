"""Where things are: the folders of the course, and those of its user."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COURSE = "how-the-web-remembers"
"""The course's name, in the names of files, folders and its package."""

ROOT = Path(__file__).resolve().parents[1]
ENGINE = ROOT / "classroom"
SOURCE = ROOT / "source"
DEMO_SITE = ROOT / "demo_site"
BUILT = ("notebooks", "exercises", "solutions")
"""The folders of notebooks that are made from `SOURCE`."""

PROGRESS = "CLASSROOM_PROGRESS"
"""Environment variable: the file of the learner's record, in place of the one in their data folder."""
WORKSHOP = "CLASSROOM_WORKSHOP"
"""Environment variable: the folder in which a learner's projects lie, in place of the usual ones."""


def data_folder() -> Path:
    """Return the course's folder in the operating system's place for user data. It may not exist yet."""
    from platformdirs import user_data_path

    return user_data_path(COURSE, appauthor=False)


def cache_folder() -> Path:
    """Return the course's folder in the operating system's place for caches. It may not exist yet."""
    from platformdirs import user_cache_path

    return user_cache_path(COURSE, appauthor=False)


@contextmanager
def variables(**named: str) -> Iterator[None]:
    """Set environment variables of this process for the length of a block; processes started in it inherit them."""
    before = {name: os.environ.get(name) for name in named}
    os.environ.update(named)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
