"""`predict("03.two_visits")`: a question to answer before the next cell is run."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from classroom.cells.panel import Action, Panel, learners_record

if TYPE_CHECKING:
    from classroom.check.prediction import Prediction
    from classroom.draw.view import View
    from classroom.learner.record import Progress


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
    """What `predict()` returns; it displays itself. `.choose("b")` commits, `.compare()` shows the explanation."""

    def __init__(self, prediction: Prediction, record: Progress) -> None:
        super().__init__(record)
        self._prediction: Any = prediction  # the drawing declares a protocol with the same fields
        self._has_run = False

    def parts(self) -> list[View]:
        """The question: open, committed or compared."""
        from classroom.draw.quiz.quiz import quiz_view

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
        """Compare the prediction with what happened. One that is still open is compared as soon as it is made."""
        self._has_run = True
        if self._record.chosen(self._prediction.name) is not None:
            self._record.compare(self._prediction.name)
        return self
