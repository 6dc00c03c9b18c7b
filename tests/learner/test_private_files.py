"""What a learner has done is theirs: nobody else on the machine reads their record."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.files import PrivateFolder
from classroom.learner.record import Progress

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps other users out by the folder")


@pytest.fixture(autouse=True)
def careless_umask() -> Iterator[None]:
    """A umask that takes no permission away, so that only what we ask for counts."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_the_record_and_what_is_saved_of_it_are_for_the_owner_alone(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "progress.json")
    for number in range(3):
        progress.choose(f"0{number}.a", "b")
    progress.save_to(tmp_path / "saved.json")
    for name in ("progress.json", "saved.json"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name


def test_a_private_folder_is_entered_by_its_owner_alone() -> None:
    folder = PrivateFolder("tested")
    try:
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    finally:
        folder.remove()


@pytest.mark.parametrize("damage", [b"", b"{", b"\0" * 40])
def test_a_record_that_was_damaged_is_put_right_for_its_owner_alone(tmp_path: Path, damage: bytes) -> None:
    progress = Progress(tmp_path / "progress.json")
    progress.choose("01.a", "b")
    progress.choose("02.a", "b")
    (tmp_path / "progress.json").write_bytes(damage)
    progress.chosen("01.a")
    files = [each for each in tmp_path.iterdir() if each.suffix == ".json"]
    assert len(files) >= 2, "the record, and the damaged one beside it"
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}, files
