"""The result of a check: one frozen value, which `str()` turns into text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from classroom.record.exchange import Exchange

PLAIN = "/?:@!$&'()*+,;=~"
"""Characters that need no percent-encoding in a fragment. Source: RFC 3986 §3.5."""


class Outcome(StrEnum):
    """The four results of a check. The value is the word that the learner reads."""

    PASSED = "passed"
    NOT_YET = "not yet"
    NOT_STARTED = "not started"
    ERROR = "error in your code"


@dataclass(frozen=True, slots=True)
class Place:
    """A heading of a lesson, to go back to.

    lesson: the stem of the notebook, such as "03_cookies_carry_a_note".
    heading: the text of the heading, as written in the lesson; "" for the top.
    folder: "notebooks", or "exercises" for a heading of its exercise notebook.
    """

    lesson: str
    heading: str
    folder: str = "notebooks"

    @property
    def href(self) -> str:
        """The link from any notebook to that heading.

        JupyterLab 4 writes the spaces of an anchor as hyphens, and compares the rest of the fragment without decoding
        it: a question mark written as %3F is not found.
        """
        shown = self.heading.replace("`", "").replace("*", "").replace(" ", "-")
        return f"../{self.folder}/{self.lesson}.ipynb" + (f"#{quote(shown, safe=PLAIN)}" if shown else "")

    def __str__(self) -> str:
        words = f"{'exercises' if self.folder == 'exercises' else 'lesson'} {self.lesson.partition('_')[0]}"
        return f"{words}, “{self.heading}”" if self.heading else words


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a check of one attempt.

    outcome: one of the four.
    task, title, minutes: which task it was, and about how many minutes it takes.
    expected, seen: a sentence each: what the check looked for, what it found instead; for an error, Python's message.
    why: the misconception behind it, where the mistake is a known one.
    next: what to do now.
    see: the heading of the lesson that refutes the misconception.
    mistake: the name of the known mistake, else "".
    line, source: the number and the text of the learner's line that raised an error.
    file: the file of that line, in the learner's project; "" for a cell.
    exchange: the exchange that `seen` is about.
    exchanges: every exchange of the last conversation, to be drawn.
    debrief: after passing, one sentence that says what it showed.
    """

    outcome: Outcome
    task: str
    title: str
    minutes: int = 0
    expected: str = ""
    seen: str = ""
    why: str = ""
    next: str = ""
    see: Place | None = None
    mistake: str = ""
    line: int | None = None
    source: str = ""
    exchange: Exchange | None = None
    exchanges: tuple[Exchange, ...] = ()
    debrief: str = ""
    file: str = ""

    @property
    def passed(self) -> bool:
        """Whether the task is done."""
        return self.outcome is Outcome.PASSED

    @property
    def seen_with_place(self) -> str:
        """What was seen, with the exchange that it is about, or with the learner's own line."""
        if self.line is not None:
            place = f"{self.file}, line {self.line}" if self.file else f"line {self.line}"
            return f"{place}: {self.source} → {self.seen}"
        if self.exchange is None:
            return self.seen
        path = self.exchange.target.partition("?")[0]  # as it is written: decoded, it may hold a line end
        return f"{self.seen} (exchange {self.exchange.number}: {self.exchange.method} {path})"

    @property
    def drawing_arguments(self) -> dict[str, Any]:
        """The verdict as the keyword arguments of its drawing, `classroom.draw.quiz.verdict.verdict_view`."""
        return {
            "outcome": str(self.outcome),
            "task": self.task,
            "title": self.title,
            "expected": self.expected,
            "seen": self.seen_with_place,
            "why": self.why,
            "see": str(self.see) if self.see else "",
            "exchanges": self.exchanges,
            "debrief": self.debrief or self.next,
        }

    @property
    def headline(self) -> str:
        """The task, its title and the outcome in one line."""
        return f"{self.task} {self.title}: {self.outcome}"

    def with_(self, **changes: object) -> Verdict:
        """The same verdict with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def __str__(self) -> str:
        said = (
            ("Expected", self.expected),
            ("Seen", self.seen_with_place),
            ("Why", self.why),
            ("Look again at", str(self.see) if self.see else ""),
            ("What it showed", self.debrief),
            ("Next", self.next),
        )
        return "\n".join([self.headline, *(f"  {label}: {text}" for label, text in said if text)])
