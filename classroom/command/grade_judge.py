"""Judges a submission. The check runs here, on the grader's own site; the submission's function runs elsewhere.

A check calls a stand-in of the function, which asks the submission's process to run it. So a verdict rests on what
arrived at the site, and the submission's code never holds anything that it could turn into one.
"""

from __future__ import annotations

import inspect
import linecache
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from types import SimpleNamespace
from typing import Any, NoReturn

from classroom.check import catalogue
from classroom.check.exercise import Exercise
from classroom.check.percent import SEAL
from classroom.check.progress import Tally
from classroom.check.task import Task
from classroom.check.verdict import Outcome, Verdict
from classroom.command.grade_inside import values
from classroom.command.grade_process import CELL_SECONDS, GRACE, ROOT, Process
from classroom.command.grade_read import Row, Submission, Unreadable, read_cells
from classroom.errors import CourseError

SUBMISSION_SECONDS = 240.0
"""After that no further task of a submission is begun."""
HURRY = 1.0
"""Seconds for a cell that has already used up its time in another task's process."""
MOST_CHECKS = 20

GRADED_ELSEWHERE = {
    "workshop": "its work is a folder of files, workshop/ beside the notebook, and that is not read yet"
}
"""Tasks by their `site`, and why a notebook alone does not answer them."""
NEEDS_THE_DATABASE = (
    "Not graded: it uses Django's models, and the database behind them is the grader's own. Read this answer yourself."
)

_BETTER = (Outcome.NOT_STARTED, Outcome.ERROR, Outcome.NOT_YET, Outcome.PASSED)


class Gone(Exception):
    """The process of the submission ended, or had to be ended, while its function ran."""


class NoRecord:
    """What an exercise remembers of a submission: nothing. The teacher's own record stays as it is."""

    def hints(self, task: str) -> int:
        return 0

    def took_hint(self, task: str, number: int) -> None:
        """Forgotten."""

    def passed(self, task: str) -> None:
        """Forgotten; the verdict says it."""

    def forget(self, task: str) -> Tally:
        return Tally(0, 0)


class Shown:
    """A thing of the submission that is only ever shown: what was handed in as a function and is none, a default."""

    def __init__(self, words: str) -> None:
        self._words = words[:200]

    def __repr__(self) -> str:
        return self._words


class StandIn:
    """A submission's function, for a check: takes the same arguments, returns or raises the same, runs elsewhere."""

    def __init__(self, told: dict[str, Any], process: Process, sources: dict[int, str], otherwise: tuple[int, int]):
        self._process, self._sources, self._otherwise = process, sources, otherwise
        self.__name__ = str(told.get("name", "the function"))[:80]
        self.__signature__ = _signature(told.get("takes"))
        # A check asks a function's code for two things: whether it names anything, and in which file its lines are.
        self.__code__ = SimpleNamespace(co_names=() if told.get("empty") is True else ("something",))
        self.__code__.co_filename = ""

    def __call__(self, *arguments: Any) -> Any:
        calls: list[Any] = []
        until = time.monotonic() + CELL_SECONDS + GRACE
        self._process.say(call=values.packed(arguments, calls=calls))
        while (said := self._process.hear(max(0.0, until - time.monotonic()))) and "ask" in said:
            self._process.say(**_answer(calls, said))
        if said is None:
            gone = Gone("its process ended, or had to be ended: out of time or memory, or by its own doing")
            self._raise(gone, None)
        _put_back(arguments, said.get("after"))
        if "raised" in said:
            error, place = _error(said["raised"])
            self._raise(error, place)
        try:
            return values.unpacked(said.get("returned"))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return values.Other("unknown")

    def _raise(self, error: Exception, place: tuple[int, int] | None) -> NoReturn:
        """Raise an exception where it was raised in the notebook: check and verdict name the learner's own line."""
        number, line = place or self._otherwise
        source = self._sources.get(number, "")
        self.__code__.co_filename = name = f"<cell {number} of a submission>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        code = compile("raise error", name, "exec").replace(co_firstlineno=max(1, min(line, source.count("\n") + 1)))
        exec(code, {"error": error})
        raise error  # never reached: the line before raises it


