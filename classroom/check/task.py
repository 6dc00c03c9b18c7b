"""What a task is: what is asked, how it is checked, and which mistakes are common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classroom.check.verdict import Place

if TYPE_CHECKING:
    from classroom.check.conversation import Conversation
    from classroom.check.project_work import ProjectWork
    from classroom.check.work import Work


@dataclass(frozen=True, slots=True)
class KnownMistake:
    """A common wrong answer, with its own explanation.

    name: short, in snake case; an answer file of the tests expects it by this name.
    why: the misconception, and what is true instead.
    see: the heading of the lesson whose cell refutes it.
    sign: takes a conversation, returns whether it shows this mistake. It is called only after the check has objected,
        so it can never turn a right answer into a wrong one.
    """

    name: str
    why: str
    see: Place
    sign: Callable[[Conversation], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One checked task of an exercise notebook: a `FunctionTask` or a `ProjectTask`.

    name: lesson and place, such as "03.1".
    title: what it is about, in a few words.
    minutes: about how long it takes.
    hints: three, from a nudge to nearly the answer.
    mistakes: the known mistakes; the first whose sign fits is named, so the most telling comes first.
    debrief: one sentence for after passing: what it showed.
    needs: what to have done before: tasks ("03.1") or lessons ("03").
    """

    name: str
    title: str
    minutes: int
    hints: tuple[str, str, str]
    mistakes: tuple[KnownMistake, ...]
    debrief: str
    needs: tuple[str, ...] = ()

    @property
    def effort(self) -> str:
        """How long it takes and what comes before it, in words: "about 6 minutes, after 01.1"."""
        after = " and ".join(f"lesson {name}" if name.isdecimal() else name for name in self.needs)
        return f"about {self.minutes} minutes" + (f", after {after}" if after else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionTask(Task):
    """A task whose answer is a function that visits the demo site.

    takes: the arguments of the function, in order; the first is `url`.
    check: raises `NotYet` where the answer is not right. It judges exchanges and rows, never names or wording.
    """

    takes: tuple[str, ...]
    check: Callable[[Work], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTask(Task):
    """A task whose answer is files of the learner's own Django project.

    check: as for a function; it sends its own requests to the project.
    project: the name of that project.
    builds_on: the task whose solution this one starts from; "" for a new project. See `trees`.
    """

    check: Callable[[ProjectWork], None]
    project: str = "workshop"
    builds_on: str = ""


AnyTask = FunctionTask | ProjectTask
