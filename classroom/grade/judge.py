"""Judges a submission. The check runs here, on the grader's own site; the submission's function runs in a subprocess.

The check calls a stand-in of the function, which asks the submission's process to run it. So a verdict depends on the
requests that arrived at the site, and the submission's code has no access to it. A project is served by a process of
its own, in a sandbox; there a verdict depends on the bytes of its responses and on its database file.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from classroom.check import catalogue
from classroom.check.exercise import FunctionExercise
from classroom.check.function import OfAnotherProcess
from classroom.check.lesson import Lesson
from classroom.check.project_exercise import ProjectExercise
from classroom.check.task import FunctionTask, ProjectTask
from classroom.check.task_cell import PLACEHOLDER
from classroom.check.verdict import Outcome, Verdict
from classroom.errors import CourseError
from classroom.grade import disk
from classroom.grade.database import SiteDatabase
from classroom.grade.process import CELL_SECONDS, GRACE, Process
from classroom.grade.projects import NoProject, handed_in
from classroom.grade.stand_in import Gone, StandIn, error_of, refused_in
from classroom.grade.submission import SUBMISSION_SECONDS, Row, Submission, Unreadable, read_cells
from classroom.sandbox import walls

REDUCED_TIMEOUT = 1.0
"""Seconds for a cell that has already timed out in another task's process."""
MOST_CHECKS = 20
"""Checks that one process may ask for."""

NEEDS_THE_KERNEL = (
    "It uses the recording, the rows or the clock of the learner's own kernel, as open_site().sessions does, and they "
    "are not here. Run its cell yourself, in exercises/."
)

REFUSED_HERE = (
    "Not graded here: {}, which no answer may do in the grader's sandbox. Run its cell yourself, in exercises/."
)

FILLED_DISK = f"it writes more than {disk.MOST // 1_000_000} MB of files"

REFUSAL = re.compile(r"PermissionError: \[Errno (1|13)\]")
"""How Python tells that Linux refused something: EPERM or EACCES."""
PROJECT_REFUSED = (
    "Not graded here: what that line does (start a program, open another file or address) no answer may do in the "
    "grader's sandbox. Try the project yourself."
)

_BETTER = (Outcome.NOT_STARTED, Outcome.ERROR, Outcome.NOT_YET, Outcome.PASSED)


class NoRecord:
    """A record that stores nothing, so that the teacher's own record stays unchanged."""

    def hints(self, task: str) -> int:
        return 0

    def took_hint(self, task: str, number: int) -> None:
        """Do nothing."""

    def passed(self, task: str) -> None:
        """Do nothing: the verdict tells it."""

    def forget(self, task: str) -> None:
        """Do nothing."""


def judge(
    submission: Submission,
    site: Any,
    only: str = "",
    *,
    guarded: bool = True,
    done: Collection[str] = (),
    seconds: float = SUBMISSION_SECONDS,
    begins: Callable[[str, str], None] = lambda lesson, task: None,
) -> Iterator[Row]:
    """Judge every task of the lessons that a submission is about. Yields a row for each; raises nothing.

    site: the grader's own live site. only: the number of a lesson; tasks of other lessons are left out. "" for all.
    guarded: whether an answer is not run where a wall of the sandbox is missing on this machine.
    done: the names of tasks that are left out. seconds: after them no further task is begun.
    begins: called with the lesson and the name of each task before it is judged.
    """
    until = time.monotonic() + seconds
    try:
        sources = dict(enumerate(read_cells(submission.path), start=1))
    except Unreadable as problem:
        yield _row(submission, "", "", "not graded", message=(str(problem),))
        return
    named = {name for source in sources.values() for name in re.findall(r"""["'](\d\d\.\d+)["']""", source)}
    numbers = {name.partition(".")[0] for name in named}
    lessons = [each for each in catalogue.lessons() if each.number in numbers and each.tasks]
    if not lessons:
        yield _row(submission, "", "", "not graded", message=("No task of the course is in this notebook.",))
    timeouts: dict[int, float] = {}
    for lesson, task in ((each, task) for each in lessons if only in ("", each.number) for task in each.tasks):
        if task.name in done:
            continue
        begins(lesson.stem, task.name)
        started = time.monotonic()
        if started > until:
            words = "The notebook had used up its time."
            row = _row(submission, lesson.stem, task.name, "not graded", message=(words,))
        elif isinstance(task, ProjectTask):  # its cell holds only .check()
            row = _project_judged(submission, lesson, task, guarded)
        elif task.name not in named:
            words = "The task's cell is not in the notebook."
            row = _row(submission, lesson.stem, task.name, "missing", message=(words,))
        else:
            row = _judged(submission, lesson, task, sources, site, timeouts, guarded)
        yield replace(row, seconds=round(time.monotonic() - started, 1))


