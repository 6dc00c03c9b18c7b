"""Finds lessons, tasks and predictions by name: "03", "03.1", "03.two_visits". Loads no lesson but the one needed."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from classroom.check.lesson import Lesson
from classroom.errors import CourseError, described, shown
from classroom.paths import SOURCE

if TYPE_CHECKING:
    from classroom.check.prediction import Prediction
    from classroom.check.task import AnyTask

_Named = TypeVar("_Named", "AnyTask", "Prediction")


@functools.cache
def lessons() -> tuple[Lesson, ...]:
    """Every lesson of the course, in order. Loads none of them."""
    return lessons_in(SOURCE)


def lessons_in(source: Path) -> tuple[Lesson, ...]:
    """The lessons in a folder such as source/, in order: its folders whose names begin with two digits."""
    folders = [path for path in source.glob("*/") if re.match(r"\d\d_", path.name)]
    return tuple(Lesson(folder) for folder in sorted(folders))


def lesson_of(name: str) -> Lesson | None:
    """The lesson of a name such as "03" or "03.1"; None if there is none."""
    number = name.partition(".")[0] if isinstance(name, str) else ""
    return next((lesson for lesson in lessons() if lesson.number == number), None)


def find_task(name: str) -> AnyTask:
    """The task called `name`, such as "03.1". Raises CourseError, with the nearest names, where there is none."""
    return _find(name, lambda lesson: lesson.tasks, "exercise", "number of the task")


def find_prediction(name: str) -> Prediction:
    """The prediction called `name`, such as "03.two_visits". Raises CourseError, with the nearest names, if none is."""
    return _find(name, lambda lesson: lesson.predictions, "prediction", "subject")


def _find(name: str, within: Callable[[Lesson], Sequence[_Named]], kind: str, end: str) -> _Named:
    if not isinstance(name, str):
        example = next((each.name for lesson in lessons() for each in _if_loadable(lesson, within)), "03.1")
        raise CourseError(
            f"The name of {'an' if kind[0] == 'e' else 'a'} {kind} is a text, and this is {described(name)}.",
            f"A name is the lesson, a dot, and the {end}.",
            f'Write it in quotation marks, such as "{example}".',
        )
    lesson = lesson_of(name)
    candidates = within(lesson) if lesson else ()
    for candidate in candidates:
        if candidate.name == name:
            return candidate
    names = [each.name for other in lessons() for each in _if_loadable(other, within)]
    close = difflib.get_close_matches(shown(name).strip("'"), names, n=5, cutoff=0.3)
    near = sorted(close) or [each.name for each in candidates] or names[:5]
    raise CourseError(
        f"There is no {kind} called {shown(name)}.",
        f"A name is the lesson, a dot, and the {end}.",
        f"Near it are: {', '.join(near)}.",
    )


def _if_loadable(lesson: Lesson, within: Callable[[Lesson], Sequence[_Named]]) -> Sequence[_Named]:
    """The tasks or predictions of a lesson; none where it cannot be loaded, since it is not the one asked for."""
    try:
        return within(lesson)
    except CourseError:
        return ()
