"""Every prediction: one right choice, a reason for each, and no letter that is worth guessing."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

import pytest

from classroom.check import catalogue
from classroom.check.lesson import Lesson
from classroom.check.prediction import Prediction

LESSONS = catalogue.lessons()


def right(prediction: Prediction) -> str:
    (key,) = [choice.key for choice in prediction.choices if choice.right]
    return key


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder.name)
def test_a_lesson_has_no_favourite_letter(lesson: Lesson) -> None:
    letters = [right(each) for each in lesson.predictions]
    most = max(Counter(letters).values(), default=0)
    assert most <= max(2, (len(letters) + 1) // 2), letters
    assert max((len(list(same)) for _, same in groupby(letters)), default=0) <= 2, f"three in a row: {letters}"


def test_the_course_has_no_favourite_letter() -> None:
    letters = [right(each) for lesson in LESSONS for each in lesson.predictions]
    count = Counter(letters)
    assert max(count.values()) <= 0.4 * len(letters), count


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder.name)
def test_the_choices_are_lettered_in_their_order(lesson: Lesson) -> None:
    for prediction in lesson.predictions:
        keys = [choice.key for choice in prediction.choices]
        assert keys == list("abcdef"[: len(keys)]), prediction.name
