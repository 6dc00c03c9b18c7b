"""Fixtures: one exercise on a fake site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from no_site import TASK, FakeSite

from classroom.check.exercise import FunctionExercise
from classroom.check.lesson import Lesson
from classroom.learner.record import Progress


@pytest.fixture
def site() -> FakeSite:
    return FakeSite()


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return Progress(tmp_path / "progress.json")


@pytest.fixture
def exercise(site: FakeSite, progress: Progress, tmp_path: Path) -> FunctionExercise:
    lesson = Lesson(tmp_path / "03_cookies_carry_a_note")
    return FunctionExercise(TASK, lesson, progress, aside=site.aside, chance=Random(1))


@pytest.fixture
def visit(site: FakeSite) -> Callable[[str, str], None]:
    """A function that answers right."""

    def visit(url: str, word: str) -> None:
        site.ask(f"/{word}/")

    return visit
