"""Names of tasks and predictions, and what a wrong name is told."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.check import catalogue
from classroom.check.overview import overview
from classroom.errors import CourseError
from classroom.learner.record import Progress


def test_every_name_finds_what_bears_it() -> None:
    assert "03_cookies_carry_a_note" in [lesson.stem for lesson in catalogue.lessons()]
    for lesson in catalogue.lessons():
        for task in lesson.tasks:
            assert catalogue.find_task(task.name) is task and catalogue.lesson_of(task.name) is lesson
        for prediction in lesson.predictions:
            assert catalogue.find_prediction(prediction.name) is prediction


@pytest.mark.parametrize("name", ["03.7", "3.1", "03", "", "cookies", "03.who_writes", "99.1", "../03"])
def test_an_unknown_task_is_told_in_three_lines(name: str) -> None:
    with pytest.raises(CourseError) as caught:
        catalogue.find_task(name)
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert set(lines[2].removeprefix("Near it are: ").rstrip(".").split(", ")) <= {
        task.name for lesson in catalogue.lessons() for task in lesson.tasks
    }


def test_an_unknown_prediction_names_those_near_it() -> None:
    with pytest.raises(CourseError, match=r"03\.who_writes"):
        catalogue.find_prediction("03.who_write")


@pytest.fixture
def with_a_broken_lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the course's lessons, with a syntax error in both modules of lesson 15."""
    source = tmp_path / "source"
    for lesson in catalogue.lessons():
        shutil.copytree(lesson.folder, source / lesson.stem, ignore=shutil.ignore_patterns("answers", "projects"))
    for name in ("tasks.py", "predictions.py"):
        (source / "15_who_may_do_what" / name).write_text("TASKS = (\n", encoding="utf-8")
    monkeypatch.setattr(catalogue, "lessons", functools.cache(lambda: catalogue.lessons_in(source)))
    return source


@pytest.mark.usefixtures("with_a_broken_lesson")
def test_a_syntax_error_in_one_lesson_breaks_that_lesson_alone(progress: Progress) -> None:
    assert catalogue.find_task("03.1").name == "03.1" and catalogue.find_task("14.2").name == "14.2"
    assert catalogue.find_prediction("03.who_writes").name == "03.who_writes"
    for find, name in ((catalogue.find_task, "15.1"), (catalogue.find_prediction, "15.any")):
        with pytest.raises(CourseError, match="of lesson 15 cannot be loaded; the other lessons can") as told:
            find(name)
        lines = str(told.value).splitlines()
        assert len(lines) == 3 and "SyntaxError in source/15_who_may_do_what/" in lines[1] and "line 1" in lines[1]
    with pytest.raises(CourseError, match=r"Near it are: .*03\.1"):
        catalogue.find_task("03.11")
    states = overview(progress).lessons
    assert [state.place.lesson[:2] for state in states if state.problem] == ["15"]
    assert len(states) == len(catalogue.lessons()) and states[3].tasks


def test_an_error_of_several_lines_is_told_in_three(with_a_broken_lesson: Path) -> None:
    path = with_a_broken_lesson / "15_who_may_do_what" / "tasks.py"
    path.write_text('raise ValueError("one\\n  two\\n\\nthree")\n', encoding="utf-8")
    with pytest.raises(CourseError) as told:
        catalogue.find_task("15.1")
    lines = str(told.value).splitlines()
    assert len(lines) == 3 and lines[1] == "ValueError in source/15_who_may_do_what/tasks.py: one two three"


def test_only_the_lesson_that_is_asked_for_is_loaded() -> None:
    code = (
        "import sys\nfrom classroom import exercise\n"
        "import requests\nexercise('03.1').check(lambda url, name: requests.get(url))\n"
        "print(sorted(name for name in sys.modules if name.startswith('lesson_')))\n"
        "print(sorted(name for name in sys.modules if name.startswith(('classroom.draw', 'classroom.workshop'))))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.splitlines() == ["['lesson_03_tasks']", "[]"]


def test_a_choice_in_either_case_and_an_unknown_one() -> None:
    prediction = catalogue.find_prediction("03.who_writes")
    assert prediction.choice(" B ").key == "b"
    with pytest.raises(CourseError, match="a, b, c"):
        prediction.choice("d")
