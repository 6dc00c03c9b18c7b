"""One exercise as the learner meets it: check, hint, solution, and a fresh start."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from classroom.check.conversation import Conversation, OpenAside
from classroom.check.lesson import Lesson
from classroom.check.objections import CodeError, NotStarted, NotYet, Stopped, WrongCall
from classroom.check.task import FunctionTask, Task
from classroom.check.verdict import Outcome, Verdict
from classroom.check.work import Work
from classroom.errors import CourseError

if TYPE_CHECKING:
    from classroom.check.project_work import ProjectWork


class Record(Protocol):
    """What an exercise remembers between two cells; `classroom.learner.record.Progress` is one."""

    def hints(self, task: str) -> int: ...
    def took_hint(self, task: str, number: int) -> None: ...
    def passed(self, task: str) -> None: ...
    def forget(self, task: str) -> Any: ...


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


_Task = TypeVar("_Task", bound=Task)


class Exercise(Generic[_Task]):
    """A task, with what is needed to help with it and to judge it: the base of the two kinds of exercise.

    task: what is asked. lesson: whose task it is; its source holds the solution.
    record: remembers hints and passed tasks.
    """

    call = ".check(function)"
    """How its check is called."""
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
        """What to do first, in a sentence."""
        return f"Write the function, then exercise({self.task.name!r}).check(function)."

    def start(self) -> str:
        """Put the beginning of the task in place. Raises CourseError where the answer is a function: it has none."""
        raise CourseError(
            f"Exercise {self.task.name} needs no start.",
            "Its answer is a function in the cell.",
            f'Write it there, then exercise("{self.task.name}").check(function)',
        )

    def hint(self) -> Hint:
        """The next of the three hints; after the third, the third again."""
        hints = self.task.hints
        number = min(self._record.hints(self.task.name) + 1, len(hints))
        self._record.took_hint(self.task.name, number)
        return Hint(self.task.name, number, len(hints), hints[number - 1], hints[: number - 1])

    def solution(self) -> Solution:
        """One right answer, with its reason, from the source of the exercise."""
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
        """Forget the hints and the pass of this exercise; the record says how much that was.

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
        """The verdict on what was not passed, with the words of the first known mistake that the last talk shows."""
        if self._is_as_handed_out():
            return self._not_started(work)
        for mistake in self.task.mistakes if work.conversations else ():
            if mistake.sign(work.conversations[-1]):
                return verdict.with_(mistake=mistake.name, why=mistake.why, see=mistake.see)
        return verdict

    def _not_started(self, work: Work | ProjectWork) -> Verdict:
        nudge = f'It takes {self.task.effort}; exercise("{self.task.name}").hint() gives a nudge.'
        return self._verdict(Outcome.NOT_STARTED, work, next=f"{self._begin()} {nudge}")

    def _verdict(self, outcome: Outcome, work: Work | ProjectWork, **fields: Any) -> Verdict:
        last = work.conversations[-1] if work.conversations else Conversation()
        return Verdict(outcome, self.task.name, self.task.title, self.task.minutes, exchanges=last.exchanges, **fields)

    # What differs between the two kinds

    def _solved(self, code: str) -> str:
        """The solution as it is shown. code: the cell that solves the task."""
        return code

    def _begin(self) -> str:
        """What is told to whoever has not started yet."""
        return "Write your code in the function and run the cell again."

    def _is_as_handed_out(self) -> bool:
        """Whether the answer is as the task began. Asked only after the check has objected: what is right passes."""
        return False  # of a function, its seal tells


class FunctionExercise(Exercise[FunctionTask]):
    """An exercise whose answer is a function.

    aside: opens a private stretch of the live site.
    chance: where random values come from; a seeded one makes a test repeatable.
    """

    def __init__(
        self, task: FunctionTask, lesson: Lesson, record: Record, *, aside: OpenAside, chance: Random | None = None
    ) -> None:
        super().__init__(task, lesson, record)
        self._aside = aside
        self._chance = chance or Random()

    def check(self, function: Any = None) -> Verdict:
        """Judge the learner's function by what happens when it runs.

        function: takes what `task.takes` names; `url` first.
        Returns one of four outcomes. Raises nothing but KeyboardInterrupt, when the learner stops it.
        """
        return self._judge(Work(function, self.task.takes, self._aside, self._chance))