def judge(submission: Submission, site: Any, only: str = "") -> Iterator[Row]:
    """Judge every task of the exercise that a submission is about. Gives a row for each; raises nothing.

    site: the grader's own live site. only: the number of a lesson; other submissions are passed over.
    """
    try:
        sources = dict(enumerate(read_cells(submission.path), start=1))
    except Unreadable as problem:
        yield _row(submission, "", "", "not graded", message=(str(problem),))
        return
    named = {name for source in sources.values() for name in re.findall(r"""["'](\d\d\.\d+)["']""", source)}
    stems = sorted({stem for stem in map(catalogue.stem_of, named) if stem and catalogue.tasks(stem)})
    if not stems and not only:
        yield _row(submission, "", "", "not graded", message=("No task of the course is in this notebook.",))
    late: dict[int, float] = {}
    until = time.monotonic() + SUBMISSION_SECONDS
    for task in (task for stem in stems if only in ("", stem.partition("_")[0]) for task in catalogue.tasks(stem)):
        stem, started = str(catalogue.stem_of(task.name)), time.monotonic()
        if reason := GRADED_ELSEWHERE.get(getattr(task, "site", "")):
            row = _row(submission, stem, task.name, "not graded", message=(f"Not graded: {reason}.",))
        elif task.name not in named:
            row = _row(submission, stem, task.name, "missing", message=("The task's cell is not in the notebook.",))
        elif started > until:
            row = _row(submission, stem, task.name, "not graded", message=("The notebook had used up its time.",))
        else:
            row = _judged(submission, stem, task, sources, site, late)
        yield replace(row, seconds=round(time.monotonic() - started, 1))


def _judged(
    submission: Submission, stem: str, task: Task, sources: dict[int, str], site: Any, late: dict[int, float]
) -> Row:
    try:
        verdict = Judge(task, sources, site, late).verdict()
    except CourseError as problem:  # the site could not be made ready for the next run of the function
        return _row(submission, stem, task.name, "not graded", message=tuple(str(problem).splitlines()))
    except Exception as problem:  # a check that breaks is ours to mend; the other tasks go on
        words = f"The check broke: {type(problem).__name__}: {problem}"[:300]
        return _row(submission, stem, task.name, "not graded", message=(words, "Please report it."))
    if verdict.outcome is Outcome.ERROR and "ImproperlyConfigured: Requested setting" in verdict.seen:
        return _row(submission, stem, task.name, "not graded", message=(NEEDS_THE_DATABASE,))
    said = () if verdict.passed else tuple(line.strip() for line in str(verdict).splitlines()[1:])
    return _row(submission, stem, task.name, str(verdict.outcome), verdict.mistake, said)


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
    """One task of one submission, in processes of its own.

    The cells run from the top, as the notebook's would, up to the last that names the task. A cell that ends the
    process, or is silent for too long, is left out of the next try: it costs its own task and no other.

    sources: the code cells by number. late: cells that have used up their time, with the time that they get now;
        shared between the tasks of a submission.
    """

    def __init__(self, task: Task, sources: dict[int, str], site: Any, late: dict[int, float]) -> None:
        self.task, self.sources, self.site, self.late = task, sources, site, late
        self.own = [n for n, source in sources.items() if f'"{task.name}"' in source or f"'{task.name}'" in source]
        self.best: Verdict | None = None
        self.faults: dict[int, tuple[Exception, tuple[int, int] | None]] = {}

    def verdict(self) -> Verdict:
        """The best verdict that the task got: a learner may have kept an earlier attempt beside it."""
        without: set[int] = set()
        while (culprit := self._try(without)) is not None:
            without.add(culprit)
            self.late[culprit] = 0
        return self.best or self._unchecked()

    def _try(self, without: set[int]) -> int | None:
        """Run the cells; return the number of the one that ended the process, or None where all is said."""
        _fresh(self.site)
        cells = [
            (number, source, self.late.get(number) or CELL_SECONDS)
            for number, source in self.sources.items()
            if number <= self.own[-1] and number not in without and (number in self.own or self.late.get(number, 1))
        ]
        at, checks = 0, 0
        with Process(cells, self.site.url) as process:
            while word := process.hear(CELL_SECONDS + GRACE):
                if "end" in word:
                    return None
                number = word.get("cell")
                if "raised" in word:
                    error, place = _error(word["raised"])
                    self.faults[at] = error, place
                    if type(error).__name__ == "StillRunning":
                        self.late[at] = HURRY
                elif isinstance(number, int) and number in self.sources:
                    at = number
                elif "check" in word:
                    checks += 1
                    if word["check"] == self.task.name and self._check(word.get("function"), process, at):
                        return None
                    process.say()
                if checks > MOST_CHECKS:
                    return None
        if at in self.own:
            self.faults.setdefault(at, (Gone("this cell ended its process, or took too long"), None))
        return at if at not in without and at else None

    def _check(self, told: Any, process: Process, at: int) -> bool:
        """Judge a function; keep the better verdict. Returns whether the task is passed."""
        exercise = Exercise(
            self.task, aside=self.site.aside, record=NoRecord(), sources=ROOT / "source" / "exercises", chance=Random()
        )
        told = told if isinstance(told, dict) else {}
        where = at, _line_of_check(self.sources.get(at, ""), self.task.name)
        found: Any = Shown(str(told.get("repr", "?")))
        if told.get("callable") is True:
            found = StandIn(told, process, self.sources, where)
        verdict = exercise.check(found)
        if self.best is None or _BETTER.index(verdict.outcome) >= _BETTER.index(self.best.outcome):
            self.best = verdict
        return verdict.passed

    def _unchecked(self) -> Verdict:
        """No check was reached: the task's own cell failed before, or is not whole."""
        about = self.task.name, self.task.title, self.task.minutes
        for number in reversed(self.own):
            if number not in self.faults:
                continue
            error, place = self.faults[number]
            words = f"{type(error).__name__}: {error}"[:240]
            if isinstance(error, NotImplementedError) and SEAL in self.sources[number]:
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


