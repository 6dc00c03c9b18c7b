"""Fixtures: one project on disk for each module; each test gets it as `startproject` wrote it, migrated."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.paths import WORKSHOP
from classroom.workshop.workshop import Workshop, open_workshop


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WORKSHOP, str(tmp_path_factory.mktemp("work shops 한글")))
        workshop = open_workshop()
        workshop.manage("migrate")
        yield workshop
        workshop.close()


@pytest.fixture
def workshop(opened: Workshop, tmp_path: Path) -> Iterator[Workshop]:
    """The project; changes that a test makes to its files are undone."""
    kept = tmp_path / "kept"
    shutil.copytree(opened.folder, kept)
    yield opened
    opened._running().process.stop()
    shutil.rmtree(opened.folder)
    shutil.copytree(kept, opened.folder)
    opened._running().clear()
    opened._running().process.load_again()
