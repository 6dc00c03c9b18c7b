"""A drawing with buttons below: the base of exercises, predictions and the progress page.

The drawing is plain HTML, which stays in a saved notebook; the buttons are widgets and last as long as the kernel.
Everything that a button does can be typed as well.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from classroom.interrupts import stoppable

if TYPE_CHECKING:
    from classroom.draw.view import View
    from classroom.learner.record import Progress

Action = tuple[str, Callable[[], object]]


@functools.cache
def learners_record() -> Progress:
    """The learner's record. One for each process, so that it lasts for the session where no file can be written."""
    from classroom.learner.record import Progress

    return Progress()


def say(*sentences: str) -> View:
    """A drawing of some sentences; empty ones are left out."""
    from classroom.draw.view import View, note

    words = " ".join(filter(None, sentences))
    return View(note(words), words)


class Panel:
    """A drawing with buttons; pressing a button updates the drawing in place. record: the learner's."""

    def __init__(self, record: Progress) -> None:
        self._record = record
        self._remark = ""
        self._handle: Any = None
        self._row: Any = None

    def parts(self) -> list[View]:
        """The drawings as they are now, from top to bottom."""
        raise NotImplementedError

    def view(self) -> View:
        """The whole drawing. The first panel also shows the remark of the learner's record, if it has one."""
        from classroom.draw.view import stack

        parts = self.parts()
        self._remark = self._record.take_remark() or self._remark
        return stack([*parts, *([say(self._remark)] if self._remark else [])])

    def actions(self) -> list[Action]:
        """The buttons at present: label and callback each."""
        return []

    def __repr__(self) -> str:
        return self.view().text

    @stoppable
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