def _judged(
    submission: Submission,
    lesson: Lesson,
    task: FunctionTask,
    sources: dict[int, str],
    site: Any,
    timeouts: dict[int, float],
    guarded: bool,
) -> Row:
    judge, stem = Judge(task, lesson, sources, site, timeouts, guarded), lesson.stem
    if guarded and (lacking := walls.missing(connects=True)):
        return _row(submission, stem, task.name, "not graded", message=_unguarded(lacking))
    try:
        verdict = judge.verdict()
    except CourseError as problem:  # the site could not be made ready for the next run of the function
        return _row(submission, stem, task.name, "not graded", message=tuple(str(problem).splitlines()))
    except Exception as problem:  # an error in our check: the other tasks are still judged
        words = f"The check broke: {type(problem).__name__}: {problem}"[:300]
        return _row(submission, stem, task.name, "not graded", message=(words, "Please report it."))
    if verdict.outcome in (Outcome.NOT_YET, Outcome.ERROR) and (reason := judge.why_not_here()):
        seen = [line for line in _said(verdict) if line.startswith("Seen: ")]
        return _row(submission, stem, task.name, "not graded", message=(reason, *seen))
    return _row(submission, stem, task.name, str(verdict.outcome), verdict.mistake, _said(verdict))


def _project_judged(submission: Submission, lesson: Lesson, task: ProjectTask, guarded: bool) -> Row:
    """Judge a task whose answer is a project, on a copy of the submitted one."""
    stem = lesson.stem
    try:
        with handed_in(submission, task.project, guarded) as found:
            if guarded and (lacking := walls.missing(connects=False)):
                return _row(submission, stem, task.name, "not graded", message=_unguarded(lacking))
            verdict = ProjectExercise(task, lesson, NoRecord(), workbench=found).check()
    except NoProject as problem:
        return _row(submission, stem, task.name, "missing", message=(str(problem),))
    except Unreadable as problem:
        return _row(submission, stem, task.name, "not graded", message=(str(problem),))
    except CourseError as problem:
        return _row(submission, stem, task.name, "not graded", message=tuple(str(problem).splitlines()))
    except Exception as problem:  # an error in our check, or invalid messages from the project's process
        words = f"The check broke: {type(problem).__name__}: {problem}"[:300]
        then = "Look into this project yourself; if it is honest, please report it."
        return _row(submission, stem, task.name, "not graded", message=(words, then))
    said = _said(verdict)
    if verdict.outcome == Outcome.ERROR and REFUSAL.search(verdict.seen):
        return _row(submission, stem, task.name, "not graded", message=(*said[:1], PROJECT_REFUSED))
    if found.links and not verdict.passed:
        said += (f"Left out, since it is a link: {', '.join(found.links)[:200]}",)
    return _row(submission, stem, task.name, str(verdict.outcome), verdict.mistake, said)


def _unguarded(lacking: tuple[str, ...]) -> tuple[str, ...]:
    """Why an answer was not run, and what the teacher can do."""
    return (
        f"Not graded here: on this machine nothing guards {', '.join(lacking)} from the code of an answer.",
        "Grade on Linux 6.7 or newer, or add --unguarded for what you trust. The learner has done nothing wrong.",
    )


def _said(verdict: Verdict) -> tuple[str, ...]:
    """The lines of a verdict below the first; none for a pass."""
    return () if verdict.passed else tuple(line.strip() for line in str(verdict).splitlines()[1:])


def _row(
    submission: Submission,
    exercise: str,
    task: str,
    outcome: str,
    mistake: str = "",
    message: tuple[str, ...] = (),
) -> Row:
    return Row(submission.name, submission.learner, exercise, task, outcome, mistake, message)


