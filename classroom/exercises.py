"""Exercises and predictions of the front door: the machine of ``classroom.check``, the live site, and drawings.

In Jupyter each shows its drawing as plain HTML, which stays in a saved notebook, and a row of buttons below
for as long as the kernel runs. Everything that a button does can be typed as well.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classroom.site.live_site import open_site

if TYPE_CHECKING:
    from classroom.check.exercise import Exercise
    from classroom.check.prediction import Prediction
    from classroom.check.progress import Progress
    from classroom.check.verdict import Verdict
    from classroom.draw.view import View

SOURCES = Path(__file__).resolve().parents[1] / "source" / "exercises"


def exercise(name: str) -> ExercisePanel:
    """One exercise: ``exercise("03.1").check(my_function)``, ``.hint()``, ``.solution()``, ``.reset()``.

    Raises CourseError, with the nearest names, where there is none of that name.
    """
    from classroom.check.catalogue import find_task
    from classroom.check.exercise import Exercise
    from classroom.check.progress import Progress

    site = open_site()
    task = find_task(name)
    return ExercisePanel(Exercise(task, aside=site.aside, record=Progress(), sources=SOURCES, chance=random.Random()))


def predict(name: str, choice: str | None = None) -> PredictionPanel:
    """A committed prediction: choose before you run, compare after.

    choice: commits that choice by its letter; without it, buttons do. Raises CourseError for an unknown name or letter.
    """
    from classroom.check.catalogue import find_prediction
    from classroom.check.progress import Progress

    panel = PredictionPanel(find_prediction(name), Progress())
    if choice is not None:
        panel.choose(choice)
    return panel


class Panel:
    """Something shown as a drawing with buttons: the drawing is replaced when a button changes it."""

    def __init__(self) -> None:
        self._handle: Any = None

    def view(self) -> View:
        """The drawing as it is now."""
        raise NotImplementedError

    def actions(self) -> list[tuple[str, Callable[[], object]]]:
        """What buttons offer now: a label and what to call."""
        return []

    def __repr__(self) -> str:
        return self.view().text

    def _ipython_display_(self) -> None:
        from IPython.display import display
        from ipywidgets import HBox

        self._handle = display(self.view(), display_id=True)
        if self.actions():
            self._row = HBox()
            self._row.layout.flex_flow = "row wrap"
            self._fill()
            display(self._row)

    def _fill(self) -> None:
        from ipywidgets import Button, Layout

        buttons = []
        for label, act in self.actions():
            button = Button(description=label, tooltip=label, layout=Layout(width="auto"))
            button.on_click(lambda _, act=act: self._act(act))
            buttons.append(button)
        self._row.children = buttons

    def _act(self, act: Callable[[], object]) -> None:
        act()
        self._fill()
        if self._handle is not None:
            self._handle.update(self.view())


class PredictionPanel(Panel):
    """What ``predict()`` gives: shows itself; ``.choose("b")`` commits, ``.compare()`` opens the explanation."""

    def __init__(self, prediction: Prediction, progress: Progress) -> None:
        super().__init__()
        self._prediction = prediction
        self._progress = progress

    def view(self) -> View:
        from classroom.draw.quiz import quiz_view

        name = self._prediction.name
        return quiz_view(self._prediction, self._progress.chosen(name), self._progress.is_compared(name))

    def actions(self) -> list[tuple[str, Callable[[], object]]]:
        name = self._prediction.name
        if self._progress.chosen(name) is None:
            return [
                (f"I choose {each.key}", lambda key=each.key: self.choose(key)) for each in self._prediction.choices
            ]
        return []

    def choose(self, key: str) -> PredictionPanel:
        """Commit a choice by its letter; one made before is replaced. Raises CourseError if there is no such letter."""
        self._progress.choose(self._prediction.name, self._prediction.choice(key).key)
        return self

    def compare(self) -> PredictionPanel:
        """After the run: was it so? A prediction not made yet stays open, and says how to make it."""
        if self._progress.chosen(self._prediction.name) is not None:
            self._progress.compare(self._prediction.name)
        return self


class ExercisePanel(Panel):
    """What ``exercise()`` gives. ``verdict`` is the last one, as plain values; None before a check."""

    def __init__(self, exercise: Exercise) -> None:
        super().__init__()
        self._exercise = exercise
        self._help: list[View] = []
        self.verdict: Verdict | None = None

    def check(self, function: Callable[..., Any]) -> ExercisePanel:
        """Run the function on a private stretch of the site and judge what happened there."""
        self.verdict = self._exercise.check(function)
        return self

    def hint(self) -> ExercisePanel:
        """The next of the three hints."""
        from classroom.draw.verdict import hint_view

        hint = self._exercise.hint()
        self._help.append(hint_view(hint.number, hint.total, hint.text))
        return self

    def solution(self) -> ExercisePanel:
        """One right answer and its reason."""
        from classroom.draw.verdict import solution_view

        solution = self._exercise.solution()
        self._help.append(solution_view(solution.code, solution.reason))
        return self

    def reset(self) -> None:
        """Forget the hints taken and that the task was passed."""
        self._exercise.reset()

    def view(self) -> View:
        from classroom.draw.verdict import task_view

        return task_view(self._exercise.task, self.verdict, self._help)

    def actions(self) -> list[tuple[str, Callable[[], object]]]:
        return [("Hint", self.hint), ("Solution", self.solution)]