def _answer(calls: list[Any], asked: dict[str, Any]) -> dict[str, Any]:
    """What a function of the check's answers to a submission that calls it."""
    try:
        arguments, named = values.unpacked(asked.get("arguments")), values.unpacked(asked.get("named"))
        return {"answer": values.packed(calls[asked["ask"]](*arguments, **named))}
    except Exception as error:  # as it would be raised in the submission's own call
        return {"refused": type(error).__name__, "words": str(error.args[0] if error.args else "")[:1000]}


def _put_back(arguments: tuple[Any, ...], after: Any) -> None:
    """Change lists, dicts and sets that were handed to a function as it changed them."""
    try:
        changed = values.unpacked(after)
        for mine, theirs in zip(arguments, changed, strict=True):
            if isinstance(mine, list) and isinstance(theirs, list):
                mine[:] = theirs
            elif isinstance(mine, dict | set) and isinstance(theirs, type(mine)):
                mine.clear()
                mine.update(theirs)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return  # nonsense changes nothing


def _fresh(site: Any) -> None:
    """Leave nothing of one submission to the next."""
    try:
        site.reset()
    except CourseError:
        site.close()
        site.open()


def _signature(told: Any) -> inspect.Signature:
    """The signature that a submission describes; one that takes anything where it describes none."""
    try:
        found = [
            inspect.Parameter(
                str(name)[:80],
                inspect._ParameterKind(kind),
                default=inspect.Parameter.empty if default is None else Shown(str(default)),
            )
            for name, kind, default in told
        ]
        return inspect.Signature(found)
    except (TypeError, ValueError):
        return inspect.signature(lambda *args, **kwargs: None)


def _error(told: Any) -> tuple[Exception, tuple[int, int] | None]:
    """An exception with the name and the words of the submission's, and the cell and line from which it came."""
    told = told if isinstance(told, dict) else {}
    name = re.sub(r"\W", "_", str(told.get("type", "Error")))[:80]
    base = NotImplementedError if told.get("unwritten") is True else Exception
    error = type(name, (base,), {})(str(told.get("words", ""))[:1000])
    try:
        file, line = told["place"]
        number = int(str(file).removeprefix("<cell ").removesuffix(">"))
        return error, (number, int(line))
    except (KeyError, TypeError, ValueError):
        return error, None


def _line_of_check(source: str, name: str) -> int:
    return next((number for number, line in enumerate(source.splitlines(), 1) if name in line and "check" in line), 1)
