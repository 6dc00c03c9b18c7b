"""One exercise as the learner uses it: `check`, `hint`, `solution`, `reset`."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from classroom.check.conversation import Conversation, OpenAside
from classroom.check.lesson import Lesson
from classroom.check.objections import CodeError, NotStarted, NotYet, WrongCall
from classroom.check.task import FunctionTask, Task
from classroom.check.verdict import Outcome, Verdict
from classroom.check.work import Work
from classroom.errors import CourseError
from classroom.interrupts import Stopped, uninterrupted

if TYPE_CHECKING:
    from classroom.check.project_work import ProjectWork


class Record(Protocol):
    """Stores hints and passes from one cell to the next; `classroom.learner.record.Progress` is one."""

    def hints(self, task: str) -> int: ...
    def took_hint(self, task: str, number: int) -> None: ...
    def passed(self, task: str) -> None: ...
    def forget(self, task: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint. earlier: the hints before it, so that a learner who comes back days later sees them too."""

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
    """One right answer and its explanation. Where it cannot be read, `code` is "" and `reason` says why."""

    task: str
    code: str
    reason: str

    def __str__(self) -> str:
        return "\n\n".join(part for part in (self.code, self.reason) if part)


_Task = TypeVar("_Task", bound=Task)


class Exercise(Generic[_Task]):
    """The base of the two kinds of exercise: everything but `check`.

    task: what is asked. lesson: the lesson of the task; its source holds the solution.
    record: remembers hints and passed tasks.
    """

    call = ".check(function)"
    """How the learner calls the check."""
    answer = "function"
    """What the learner changes."""

    def __init__(self, task: _Task, lesson: Lesson, record: Record) -> None:
        self.task = task
        self._lesson = lesson
        self._record = record

    def __repr__(self) -> str:
        task = self.task
        return f"Exercise {task.name}, {task.title}, about {task.minutes} minutes: {self.call}, .hint(), .solution()"

    @property
    def todo(self) -> str:
        """What the learner has to do first, in a sentence."""
        return f"Write the function, then exercise({self.task.name!r}).check(function)."

    def start(self) -> str:
        """Write the files that the task starts from. Raises CourseError where the answer is a function."""
        raise CourseError(
            f"Exercise {self.task.name} needs no start.",
            "Its answer is a function in the cell.",
            f'Write it there, then exercise("{self.task.name}").check(function)',
        )

    def hint(self) -> Hint:
        """Return the next of the three hints, and note it in the record; after the third, the third again."""
        hints = self.task.hints
        number = min(self._record.hints(self.task.name) + 1, len(hints))
        self._record.took_hint(self.task.name, number)
        return Hint(self.task.name, number, len(hints), hints[number - 1], hints[: number - 1])

    def solution(self) -> Solution:
        """Return one right answer and its explanation, from the source of the exercise."""
        name, source = self.task.name, self._lesson.exercises
        try:
            found = self._lesson.solution(name)
        except OSError:
            return Solution(name, "", f"The solution of {name} cannot be read here: {source} is missing.")
        if found is None:
            return Solution(name, "", f"There is no solution of {name} in {source}.")
        code, reason = found
        return Solution(name, self._solved(code), reason)

    def reset(self) -> Any:
        """Forget the hints and the pass of this exercise. Returns what the record's `forget` returns.

        The site and the other exercises stay as they are.
        """
        return self._record.forget(self.task.name)

    def _judge(self, work: Work | ProjectWork) -> Verdict:
        try:
            self.task.check(work)  # type: ignore[attr-defined]  # each kind of task has a check of its own
        except NotStarted:
            return self._not_started(work)
        except Stopped:
            raise
        except KeyboardInterrupt:
            raise Stopped("You stopped the check; your files are fine. Run the cell again when you like.") from None
        except WrongCall as wrong:
            what, _, then = str(wrong).partition(". ")
            return self._verdict(Outcome.ERROR, work, seen=f"{what}.", next=then)
        except CodeError as error:
            return self._objected(work, self._of_error(error, work))
        except NotYet as objection:
            return self._objected(work, self._of_objection(objection, work))
        self._record.passed(self.task.name)
        return self._verdict(Outcome.PASSED, work, debrief=self.task.debrief)

    def _of_error(self, error: CodeError, work: Work | ProjectWork) -> Verdict:
        return self._verdict(
            Outcome.ERROR,
            work,
            file=error.file,
            line=error.line,
            source=error.source,
            seen=error.problem,
            next=error.next or "Mend that line and run the cell again.",
        )

    def _of_objection(self, objection: NotYet, work: Work | ProjectWork) -> Verdict:
        return self._verdict(
            Outcome.NOT_YET,
            work,
            expected=objection.expected,
            seen=objection.seen,
            exchange=objection.exchange,
            next=f'Change the {self.answer} and run the cell again, or ask exercise("{self.task.name}").hint().',
        )

    def _objected(self, work: Work | ProjectWork, verdict: Verdict) -> Verdict:
        """The verdict on a failed attempt, with the first known mistake that the last conversation shows."""
        if self._is_as_handed_out():
            return self._not_started(work)
        for mistake in self.task.mistakes if work.conversations else ():
            if mistake.sign(work.conversations[-1]):
                return verdict.with_(mistake=mistake.name, why=mistake.why, see=mistake.see)
        return verdict

    def _not_started(self, work: Work | ProjectWork) -> Verdict:
        nudge = f'It takes {self.task.effort}; exercise("{self.task.name}").hint() gives a nudge.'
        return self._verdict(Outcome.NOT_STARTED, work, next=f"{self._how_to_begin()} {nudge}")

    def _verdict(self, outcome: Outcome, work: Work | ProjectWork, **fields: Any) -> Verdict:
        last = work.conversations[-1] if work.conversations else Conversation()
        return Verdict(outcome, self.task.name, self.task.title, self.task.minutes, exchanges=last.exchanges, **fields)

    # What differs between the two kinds

    def _solved(self, code: str) -> str:
        """The solution as it is shown. code: the cell that solves the task."""
        return code

    def _how_to_begin(self) -> str:
        """What a learner who has not started yet is told."""
        return "Write your code in the function and run the cell again."

    def _is_as_handed_out(self) -> bool:
        """Whether the answer is unchanged. Called only after the check has objected: a right answer always passes."""
        return False  # an unchanged function has raised NotImplementedError already


class FunctionExercise(Exercise[FunctionTask]):
    """An exercise whose answer is a function.

    aside: opens an aside of the live site.
    chance: the random generator; a seeded one makes a test repeatable.
    """

    def __init__(
        self, task: FunctionTask, lesson: Lesson, record: Record, *, aside: OpenAside, chance: Random | None = None
    ) -> None:
        super().__init__(task, lesson, record)
        self._aside = aside
        self._chance = chance or Random()

    def check(self, function: Any = None) -> Verdict:
        """Judge the learner's function by the requests that it sends and the rows that it leaves.

        function: takes what `task.takes` names; `url` first.
        Returns a verdict with one of the four outcomes. Raises `Stopped`, a KeyboardInterrupt, on Ctrl-C.
        """
        with uninterrupted() as block:
            verdict = self._judge(Work(function, self.task.takes, self._aside, self._chance))
            block.done = ended(verdict)
        return verdict


def ended(verdict: Verdict) -> str:
    """What is true where stop was pressed when the check had its verdict already."""
    return f"The check had ended by then: {verdict.outcome}. Run the cell again to read it."
