"""What a task is, and the two ways in which a check can object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classroom.check.verdict import Place
from classroom.record.exchange import Exchange

if TYPE_CHECKING:
    from classroom.check.work import Conversation, Work
    from classroom.check.workshop_work import WorkshopWork


class NotYet(Exception):
    """Raised by a check: this was expected, that was seen.

    expected, seen: one sentence each, without the task's name.
    exchange: the exchange that `seen` speaks of, if there is one.
    """

    def __init__(self, *, expected: str, seen: str, exchange: Exchange | None = None) -> None:
        super().__init__(f"expected {expected}; seen {seen}")
        self.expected = expected
        self.seen = seen
        self.exchange = exchange


@dataclass(frozen=True, slots=True)
class KnownMistake:
    """A usual wrong answer, with words of its own.

    name: short, in snake case; the answer file of the tests names it.
    why: the misconception, and what is true instead.
    see: the heading of the lesson whose cell refutes it.
    sign: whether a conversation shows this mistake. It is asked only after the check has objected,
        so a sign can never turn a right answer into a wrong one.
    """

    name: str
    why: str
    see: Place
    sign: Callable[[Conversation], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One checked task of an exercise notebook.

    name: lesson and place, such as "03.1".
    title: what it is about, in a few words.
    minutes: about how long it takes.
    takes: the arguments of the learner's function, in order; the first is `url`. () where the answer is files.
    check: passes quietly, or raises `NotYet`. It judges exchanges and rows, never names or wording.
    hints: three, from a nudge to nearly the answer.
    mistakes: the usual wrong answers, the most telling first.
    debrief: one sentence for after passing: what it showed.
    needs: what to have done before: tasks ("03.1") or lessons ("03").
    site: "demo" where the answer is a function that visits the demo site; "workshop" where it is files in the
        learner's own project. Then `project` names that project, and `builds_on` the task whose solution is there
        when this one begins; "" for a bare project. The trees of files are described in `trees`.
    """

    name: str
    title: str
    minutes: int
    check: Callable[[Work], None] | Callable[[WorkshopWork], None]
    hints: tuple[str, str, str]
    mistakes: tuple[KnownMistake, ...]
    debrief: str
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    site: str = "demo"
    project: str = "workshop"
    builds_on: str = ""

    @property
    def effort(self) -> str:
        """How long it takes and what comes before it, in words: "about 6 minutes, after 01.1"."""
        after = " and ".join(f"lesson {name}" if name.isdecimal() else name for name in self.needs)
        return f"about {self.minutes} minutes" + (f", after {after}" if after else "")
