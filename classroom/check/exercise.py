"""One exercise as the learner meets it: check, hint, solution, and a fresh start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Protocol

from classroom.check import percent
from classroom.check.catalogue import stem_of
from classroom.check.progress import Tally
from classroom.check.task import NotYet, Task
from classroom.check.verdict import Outcome, Verdict
from classroom.check.work import CodeError, Conversation, NotStarted, OpenAside, Work, WrongCall


class Record(Protocol):
    """What an exercise remembers between two cells; `Progress` is one."""

    def hints(self, task: str) -> int: ...
    def took_hint(self, task: str, number: int) -> None: ...
    def passed(self, task: str) -> None: ...
    def forget(self, task: str) -> Tally: ...


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint. `earlier` holds those before it, so that coming back days later loses nothing."""

    task: str
    number: int
    total: int
    text: str
    earlier: tuple[str, ...] = ()

    def __str__(self) -> str:
        more = "Run this again for the next one." if self.number < self.total else "That was the last one."
        lines = [f"{self.task}, hint {number} of {self.total}: {text}" for number, text in enumerate(self.earlier, 1)]
        lines.append(f"{self.task}, hint {self.number} of {self.total}: {self.text}")
        return "\n".join([*lines, more])


@dataclass(frozen=True, slots=True)
class Solution:
    """One right answer and its reason. Where it cannot be read, `code` is empty and `reason` says what to do."""

    task: str
    code: str
    reason: str

    def __str__(self) -> str:
        return "\n\n".join(part for part in (self.code, self.reason) if part)


class Exercise:
    """A task, with what is needed to check it.

    task: what is asked.
    aside: opens a private stretch of the live site.
    record: remembers hints and passed tasks.
    sources: the folder of the exercise sources (source/exercises), where the solutions are.
    chance: where random values come from; a seeded one makes a test repeatable.
    """

    def __init__(
        self, task: Task, *, aside: OpenAside, record: Record, sources: Path, chance: Random | None = None
    ) -> None:
        self.task = task
        self._aside = aside
        self._record = record
        self._sources = sources
        self._chance = chance or Random()

    def __repr__(self) -> str:
        task = self.task
        return (
            f"Exercise {task.name}, {task.title}, about {task.minutes} minutes: .check(function), .hint(), .solution()"
        )

    def check(self, function: Callable[..., Any]) -> Verdict:
        """Run the learner's function on a private stretch of the site and judge what happened there.

        function: takes what `task.takes` names; `url` first.
        Returns one of four outcomes. Raises nothing but `KeyboardInterrupt`, when the learner stops it.
        """
        work = Work(function, self.task.takes, self._aside, self._chance)
        try:
            self.task.check(work)
        except NotStarted:
            return self._verdict(
                Outcome.NOT_STARTED,
                work,
                next=f"Write your code in the function and run the cell again. It takes {self.task.effort}; "
                f'exercise("{self.task.name}").hint() gives a nudge.',
            )
        except WrongCall as wrong:
            what, _, then = str(wrong).partition(". ")
            return self._verdict(Outcome.ERROR, work, seen=f"{what}.", next=then)
        except CodeError as error:
            return self._with_mistake(
                self._verdict(
                    Outcome.ERROR,
                    work,
                    line=error.line,
                    source=error.source,
                    seen=error.problem,
                    next="Mend that line and run the cell again.",
                ),
                work,
            )
        except NotYet as objection:
            return self._with_mistake(
                self._verdict(
                    Outcome.NOT_YET,
                    work,
                    expected=objection.expected,
                    seen=objection.seen,
                    exchange=objection.exchange,
                    next=f'Change the function and run the cell again, or ask exercise("{self.task.name}").hint().',
                ),
                work,
            )
        self._record.passed(self.task.name)
        return self._verdict(Outcome.PASSED, work, debrief=self.task.debrief)

    def hint(self) -> Hint:
        """The next of the three hints; after the third, the third again."""
        hints = self.task.hints
        number = min(self._record.hints(self.task.name) + 1, len(hints))
        self._record.took_hint(self.task.name, number)
        return Hint(self.task.name, number, len(hints), hints[number - 1], hints[: number - 1])

    def solution(self) -> Solution:
        """One right answer, with its reason, from the source of the exercise."""
        name = self.task.name
        try:
            text = (self._sources / f"{stem_of(name)}.py").read_text(encoding="utf-8")
        except OSError:
            return Solution(name, "", f"The solution of {name} cannot be read here: {self._sources} is missing.")
        cells = percent.cells(text)
        for at, cell in enumerate(cells):
            if cell.kind == "code" and percent.task_named(cell.source) == name:
                following = cells[at + 1 : at + 2]
                reason = "".join(each.source for each in following if "solution" in each.tags)
                return Solution(name, percent.solved(cell.source), reason)
        return Solution(name, "", f"There is no solution of {name} in {self._sources}.")

    def reset(self) -> Tally:
        """Forget the hints and the pass of this exercise. The site and the other exercises stay as they are."""
        return self._record.forget(self.task.name)

    def _verdict(self, outcome: Outcome, work: Work, **fields: Any) -> Verdict:
        last = work.conversations[-1] if work.conversations else Conversation()
        return Verdict(outcome, self.task.name, self.task.title, self.task.minutes, exchanges=last.exchanges, **fields)

    def _with_mistake(self, verdict: Verdict, work: Work) -> Verdict:
        """The same verdict, with the words of the first known mistake that the last conversation shows."""
        if not work.conversations:
            return verdict
        for mistake in self.task.mistakes:
            if mistake.sign(work.conversations[-1]):
                return verdict.with_(mistake=mistake.name, why=mistake.why, see=mistake.see)
        return verdict
