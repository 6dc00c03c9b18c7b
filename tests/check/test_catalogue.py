"""Names of tasks and predictions, and what a wrong name is told."""

from __future__ import annotations

import pytest

from classroom.check import catalogue
from classroom.errors import CourseError


def test_every_name_finds_what_bears_it() -> None:
    assert "03_cookies_carry_a_note" in [lesson.stem for lesson in catalogue.lessons()]
    for lesson in catalogue.lessons():
        for task in lesson.tasks:
            assert catalogue.find_task(task.name) is task and catalogue.lesson_of(task.name) is lesson
        for prediction in lesson.predictions:
            assert catalogue.find_prediction(prediction.name) is prediction


@pytest.mark.parametrize("name", ["03.7", "3.1", "03", "", "cookies", "03.who_writes", "99.1", "../03", None])
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


def test_a_choice_in_either_case_and_an_unknown_one() -> None:
    prediction = catalogue.find_prediction("03.who_writes")
    assert prediction.choice(" B ").key == "b"
    with pytest.raises(CourseError, match="a, b, c"):
        prediction.choice("d")
