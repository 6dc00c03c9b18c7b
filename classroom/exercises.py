"""Exercises and predictions of the front door: the machine of ``classroom.check``, the live site, and drawings."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from classroom.panel import ROOT, SOURCE, Action, Panel, learners_record, say
from classroom.site.live_site import open_site

if TYPE_CHECKING:
    from classroom.check.exercise import Exercise
    from classroom.check.prediction import Prediction
    from classroom.check.progress import Progress
    from classroom.check.verdict import Verdict
    from classroom.draw.view import View


def exercise(name: str) -> ExercisePanel:
    """One exercise: ``exercise("03.1").check(my_function)``, ``.hint()``, ``.solution()``, ``.reset()``.

    Where the answer is files of your project: ``exercise("10.1").start()`` and ``.check()``.
    Raises CourseError, with the nearest names, where there is none of that name.
    """
    from classroom.check.catalogue import find_task
    from classroom.check.exercise import Exercise

    task, record, sources, chance = find_task(name), learners_record(), SOURCE / "exercises", random.Random()
    aside, workbench = _no_aside, None
    if task.site == "workshop":
        from classroom.workshop.workbench import Workbench

        workbench = Workbench(task.project)
    else:
        aside = open_site().aside
    found = Exercise(task, aside=aside, record=record, sources=sources, chance=chance, workbench=workbench)
    return ExercisePanel(found, record)


def _no_aside() -> Any:
    raise AssertionError("a task whose answer is files does not ask the demo site")


def predict(name: str, choice: str | None = None) -> PredictionPanel:
    """A committed prediction: choose before you run, compare after.

    choice: commits that choice by its letter; without it, buttons do. Raises CourseError for an unknown name or letter.
    """
    from classroom.check.catalogue import find_prediction

    panel = PredictionPanel(find_prediction(name), learners_record())
    if choice is not None:
        panel.choose(choice)
    return panel


class PredictionPanel(Panel):
    """What ``predict()`` gives: shows itself; ``.choose("b")`` commits, ``.compare()`` opens the explanation."""

    def __init__(self, prediction: Prediction, record: Progress) -> None:
        super().__init__(record)
        self._prediction: Any = prediction  # the drawing has a type of its own with the same fields
        self._has_run = False

    def parts(self) -> list[View]:
        """The question, in the state that it is in."""
        from classroom.draw.quiz import quiz_view

        name = self._prediction.name
        return [quiz_view(self._prediction, self._record.chosen(name), self._record.is_compared(name))]

    def actions(self) -> list[Action]:
        """A button for each choice, until one is committed."""
        if self._record.chosen(self._prediction.name) is not None:
            return []
        return [(f"I choose {each.key}", partial(self.choose, each.key)) for each in self._prediction.choices]

    def choose(self, key: str) -> PredictionPanel:
        """Commit a choice by its letter; one made before is replaced. Raises CourseError if there is no such letter."""
        self._record.choose(self._prediction.name, self._prediction.choice(key).key)
        return self.compare() if self._has_run else self

    def compare(self) -> PredictionPanel:
        """After the run: was it so? A prediction not made yet stays open, and is compared once it is made."""
        self._has_run = True
        if self._record.chosen(self._prediction.name) is not None:
            self._record.compare(self._prediction.name)
        return self


class ExercisePanel(Panel):
    """What ``exercise()`` gives. ``verdict`` is the last one, as plain values; None before a check."""

    def __init__(self, exercise: Exercise, record: Progress) -> None:
        super().__init__(record)
        self._exercise = exercise
        self._hints: list[View] = []
        self._solution: list[View] = []
        self.verdict: Verdict | None = None

    def check(self, function: Callable[..., Any] | None = None) -> ExercisePanel:
        """Judge what the function does on a private stretch of the site, or what your project does without one."""
        self.verdict = self._exercise.check(function)
        return self

    def start(self) -> View:
        """Make your project what this task begins with. The project before is kept as a copy beside it."""
        return say(*self._exercise.start().splitlines())

    def hint(self) -> ExercisePanel:
        """The next of the three hints, below those before it."""
        from classroom.draw.verdict import hint_view

        hint = self._exercise.hint()
        texts = (*hint.earlier, hint.text)
        self._hints = [hint_view(number, hint.total, text) for number, text in enumerate(texts, 1)]
        return self

    def solution(self) -> ExercisePanel:
        """One right answer and its reason."""
        from classroom.draw.verdict import solution_view

        solution = self._exercise.solution()
        self._solution = [solution_view(solution.code, solution.reason)]
        return self

    def reset(self) -> View:
        """Forget the hints taken and that the task was passed. Your code, the site, the other exercises stay."""
        tally, name = self._exercise.reset(), self._exercise.task.name
        self._hints, self._solution, self.verdict = [], [], None
        if not tally.entries:
            return say(f"Exercise {name} is as on its first day already: nothing was forgotten.")
        kept = f"A copy of your progress before lies in {tally.file}." if tally.file else ""
        return say(f"Exercise {name} starts afresh: its hints and its pass are forgotten. Your code stays.", kept)

    def parts(self) -> list[View]:
        """The verdict, the hints, the solution, as far as they were asked for."""
        from classroom.check.links import link
        from classroom.draw.verdict import verdict_view

        helped = [*self._hints, *self._solution]
        if self.verdict is not None:
            see = self.verdict.see
            return [verdict_view(**self.verdict.words, see_href=link(see, ROOT) if see else ""), *helped]
        if helped:
            return helped
        task = self._exercise.task
        if self._record.is_passed(task.name):
            return [verdict_view(outcome="passed", task=task.name, title=task.title, debrief=task.debrief)]
        todo = "Write the function, then exercise({!r}).check(function)."
        if task.site == "workshop":
            todo = "Write the files, then exercise({0!r}).check(); exercise({0!r}).start() puts its beginning in place."
        word = f"It takes {task.effort}. {todo.format(task.name)}"
        return [verdict_view(outcome="not started", task=task.name, title=task.title, debrief=word)]

    def actions(self) -> list[Action]:
        """The next hint, while there is one and the task is open; the solution, until it is shown."""
        offered: list[Action] = []
        task = self._exercise.task
        passed = self.verdict is not None and self.verdict.passed
        if not passed and len(self._hints) < len(task.hints):
            number = min(self._record.hints(task.name) + 1, len(task.hints))
            offered.append((f"Hint {number} of {len(task.hints)}", self.hint))
        if not self._solution:
            offered.append(("Solution", self.solution))
        return offered
