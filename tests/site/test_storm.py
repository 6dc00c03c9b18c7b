"""Stop pressed at random moments; the longer storms are `python -m benchmarks storm` and `storm_of_projects`."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import storm, storm_of_projects
from classroom.paths import PROGRESS

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="raises POSIX signals"),
    pytest.mark.skipif(threading.current_thread() is not threading.main_thread(), reason="needs the main thread"),
    # Of a client that was stopped in the middle of its request, which is the learner's own.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
SLOW = ("slow check", "slow reset")


@pytest.fixture(autouse=True)
def collected_here() -> Iterator[None]:
    """Collect what the stopped clients leave while its warnings are ignored: later it would fail another test."""
    yield
    gc.collect()


def test_stop_at_any_moment_leaves_the_site_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand trials; on a machine that is busy with other things fewer, so that the suite ends."""
    monkeypatch.setenv(PROGRESS, str(tmp_path / "progress.json"))
    quick = [each for each in storm.operations() if each.name not in SLOW]
    stopped = storm.storm(2000, 1, quick, seconds=60)
    assert sum(stopped.values()) > len(quick), f"hardly anything was stopped: {stopped}"


def test_stop_while_a_page_is_slow_leaves_the_site_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROGRESS, str(tmp_path / "progress.json"))
    slow = [each for each in storm.operations() if each.name in SLOW]
    assert sum(storm.storm(40, 1, slow, seconds=20).values()) > len(slow)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds processes that are left by /proc")
def test_stop_at_any_moment_leaves_a_project_sound() -> None:
    assert set(storm_of_projects.storm(12, 1, seconds=30)) == {each.name for each in storm_of_projects.operations()}
