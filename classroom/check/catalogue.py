"""Finds tasks and predictions by name: "03.1", "03.two_visits"."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Sequence
from typing import TypeVar

from classroom.check import lessons
from classroom.check.prediction import Prediction
from classroom.check.task import Task
from classroom.errors import CourseError


def stems() -> tuple[str, ...]:
    """The lessons that have tasks or predictions, in order: "03_cookies_carry_a_note", …"""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(lessons.__path__)))


def tasks(stem: str) -> tuple[Task, ...]:
    """The tasks of one lesson, in order."""
    # importlib, because a name that starts with a digit cannot stand in an import statement.
    return tuple(importlib.import_module(f"{lessons.__name__}.{stem}").TASKS)


def predictions(stem: str) -> tuple[Prediction, ...]:
    """The predictions of one lesson, in order."""
    return tuple(importlib.import_module(f"{lessons.__name__}.{stem}").PREDICTIONS)


def stem_of(name: str) -> str | None:
    """The lesson to which a name belongs, by its number; None if there is no such lesson."""
    number = str(name).partition(".")[0]
    return next((stem for stem in stems() if stem.partition("_")[0] == number), None)


def find_task(name: str) -> Task:
    """The task called `name`, such as "03.1". Raises `CourseError`."""
    stem = stem_of(name)
    return _called(name, tasks(stem) if stem else (), "exercise", [task for each in stems() for task in tasks(each)])


def find_prediction(name: str) -> Prediction:
    """The prediction called `name`, such as "03.two_visits". Raises `CourseError`."""
    stem = stem_of(name)
    everything = [prediction for each in stems() for prediction in predictions(each)]
    return _called(name, predictions(stem) if stem else (), "prediction", everything)


_Named = TypeVar("_Named", Task, Prediction)


def _called(name: str, candidates: Sequence[_Named], kind: str, everything: Sequence[_Named]) -> _Named:
    for candidate in candidates:
        if candidate.name == name:
            return candidate
    names = [each.name for each in everything]
    close = difflib.get_close_matches(str(name), names, n=5, cutoff=0.3)
    near = sorted(close) or [each.name for each in candidates] or names[:5]
    raise CourseError(
        f"There is no {kind} called {name!r}.",
        f"A name is the lesson, a dot, and the {'number of the task' if kind == 'exercise' else 'subject'}.",
        f"Near it are: {', '.join(near)}.",
    )
