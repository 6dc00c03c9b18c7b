"""Fixtures for all tests: Chromium for those marked `browser`, and an environment independent of the machine."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

from classroom.files import PrivateFolder
from classroom.run.chromium import CHROMIUM_ARGUMENTS, find_chromium

# Playwright must not download a browser: the tests use the machine's Chromium.
os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")

# Hypothesis would fail an example that takes more than 0.2 seconds: tests never assert a time.
hypothesis.settings.register_profile("course", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("course")


def pytest_configure(config: pytest.Config) -> None:
    """Give each test process its own folder for projects and the record: a real learner's are not touched."""
    config.private = PrivateFolder("tests")  # type: ignore[attr-defined]
    os.environ["CLASSROOM_WORKSHOP"] = str(config.private.path / "exercises")  # type: ignore[attr-defined]
    os.environ["CLASSROOM_PROGRESS"] = str(config.private.path / "progress.json")  # type: ignore[attr-defined]
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a job that a shell runs in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Delete that folder."""
    config.private.remove()  # type: ignore[attr-defined]


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
    """Raise the timeouts of checks of projects to 300 seconds, for tests of verdicts, not of time."""
    from classroom.check import client
    from classroom.workshop import bench, worker

    limits = ((bench, "ANSWER_TIMEOUT"), (bench, "START_TIMEOUT"), (bench, "COMMAND_TIMEOUT"), (client, "SECONDS"))
    for module, name in (*limits, (worker, "SHORT_TIMEOUT")):
        monkeypatch.setattr(module, name, 300.0)


@pytest.fixture
def loops(monkeypatch: pytest.MonkeyPatch) -> str:
    """Apply timeouts only to a project that loops: a slow one is waited for again.

    Returns the line of code with which a project tells that its loop begins.
    """
    from classroom.workshop.worker import Pending

    next_frame = Pending.next

    def wait_on(pending: Pending, timeout: float) -> Any:
        while True:
            try:
                return next_frame(pending, timeout)
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
