"""One exercise as the learner meets it: check, hint, solution, and a fresh start."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Protocol

from classroom.check import percent
from classroom.check.catalogue import find_task, stem_of
from classroom.check.progress import Tally
from classroom.check.task import NotYet, Task
from classroom.check.trees import APPEND, DELETE, Changes, Trees, lay_over, plain_name, same
from classroom.check.verdict import Outcome, Verdict
from classroom.check.work import CodeError, Conversation, NotStarted, OpenAside, Stopped, Work, WrongCall
from classroom.check.workshop_work import Workbench, WorkshopWork
from classroom.errors import CourseError


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
    workbench: the learner's project, for a task whose answer is files.
    trees: the files of such tasks; by default those beside the sources (source/workshop).
    """

    def __init__(
        self,
        task: Task,
        *,
        aside: OpenAside,
        record: Record,
        sources: Path,
        chance: Random | None = None,
        workbench: Workbench | None = None,
        trees: Trees | None = None,
    ) -> None:
        self.task = task
        self._aside = aside
        self._record = record
        self._sources = sources
        self._chance = chance or Random()
        self._workbench = workbench
        self._trees = trees or Trees(sources.parent / "workshop", find_task)

    def __repr__(self) -> str:
        task, check = self.task, ".check()" if self._in_workshop else ".check(function)"
        return f"Exercise {task.name}, {task.title}, about {task.minutes} minutes: {check}, .hint(), .solution()"

    @property
    def _in_workshop(self) -> bool:
        return self.task.site == "workshop"

    def check(self, function: Any = None) -> Verdict:
        """Judge the learner's answer by what happens: their function's, or their project's.

        function: takes what `task.takes` names; `url` first. None where the answer is files.
        Returns one of four outcomes. Raises nothing but `KeyboardInterrupt`, when the learner stops it.
        """
        if not self._in_workshop:
            return self._judge(Work(function, self.task.takes, self._aside, self._chance))
        assert self._workbench is not None  # who makes an exercise of a workshop task gives it one
        files = self._workbench.files()
        work = WorkshopWork(self._workbench, files or {}, self._chance)
        return self._judge(work) if files else self._not_started(work)

    def start(self) -> str:
        """Make the learner's project what the task begins with; the project before is kept as a copy.

        Returns what was done, in words. Raises CourseError where the task's answer is a function.
        """
        if not self._in_workshop or self._workbench is None:
            raise CourseError(
                f"Exercise {self.task.name} needs no start.",
                "Its answer is a function in the cell.",
                f'Write it there, then exercise("{self.task.name}").check(function)',
            )
        return self._workbench.begin(self._trees.begin(self.task))

    def _judge(self, work: Work | WorkshopWork) -> Verdict:
        try:
            self.task.check(work)  # type: ignore[arg-type]
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
            if self._is_as_handed_out(work):
                return self._not_started(work)
            return self._with_mistake(
                self._verdict(
                    Outcome.ERROR,
                    work,
                    file=error.file,
                    line=error.line,
                    source=error.source,
                    seen=error.problem,
                    next=error.next or "Mend that line and run the cell again.",
                ),
                work,
            )
        except NotYet as objection:
            if self._is_as_handed_out(work):
                return self._not_started(work)
            return self._with_mistake(
                self._verdict(
                    Outcome.NOT_YET,
                    work,
                    expected=objection.expected,
                    seen=objection.seen,
                    exchange=objection.exchange,
                    next=f"Change the {'files' if self._in_workshop else 'function'} and run the cell again, "
                    f'or ask exercise("{self.task.name}").hint().',
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
        files = self._trees.solution(self.task) if self._in_workshop else []
        try:
            text = (self._sources / f"{stem_of(name)}.py").read_text(encoding="utf-8")
        except OSError:
            return Solution(name, "", f"The solution of {name} cannot be read here: {self._sources} is missing.")
        cells = percent.cells(text)
        for at, cell in enumerate(cells):
            if cell.kind == "code" and percent.task_named(cell.source) == name:
                following = cells[at + 1 : at + 2]
                reason = "".join(each.source for each in following if "solution" in each.tags)
                return Solution(name, _shown(files) if files else percent.solved(cell.source), reason)
        return Solution(name, "", f"There is no solution of {name} in {self._sources}.")

    def reset(self) -> Tally:
        """Forget the hints and the pass of this exercise. The site and the other exercises stay as they are."""
        return self._record.forget(self.task.name)

    def _not_started(self, work: Work | WorkshopWork) -> Verdict:
        name = self.task.name
        todo = "Write your code in the function and run the cell again."
        if self._in_workshop:
            files = ", ".join(sorted(self._trees.touched(self.task))) or "the files"
            todo = f"Write {files} in your project and run the cell again."
            if isinstance(work, WorkshopWork) and not work.files:
                todo = f'You have no project yet: exercise("{name}").start() makes one.'
        nudge = f'It takes {self.task.effort}; exercise("{name}").hint() gives a nudge.'
        return self._verdict(Outcome.NOT_STARTED, work, next=f"{todo} {nudge}")

    def _is_as_handed_out(self, work: Work | WorkshopWork) -> bool:
        """Whether all files are as the task began. Asked only after the check has objected: what is right passes.

        All of them, for a task can be answered in files that ours does not name. Whoever has solved the tasks before
        in another way is told what is expected, which is true as well.
        """
        if not isinstance(work, WorkshopWork) or self._workbench is None:
            return False
        begun = lay_over(self._workbench.blank(), self._trees.begin(self.task))
        mine = self._workbench.files() or {}
        return all(same(mine.get(name), begun.get(name)) for name in {*begun, *mine})

    def _verdict(self, outcome: Outcome, work: Work | WorkshopWork, **fields: Any) -> Verdict:
        last = work.conversations[-1] if work.conversations else Conversation()
        return Verdict(outcome, self.task.name, self.task.title, self.task.minutes, exchanges=last.exchanges, **fields)

    def _with_mistake(self, verdict: Verdict, work: Work | WorkshopWork) -> Verdict:
        """The same verdict, with the words of the first known mistake that the last conversation shows."""
        if not work.conversations:
            return verdict
        for mistake in self.task.mistakes:
            if mistake.sign(work.conversations[-1]):
                return verdict.with_(mistake=mistake.name, why=mistake.why, see=mistake.see)
        return verdict


def _shown(files: Changes) -> str:
    """A tree of files as a solution is shown: each under its name."""
    words = {APPEND: "at the end of ", DELETE: "take away "}
    parts = []
    for name, content in files:
        before = next((said for suffix, said in words.items() if name.endswith(suffix)), "")
        parts.append(f"# {before}{plain_name(name)}\n{content.decode('utf-8', 'replace')}".rstrip())
    return "\n\n\n".join(parts)