class Judge:
    """Judges one task of one submission, in processes of its own.

    The cells run in order, as in the notebook, up to the last that names the task. A cell that ends the process, or
    does not answer in time, is left out of the next try: only its own task fails.

    site: the grader's own. sources: the code cells by number.
    timeouts: by number, the seconds of cells that have timed out, 0 for one that is left out; shared between the tasks
        of a submission.
    guarded: see `judge`.
    used_kernel: whether the function used what only the learner's kernel has.
    refused: what the submission tried, as far as the task needs it, that the sandbox refuses.
    """

    def __init__(
        self,
        task: FunctionTask,
        lesson: Lesson,
        sources: dict[int, str],
        site: Any,
        timeouts: dict[int, float],
        guarded: bool = True,
    ) -> None:
        self.task, self.lesson, self.sources, self.site, self.timeouts = task, lesson, sources, site, timeouts
        self.guarded = guarded
        self.own = [n for n, source in sources.items() if f'"{task.name}"' in source or f"'{task.name}'" in source]
        self.best: Verdict | None = None
        self.used_kernel = False
        self.refused: list[str] = []
        self.faults: dict[int, tuple[Exception, tuple[int, int] | None]] = {}

    def verdict(self) -> Verdict:
        """The best verdict on the task: the notebook may hold several attempts."""
        without: set[int] = set()
        while (culprit := self._try(without)) is not None:
            without.add(culprit)
            self.timeouts[culprit] = 0
        return self.best or self._unchecked()

    def why_not_here(self) -> str:
        """Why an answer that fails here may be right in the learner's own kernel; "" where nothing says so."""
        if self.used_kernel:
            return NEEDS_THE_KERNEL
        return REFUSED_HERE.format(self.refused[0]) if self.refused else ""

    def _try(self, without: set[int]) -> int | None:
        """Run the cells without some. Returns the number of the one that ended the process, or None where none did."""
        _reset(self.site)
        cells = [
            (number, source, self.timeouts.get(number) or CELL_SECONDS)
            for number, source in self.sources.items()
            if number <= self.own[-1] and number not in without and (number in self.own or self.timeouts.get(number, 1))
        ]
        at, checks = 0, 0
        with _database(cells) as database, Process(cells, self.site.url, database, self.guarded) as process:
            while message := process.receive(CELL_SECONDS + GRACE):
                if "end" in message:
                    return None
                number = message.get("cell")
                if "raised" in message:
                    error, place = error_of(message["raised"])
                    self.faults[at] = error, place
                    if at in self.own:  # what another cell lacks, the function itself tells
                        self.refused = refused_in(message["raised"]) or self.refused
                    if type(error).__name__ == "StillRunning":
                        self.timeouts[at] = REDUCED_TIMEOUT
                elif isinstance(number, int) and number in self.sources:
                    at = number
                elif "check" in message:
                    checks += 1
                    if message["check"] == self.task.name and self._check(message.get("function"), process, at):
                        return None
                    process.send()
                if checks > MOST_CHECKS:
                    return None
            filled = process.filled_disk
        if at in self.own:
            self.refused = [FILLED_DISK] if filled else self.refused
            self.faults.setdefault(at, (Gone("this cell ended its process, or took too long"), None))
        return at if at not in without and at else None

    def _check(self, told: Any, process: Process, at: int) -> bool:
        """Judge a function, and keep the better verdict. Returns whether the task is passed.

        told: the description of the function, from its process. at: the number of the cell that called the check.
        """
        exercise = FunctionExercise(self.task, self.lesson, NoRecord(), aside=self.site.aside)
        told = told if isinstance(told, dict) else {}
        where = at, _line_of_check(self.sources.get(at, ""), self.task.name)
        found: Any = OfAnotherProcess(str(told.get("repr", "?")))
        if told.get("callable") is True:
            found = StandIn(told, process, self.sources, where)
        verdict = exercise.check(found)
        if isinstance(found, StandIn):
            self.used_kernel = self.used_kernel or found.used_kernel
            self.refused = found.refused or self.refused
        if process.filled_disk:
            self.refused = [FILLED_DISK]
        if self.best is None or _BETTER.index(verdict.outcome) >= _BETTER.index(self.best.outcome):
            self.best = verdict
        return verdict.passed

    def _unchecked(self) -> Verdict:
        """The verdict where no check was called: the task's own cell failed before, or lacks the call."""
        about = self.task.name, self.task.title, self.task.minutes
        for number in reversed(self.own):
            if number not in self.faults:
                continue
            error, place = self.faults[number]
            words = f"{type(error).__name__}: {error}"[:240]
            if isinstance(error, NotImplementedError) and PLACEHOLDER in self.sources[number]:
                return Verdict(Outcome.NOT_STARTED, *about)
            source = self.sources.get(place[0], "").splitlines() if place else []
            if place and 0 < place[1] <= len(source):
                return Verdict(Outcome.ERROR, *about, line=place[1], source=source[place[1] - 1].strip(), seen=words)
            return Verdict(Outcome.ERROR, *about, seen=words)
        return Verdict(
            Outcome.ERROR,
            *about,
            expected=f'the task\'s cell ends with exercise("{self.task.name}").check(…)',
            seen="no cell of the notebook did",
        )


@contextmanager
def _database(cells: list[tuple[int, str, float]]) -> Iterator[SiteDatabase | None]:
    """The site's database, if a cell mentions Django: setting Django up takes half a second."""
    database = SiteDatabase() if any("django" in source for _, source, _ in cells) else None
    try:
        yield database
    finally:
        if database:
            database.close()


def _reset(site: Any) -> None:
    """Reset the site, so that nothing of one submission is left for the next."""
    try:
        site.reset()
    except CourseError:
        site.close()
        site.open()


def _line_of_check(source: str, name: str) -> int:
    return next((number for number, line in enumerate(source.splitlines(), 1) if name in line and "check" in line), 1)
