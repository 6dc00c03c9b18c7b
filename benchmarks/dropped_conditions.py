"""Which condition of a check does no answer exercise? `python -m benchmarks.dropped_conditions 05`.

Each condition of the checks in a lesson's tasks.py is dropped in turn, and the answers of its room are judged again. A
condition whose loss changes no verdict is printed: an answer is missing that it alone judges rightly, or it is not
needed. Exit code 1 where there is one.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import multiprocessing
import os
import random
import sys
import tempfile
import types
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import requests

from benchmarks.mutants import Checks, Mutant
from benchmarks.rounds import tell
from classroom.check import catalogue
from classroom.check.exercise import FunctionExercise
from classroom.check.lesson import Lesson
from classroom.check.project_exercise import ProjectExercise
from classroom.check.task import AnyTask, FunctionTask, ProjectTask
from classroom.check.task_cell import solved
from classroom.check.trees import course_trees
from classroom.check.verdict import Outcome
from classroom.learner.record import Progress
from classroom.overlays import lay_over, put, read
from classroom.paths import WORKSHOP
from classroom.write.answers import EXPECT, Label, function_in, label_of


@dataclass(frozen=True)
class Trace:
    """What an answer met in a check. lines: those of tasks.py that were run; raised: those that an objection passed."""

    lines: frozenset[int] = frozenset()
    raised: frozenset[int] = frozenset()
    passed: bool = False


Answer = tuple[str, str]
"""A task and the name of one of its answers, or of one that every task has: "the solution", "asks_home", …"""


def asks_home(url: str, *rest: Any) -> None:
    requests.get(url + "/")


def asks_home_often(url: str, *rest: Any) -> None:
    with requests.Session() as client:
        for _ in range(12):
            client.get(url + "/desk/echo/")


def asks_nobody(url: str, *rest: Any) -> str:
    return "passed"


EVERYWHERE: dict[str, Callable[..., Any]] = {
    each.__name__: each for each in (asks_home, asks_home_often, asks_nobody)
}  # fmt: skip


class Room:
    """A lesson's answers, in a process of their own. lesson: its folder."""

    def __init__(self, folder: Path) -> None:
        self.lesson = Lesson(folder)
        self.checks = Checks(folder / "tasks.py")
        self.here = Path(tempfile.mkdtemp(prefix="dropped-conditions-"))
        self.record = Progress(self.here / "progress.json")
        self.trees = course_trees()
        os.environ[WORKSHOP] = str(self.here / "workshops")

    def answers(self) -> list[Answer]:
        found: list[Answer] = []
        for task in self.lesson.tasks:
            every = [*EVERYWHERE] if isinstance(task, FunctionTask) else ["the beginning"]
            paths = sorted((self.lesson.answers / task.name).iterdir())
            named = [path.name for path in paths if path.suffix == ".py" or (path / EXPECT).is_file()]
            found += [(task.name, name) for name in ["the solution", *named, *every]]
        return found

    def tasks_of(self, code: Any) -> dict[str, AnyTask]:
        """The tasks of a changed tasks.py."""
        name = f"lesson_{self.lesson.number}_tasks"
        module = sys.modules[name] = types.ModuleType(name)
        module.__file__ = str(self.checks.path)
        exec(code, module.__dict__)
        return {task.name: task for task in module.TASKS}

    def judge(self, task: AnyTask, name: str) -> str:
        """Judge an answer; returns why the verdict is not the expected one, "" where it is."""
        with contextlib.redirect_stdout(io.StringIO()):  # some answers print
            if isinstance(task, FunctionTask):
                return self._judge_function(task, name)
            assert isinstance(task, ProjectTask)
            return self._judge_project(task, name)

    def _judge_function(self, task: FunctionTask, name: str) -> str:
        exercise = FunctionExercise(task, self.lesson, self.record, aside=_site().aside, chance=Random(1))
        if name in EVERYWHERE:
            verdict = exercise.check(EVERYWHERE[name])
            return "" if verdict.outcome is Outcome.NOT_YET else str(verdict)
        if name == "the solution":
            return Label("passed").disagreement(exercise.check(self._solution(task.name)), task)
        path = self.lesson.answers / task.name / name
        return label_of(path).disagreement(exercise.check(function_in(path)), task)

    def _solution(self, name: str) -> Any:
        found = self.lesson.solution(name)
        assert found is not None
        given: list[Any] = []
        door = types.SimpleNamespace(check=given.append)
        lines = [line for line in solved(found[0]).splitlines() if not line.startswith("from classroom import")]
        exec(compile("\n".join(lines), "<cell>", "exec"), {"exercise": lambda name: door})
        return given[0]

    def _judge_project(self, task: ProjectTask, name: str) -> str:
        from classroom.workshop.workbench import Workbench, blank_files

        label, changes = Label("passed"), self.trees.solved(task)
        if name == "the beginning":
            changes = self.trees.begin(task)
        elif name != "the solution":
            path = self.lesson.answers / task.name / name
            label = label_of(path)
            begin = self.trees.begin(task) if label.over_starter else changes
            changes = [*begin, *((each, content) for each, content in read(path) if each != EXPECT)]
        with tempfile.TemporaryDirectory(dir=self.here) as place:
            os.environ[WORKSHOP] = place
            put(list(lay_over(blank_files(), changes).items()), Path(place) / task.project)
            exercise = ProjectExercise(
                task, self.lesson, self.record, workbench=Workbench(task.project), chance=Random(1), trees=self.trees
            )
            verdict = exercise.check()
        if name == "the beginning":
            return "" if verdict.outcome is Outcome.NOT_STARTED else str(verdict)
        return label.disagreement(verdict, task)

    def trace(self, answer: Answer) -> tuple[str, Trace]:
        """Judge an answer by the unchanged check; returns also which lines of tasks.py were run."""
        task = next(each for each in self.lesson.tasks if each.name == answer[0])
        lines, raised, passed = set[int](), set[int](), []
        path = str(self.checks.path)

        def local(frame: Any, event: str, argument: Any) -> Any:
            lines.add(frame.f_lineno)
            return local

        def traced(work: Any) -> None:
            try:
                task.check(work)
                passed.append(True)
            except BaseException as objection:
                at = objection.__traceback__
                while at is not None:
                    if at.tb_frame.f_code.co_filename == path:
                        raised.add(at.tb_lineno)
                    at = at.tb_next
                raise

        sys.settrace(lambda frame, event, argument: local if frame.f_code.co_filename == path else None)
        try:
            problem = self.judge(replace(task, check=traced), answer[1])  # type: ignore[call-arg]
        finally:
            sys.settrace(None)
        return problem, Trace(frozenset(lines), frozenset(raised), bool(passed))

    def survives(self, mutant: Mutant, traces: dict[Answer, Trace]) -> bool:
        """Whether every answer is judged as before."""
        with self.checks.changed(mutant) as code:
            try:
                tasks = self.tasks_of(code)
            except Exception:
                return False
        for task, name in self._candidates(mutant, traces):
            try:
                if self.judge(tasks[task], name):
                    return False
            except Exception:
                return False
        return True

    def _candidates(self, mutant: Mutant, traces: dict[Answer, Trace]) -> list[Answer]:
        """The answers that may be judged otherwise, the likeliest first."""
        theirs = {answer: trace for answer, trace in traces.items() if answer[0] in mutant.tasks}
        if mutant.raising is not None:
            return [answer for answer, trace in theirs.items() if trace.raised & set(mutant.raising)]
        met = [answer for answer, trace in theirs.items() if mutant.line in trace.lines or not trace.lines]
        return sorted(met, key=lambda answer: (not traces[answer].passed, mutant.line not in traces[answer].raised))


