"""A learner's progress: for each lesson what is passed and what is open, what comes next, and what to read again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from classroom.check import catalogue
from classroom.check.lesson import Lesson
from classroom.check.percent import Cell
from classroom.check.prediction import Choice, Prediction
from classroom.check.task import Task
from classroom.check.verdict import Place
from classroom.errors import CourseError


class ReadableRecord(Protocol):
    """The part of a learner's record that is read here; `classroom.learner.record.Progress` is one."""

    def hints(self, task: str) -> int: ...
    def is_passed(self, task: str) -> bool: ...
    def chosen(self, prediction: str) -> str | None: ...
    def is_compared(self, prediction: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task and its state. place: its heading in the exercise notebook. hints: how many were taken."""

    task: Task
    place: Place
    passed: bool
    hints: int


@dataclass(frozen=True, slots=True)
class Again:
    """A prediction that was compared and was wrong. place: the heading of the lesson that asks it."""

    prediction: Prediction
    chosen: Choice
    place: Place


@dataclass(frozen=True, slots=True)
class LessonState:
    """One lesson. title: the title of its notebook. predicted: how many of its predictions were committed.

    problem: why its tasks cannot be shown, in three lines; "" where they can.
    """

    place: Place
    title: str
    tasks: tuple[TaskState, ...]
    predicted: int
    predictions: int
    again: tuple[Again, ...]
    problem: str = ""

    @property
    def passed(self) -> int:
        """How many of its tasks are passed."""
        return sum(each.passed for each in self.tasks)

    @property
    def minutes_left(self) -> int:
        """About how long the open tasks take."""
        return sum(each.task.minutes for each in self.tasks if not each.passed)


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole course, lesson by lesson, in order."""

    lessons: tuple[LessonState, ...]

    @property
    def next(self) -> TaskState | None:
        """The first task that is not passed; None where all are."""
        return next((each for lesson in self.lessons for each in lesson.tasks if not each.passed), None)

    @property
    def passed(self) -> int:
        """How many tasks are passed."""
        return sum(lesson.passed for lesson in self.lessons)

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return sum(len(lesson.tasks) for lesson in self.lessons)

    @property
    def minutes_left(self) -> int:
        """About how long all open tasks take."""
        return sum(lesson.minutes_left for lesson in self.lessons)


def overview(record: ReadableRecord) -> Overview:
    """Compare the learner's record with the lessons of the course.

    record: the learner's. Headings are read from the lessons' sources; where one is missing, the place is the notebook.
    """
    return Overview(tuple(_state(lesson, record) for lesson in catalogue.lessons()))


def _state(lesson: Lesson, record: ReadableRecord) -> LessonState:
    text, exercises = _cells(lesson.lesson), _cells(lesson.exercises)
    title = _title(text) or lesson.stem.partition("_")[2].replace("_", " ").capitalize()
    place = partial(Place, lesson.stem)
    try:
        tasks, predictions = lesson.tasks, lesson.predictions
    except CourseError as problem:
        return LessonState(place(""), title, (), 0, 0, (), str(problem))
    states = tuple(
        TaskState(
            task,
            place(_heading(exercises, _call("exercise", task.name)), "exercises"),
            record.is_passed(task.name),
            record.hints(task.name),
        )
        for task in tasks
    )
    committed = [each for each in predictions if record.chosen(each.name) is not None]
    wrong = []
    for each in committed:
        choice = next((choice for choice in each.choices if choice.key == record.chosen(each.name)), None)
        if choice is not None and not choice.right and record.is_compared(each.name):
            wrong.append(Again(each, choice, place(_heading(text, _call("predict", each.name)))))
    return LessonState(place(""), title, states, len(committed), len(predictions), tuple(wrong))


def _cells(path: Path) -> tuple[Cell, ...]:
    try:
        return Lesson.cells(path)
    except OSError:
        return ()


def _title(cells: tuple[Cell, ...]) -> str:
    return next((cell.source.splitlines()[0].removeprefix("# ") for cell in cells if cell.source.startswith("# ")), "")


def _call(function: str, name: str) -> str:
    """A pattern for a call such as `exercise("03.1")`, in either kind of quotation marks."""
    return rf"""\b{function}\(\s*["']{re.escape(name)}["']"""


def _heading(cells: tuple[Cell, ...], pattern: str) -> str:
    """The last heading before the first code cell in which the pattern is found; "" where there is none."""
    heading = ""
    for cell in cells:
        if cell.kind == "markdown":
            heading = ([heading, *re.findall(r"(?m)^#{1,3} (.+)$", cell.source)])[-1]
        elif re.search(pattern, cell.source):
            return heading
    return ""
