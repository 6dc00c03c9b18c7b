"""A drawing with buttons below, and the learner's record: what exercises, predictions and the progress page share.

In Jupyter a panel shows its drawing as plain HTML, which stays in a saved notebook, and a row of buttons below
for as long as the kernel runs. Everything that a button does can be typed as well.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from classroom.draw.view import View
    from classroom.learner.record import Progress

Action = tuple[str, Callable[[], object]]


@functools.cache
def learners_record() -> Progress:
    """The learner's record. One a process, so that it holds for the session where no file can be written."""
    from classroom.learner.record import Progress

    return Progress()


def say(*sentences: str) -> View:
    """A drawing that is some sentences."""
    from classroom.draw.view import View, note

    words = " ".join(filter(None, sentences))
    return View(note(words), words)


class Panel:
    """Something shown as a drawing with buttons: the drawing is replaced when a button changes it."""

    def __init__(self, record: Progress) -> None:
        self._record = record
        self._told = ""
        self._handle: Any = None
        self._row: Any = None

    def parts(self) -> list[View]:
        """The drawings as they are now, from top to bottom."""
        raise NotImplementedError

    def view(self) -> View:
        """The whole. Where the learner's record cannot be kept in their file, the first panel says so."""
        from classroom.draw.view import stack

        parts = self.parts()
        self._told = self._told or self._record.take_remark()
        return stack([*parts, *([say(self._told)] if self._told else [])])

    def actions(self) -> list[Action]:
        """What buttons offer now: a label and what to call."""
        return []

    def __repr__(self) -> str:
        return self.view().text

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._handle = display(self.view(), display_id=True)
        if self.actions():
            from ipywidgets import HBox, Layout

            self._row = HBox(layout=Layout(flex_flow="row wrap"))
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