@cache
def _site() -> Any:
    from classroom.site.live_site import open_site

    return open_site()


def _be_patient() -> None:
    """Wait long for a project: it is the verdict that is asked, on a machine that has much to do."""
    from classroom.check import client
    from classroom.workshop import bench, worker

    for module, name in ((bench, "ANSWER_TIMEOUT"), (bench, "START_TIMEOUT"), (bench, "COMMAND_TIMEOUT"),
                         (client, "SECONDS"), (worker, "SHORT_TIMEOUT")):  # fmt: skip
        setattr(module, name, 120.0)


@cache
def room(folder: Path) -> Room:
    _be_patient()
    return Room(folder)


def _trace(folder: Path, answer: Answer) -> tuple[str, Trace]:
    return room(folder).trace(answer)


def _survives(folder: Path, number: int, traces: dict[Answer, Trace]) -> bool:
    return room(folder).survives(room(folder).checks.mutants[number], traces)


def survivors(folder: Path, jobs: int = 1, sample: int = 0) -> Iterator[str]:
    """Yield the file, the line and the condition of each survivor; then how many were dropped and noticed.

    folder: of the lesson. sample: how many conditions to drop, chosen always alike; 0 for all.
    Raises ValueError where an answer is not judged as it expects to begin with.
    """
    numbers = list(range(len(room(folder).checks.mutants)))
    if sample:
        numbers = sorted(random.Random(1).sample(numbers, min(sample, len(numbers))))
    answers = room(folder).answers()
    if jobs > 1:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
            yield from _survivors(folder, numbers, answers, pool.map)
    else:
        yield from _survivors(folder, numbers, answers, map)


def _survivors(folder: Path, numbers: list[int], answers: list[Answer], each: Any) -> Iterator[str]:
    repeated = [folder] * max(len(answers), len(numbers))
    traces: dict[Answer, Trace] = {}
    for answer, (problem, trace) in zip(answers, each(_trace, repeated[: len(answers)], answers), strict=True):
        if problem:
            raise ValueError(f"{'/'.join(answer)} is judged otherwise than it expects, with every condition: {problem}")
        traces[answer] = trace
    living = each(_survives, repeated[: len(numbers)], numbers, [traces] * len(numbers))
    count = 0
    for done, (number, survives) in enumerate(zip(numbers, living, strict=True), 1):
        tell(f"{folder.name}: {done} of {len(numbers)}")
        if survives:
            count += 1
            mutant = room(folder).checks.mutants[number]
            yield f"{folder.name}/tasks.py:{mutant.line}: {mutant.what}  ({', '.join(mutant.tasks)})"
    tell("")
    yield f"{folder.name}: {len(numbers) - count} of {len(numbers)} noticed"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dropped_conditions", description=__doc__)
    parser.add_argument("lessons", nargs="*", help="numbers such as 05; all without one")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    parser.add_argument("--sample", type=int, default=0, help="how many conditions of each lesson; 0 for all")
    options = parser.parse_args()
    found = 0
    for lesson in catalogue.lessons():
        if not options.lessons or lesson.number in options.lessons:
            lines = []
            for line in survivors(lesson.folder, options.jobs, options.sample):
                print(line, flush=True)
                lines.append(line)
            found += len(lines) - 1
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
