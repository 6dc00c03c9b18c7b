"""`open_workshop(task=…)` and an exercise whose answer is files, as a notebook calls them."""

from __future__ import annotations

from pathlib import Path

import pytest

import classroom
from classroom.check import catalogue
from classroom.paths import ROOT, WORKSHOP

SAMPLE = ROOT / "tests" / "contract" / "sample"


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Use the sample tasks instead of the course's; return the folder of the workshops."""
    monkeypatch.setattr(catalogue, "lessons", lambda: catalogue.lessons_in(SAMPLE))
    monkeypatch.setenv(WORKSHOP, str(tmp_path / "work"))
    monkeypatch.setenv("CLASSROOM_PROGRESS", str(tmp_path / "progress.json"))
    return tmp_path / "work"


def test_from_nothing_to_passed(door: Path) -> None:
    exercise = classroom.exercise("90.1")
    assert "exercise('90.1').start()" in repr(exercise)
    assert "○ Not started" in repr(exercise.check())
    assert str(door / "workshop") in repr(exercise.start())
    workshop = classroom.open_workshop(task="90.1")
    try:
        assert workshop.manage("startapp", "accounts").ok
        solution = SAMPLE / "90_sample" / "projects" / "90.1" / "solution"
        for path in sorted(solution.rglob("*.py")):
            (workshop.folder / path.relative_to(solution)).write_bytes(path.read_bytes())
        urls = workshop.folder / "accounts/urls.py"
        whole = urls.read_text(encoding="utf-8")
        urls.write_text(whole.replace("views.hello", "views.helo"), encoding="utf-8")
        told = repr(classroom.exercise("90.1").check())
        assert "Error in your code" in told and "accounts/urls.py, line 6" in told and "AttributeError" in told
        urls.write_text(whole, encoding="utf-8")
        assert "Passed" in repr(classroom.exercise("90.1").check())
    finally:
        workshop.close()


def test_a_task_that_builds_on_another_begins_with_its_solution(door: Path) -> None:
    workshop = classroom.open_workshop(task="90.2")
    try:
        assert (workshop.folder / "accounts/urls.py").is_file(), "of the solution of 90.1"
        assert "The form goes here" in (workshop.folder / "accounts/templates/accounts/login.html").read_text(
            encoding="utf-8"
        )
        assert "INSTALLED_APPS += [" in (workshop.folder / "mysite/settings.py").read_text(encoding="utf-8")
        assert "○ Not started" in repr(classroom.exercise("90.2").check())
        classroom.open_workshop(task="90.1")
        assert workshop.problem is None
    finally:
        workshop.close()
