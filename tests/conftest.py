"""What all tests share: Chromium for those marked `browser`, and an environment free of the machine's habits."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from classroom.command.chromium import CHROMIUM_ARGUMENTS, find_chromium

# Playwright must not look for its own download, and a proxy of the machine must not stand before 127.0.0.1.
os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")


# Hypothesis would fail an example that takes more than 0.2 seconds: tests never assert a time.
hypothesis.settings.register_profile("course", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("course")


def pytest_configure(config: pytest.Config) -> None:
    """Give each process of tests a home for projects and the record of passes: a learner's own are not touched."""
    config.home = Path(tempfile.mkdtemp(prefix="course-tests-")).resolve()  # type: ignore[attr-defined]
    os.environ["CLASSROOM_WORKSHOP"] = str(config.home / "exercises")
    os.environ["CLASSROOM_PROGRESS"] = str(config.home / "progress.json")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a job that a shell runs in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take it away again."""
    shutil.rmtree(config.home, ignore_errors=True)


def chromium_path() -> str | None:
    """Return the path of Chromium on this machine, or None (the same search as `course.py test` makes)."""
    return find_chromium()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the browser tests where there is no Chromium; `course.py test` says how to get it."""
    if find_chromium() is not None:
        return
    skip = pytest.mark.skip(reason="Chromium not found: install it, or name it in the variable CHROMIUM")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(skip)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a check of a project wait as long as a busy machine takes: for tests of what is judged, not of when."""
    from classroom.check import client
    from classroom.workshop import bench, worker

    limits = ((bench, "PATIENCE"), (bench, "START_PATIENCE"), (bench, "COMMAND_SECONDS"), (client, "SECONDS"))
    for module, name in (*limits, (worker, "LAST_WORD")):
        monkeypatch.setattr(module, name, 300.0)


@pytest.fixture
def loops(monkeypatch: pytest.MonkeyPatch) -> str:
    """Let time run out for a project that loops, and for no other: a slow one is given the same time once more.

    Returns the line of code by which a project says that its loop begins.
    """
    from classroom.workshop.worker import Pending

    wait = Pending.next

    def wait_on(pending: Pending, patience: float) -> Any:
        while True:
            try:
                return wait(pending, patience)
            except TimeoutError:
                if "the loop begins" in pending._worker.last_lines():
                    raise

    monkeypatch.setattr(Pending, "next", wait_on)
    return "print('the loop begins', flush=True)\n"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A running headless Chromium (a playwright `Browser`), one for each module of tests.

    Open a fresh `chromium.new_context()` in a test and close it there: contexts share no cookies.
    Not for the whole session: while it lives, playwright keeps an event loop running in this thread,
    and tests of other modules that start one (`asyncio.run`) or call Django's ORM would fail.
    """
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium not found")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()
