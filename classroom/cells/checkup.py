"""`checkup()`: the findings of `course.py doctor`, in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from classroom.cells.panel import Action, Panel, learners_record
from classroom.errors import CourseError
from classroom.paths import ROOT
from classroom.site.live_site import open_site

if TYPE_CHECKING:
    from classroom.draw.overview.checkup import CheckupRow
    from classroom.draw.view import View

FOR_TESTS = "Chromium"  # a finding that concerns the tests only
OPEN_IT = "If no page opens, the kernel runs on another computer: work on with the drawings, they show the same."


def checkup() -> Checkup:
    """Check whether this machine has what the lessons need; each problem comes with what to do about it.

    The site's data and its recording stay as they are.
    """
    return Checkup(_look())


class Checkup(Panel):
    """What `checkup()` returns; it displays itself. The last two lines ask the learner to try something."""

    def __init__(self, rows: list[CheckupRow]) -> None:
        super().__init__(learners_record())
        self.rows = rows
        self._answered = False

    def parts(self) -> list[View]:
        """The findings, and whether the button's callback ran."""
        from classroom.draw.overview.checkup import CheckupRow, checkup_view

        button = CheckupRow("buttons", "try", "press the one below", "If there is none, type: each lesson says what.")
        if self._answered:
            button = CheckupRow("buttons", "ok", "the button was heard")
        return [checkup_view([*self.rows, button])]

    def actions(self) -> list[Action]:
        """One button, to see whether buttons work."""
        return [] if self._answered else [("Do you hear me?", self.answer)]

    def answer(self) -> None:
        """The callback of the button."""
        self._answered = True


def _look() -> list[CheckupRow]:
    from classroom.draw.overview.checkup import CheckupRow

    try:
        site = open_site()
    except CourseError:  # the findings say why
        return _findings()
    return [*_findings(), CheckupRow("browser", "try", "open the site in a real browser:", OPEN_IT, f"{site.url}/")]


def _findings() -> list[CheckupRow]:
    from classroom.doctor.examine import examine
    from classroom.draw.overview.checkup import CheckupRow

    return [CheckupRow(each.name, each.state, each.what, each.do) for each in examine(ROOT) if each.name != FOR_TESTS]
