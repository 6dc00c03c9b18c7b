"""The contract of every exercise, present and future: the outcome of each kind of answer.

Untouched: not started. Solution: passed. Each known mistake: its own message. Unusual but right: passed. Plausible but
wrong: not passed. Nothing passes by accident. The answers are files in the lesson's folder, answers/<task>/<name>.py,
that define `answer`; their first line names the expected outcome: `# expect: passed`, `# expect: not yet`, or the name
of a known mistake. All run in this process against one live site.

Where the answer is files of a project, an answer is a folder: those tests are in test_project_tasks.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import requests

from classroom.check import catalogue, percent
from classroom.check.exercise import FunctionExercise
from classroom.check.task import AnyTask, FunctionTask
from classroom.check.task_cell import PLACEHOLDER, solved, task_named, untouched
from classroom.check.verdict import Outcome, Verdict
from classroom.learner.record import Progress
from classroom.paths import ROOT, SOURCE
from classroom.write.answers import function_in, label_of

EVERYTHING = [task for lesson in catalogue.lessons() for task in lesson.tasks]
TASKS = [task for task in EVERYTHING if isinstance(task, FunctionTask)]
ANSWER_FILES = sorted(SOURCE.glob("*/answers/*/*.py"))
HINTS = Path(__file__).with_name("hints.txt")
"""How each hint begins, in the order from an idea to the code: a line for each task."""
MISTAKES = [(task, mistake) for task in TASKS for mistake in task.mistakes]

every_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)


@pytest.fixture(scope="module")
def site() -> Any:
    from classroom.site.live_site import open_site

    site = open_site()
    yield site
    site.close()


@pytest.fixture
def exercise(site: Any, tmp_path: Path) -> Callable[..., FunctionExercise]:
    def make(task: FunctionTask, seed: int = 1) -> FunctionExercise:
        lesson = catalogue.lesson_of(task.name)
        assert lesson is not None
        record = Progress(tmp_path / "progress.json")
        return FunctionExercise(task, lesson, record, aside=site.aside, chance=Random(seed))

    return make


def cell_of(task: FunctionTask) -> str:
    """The source of the one cell in which a task is answered."""
    source = catalogue.lesson_of(task.name).exercises
    cells = percent.cells(source.read_text(encoding="utf-8"))
    found = [cell.source for cell in cells if cell.kind == "code" and task_named(cell.source) == task.name]
    assert len(found) == 1, f"{task.name} must have exactly one cell in {source}"
    return found[0]


STARTED = [task for task in TASKS if "### BEGIN STARTER" in cell_of(task)]


def run_cell(source: str, exercise: FunctionExercise) -> Verdict:
    """Run a task's cell as a notebook would, with `exercise` in place of the front door's."""
    verdicts: list[Verdict] = []

    class Door:
        def check(self, function: Any) -> None:
            verdicts.append(exercise.check(function))

    body = re.sub(r"^from classroom import .*$", "", source, flags=re.MULTILINE)
    exec(compile(body, "<cell>", "exec"), {"exercise": lambda name: Door()})
    assert len(verdicts) == 1
    return verdicts[0]


def expectations(task: FunctionTask) -> list[str]:
    return [label_of(path).expect for path in ANSWER_FILES if path.parent.name == task.name]


def test_there_are_tasks_and_every_answer_belongs_to_one() -> None:
    assert TASKS
    assert {path.parent.name for path in ANSWER_FILES} <= {task.name for task in TASKS}


def test_names_are_unique() -> None:
    names = [task.name for task in EVERYTHING]
    names += [each.name for lesson in catalogue.lessons() for each in lesson.predictions]
    assert len(names) == len(set(names))


@every_task
def test_untouched_is_not_started(task: FunctionTask, exercise: Callable[..., FunctionExercise]) -> None:
    verdict = run_cell(untouched(cell_of(task)), exercise(task))
    assert verdict.outcome is Outcome.NOT_STARTED, str(verdict)
    assert task.name in str(verdict)


@every_task
def test_the_built_exercise_is_not_started(task: FunctionTask, exercise: Callable[..., FunctionExercise]) -> None:
    path = ROOT / "exercises" / f"{catalogue.lesson_of(task.name).stem}.ipynb"
    if not path.exists():
        pytest.skip(f"{path.name} is not built yet: python3 course.py build")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    found = [source for source in sources if task_named(source) == task.name]
    assert len(found) == 1
    assert "SOLUTION" not in found[0]
    assert run_cell(found[0], exercise(task)).outcome is Outcome.NOT_STARTED


@every_task
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_solution_passes(task: FunctionTask, seed: int, exercise: Callable[..., FunctionExercise]) -> None:
    verdict = run_cell(solved(cell_of(task)), exercise(task, seed))
    assert verdict.outcome is Outcome.PASSED, str(verdict)
    assert verdict.debrief


@every_task
def test_solution_is_shown_with_its_reason(task: FunctionTask, exercise: Callable[..., FunctionExercise]) -> None:
    solution = exercise(task).solution()
    assert "def " in solution.code and "###" not in solution.code
    reason = "below the task stands a text tagged solution, which begins with **Why this works.**"
    assert solution.reason.startswith("**Why this works.**"), reason


@every_task
def test_three_hints(task: FunctionTask, exercise: Callable[..., FunctionExercise]) -> None:
    assert len(task.hints) == 3 and all(len(hint.split()) >= 8 for hint in task.hints)
    asked = exercise(task)
    assert [asked.hint().number for _ in range(4)] == [1, 2, 3, 3]


def beginnings(task: AnyTask) -> str:
    """The first words of its hints, by which their order is told."""
    return " | ".join([task.name, *(" ".join(hint.split()[:4]) for hint in task.hints)])


@pytest.mark.parametrize("task", EVERYTHING, ids=lambda task: task.name)
def test_the_hints_come_in_their_order(task: AnyTask) -> None:
    lines = HINTS.read_text(encoding="utf-8").splitlines()
    recorded = [line for line in lines if line.startswith(f"{task.name} | ")]
    assert recorded in ([], [beginnings(task)]), f"from idea to code? Then {HINTS.name} has to say so"


def test_the_hints_of_every_task_are_recorded() -> None:
    lines = HINTS.read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 74 and len({line.partition(" | ")[0] for line in lines}) == len(lines)


@every_task
def test_says_how_long_and_what_comes_first(task: FunctionTask) -> None:
    assert 1 <= task.minutes <= 20
    assert task.effort.startswith(f"about {task.minutes} minutes, after ")
    lessons = {lesson.number for lesson in catalogue.lessons()}
    known = {other.name for other in EVERYTHING} | lessons
    assert set(task.needs) <= known
    assert task.takes[0] == "url"


@every_task
def test_enough_answers_are_planned(task: FunctionTask) -> None:
    planned = expectations(task)
    assert planned.count("passed") >= 2, f"in answers/{task.name}/: two odd but right answers at least"
    assert len(planned) - planned.count("passed") >= 3, f"in answers/{task.name}/: three wrong answers at least"
    assert 2 <= len(task.mistakes) <= 3
    assert {mistake.name for mistake in task.mistakes} <= set(planned), "an answer for each known mistake"
    assert set(planned) <= {"passed", "not yet", *(mistake.name for mistake in task.mistakes)}


@pytest.mark.parametrize("path", ANSWER_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_answer(path: Path, exercise: Callable[..., FunctionExercise]) -> None:
    task = catalogue.find_task(path.parent.name)
    verdict = exercise(task).check(function_in(path))
    assert not label_of(path).disagreement(verdict, task)
    for mistake in task.mistakes:
        if verdict.mistake == mistake.name:
            assert verdict.why == mistake.why and verdict.see == mistake.see


@pytest.mark.parametrize(("task", "mistake"), MISTAKES, ids=lambda each: each.name)
def test_a_mistake_names_a_heading_that_exists(task: FunctionTask, mistake: Any) -> None:
    text = (SOURCE / mistake.see.lesson / "lesson.py").read_text(encoding="utf-8")
    headings = re.findall(r"^# #{1,3} (.+)$", text, flags=re.MULTILINE)
    assert mistake.see.heading in headings, f"tasks.py names a heading that {mistake.see.lesson} does not have"
    words = [each.why for each in task.mistakes]
    assert words.count(mistake.why) == 1, "each mistake has words of its own"


def does_nothing(url: str, *rest: str) -> None:
    """A body that is only a docstring."""


def asks_home(url: str, *rest: str) -> None:
    requests.get(url + "/")


def asks_home_often(url: str, *rest: str) -> None:
    with requests.Session() as client:
        for _ in range(12):
            client.get(url + "/desk/echo/")


def asks_nobody(url: str, *rest: str) -> str:
    return "passed"


@every_task
@pytest.mark.parametrize("function", [asks_home, asks_home_often, asks_nobody], ids=lambda each: each.__name__)
def test_nothing_passes_by_accident(
    task: FunctionTask, function: Any, exercise: Callable[..., FunctionExercise]
) -> None:
    assert exercise(task).check(function).outcome is Outcome.NOT_YET


@pytest.mark.parametrize("task", STARTED, ids=lambda task: task.name)
def test_the_starter_alone_does_not_pass(task: FunctionTask, exercise: Callable[..., FunctionExercise]) -> None:
    """A learner deletes the line that says what to do, and leaves the faulty program as it is."""
    begun = re.sub(rf"(?m)^ *{re.escape(PLACEHOLDER)}\n", "", untouched(cell_of(task)))
    assert PLACEHOLDER not in begun
    assert run_cell(begun, exercise(task)).outcome in (Outcome.NOT_YET, Outcome.ERROR)


@every_task
def test_an_empty_function_is_not_started(task: FunctionTask, exercise: Callable[..., FunctionExercise]) -> None:
    assert exercise(task).check(does_nothing).outcome is Outcome.NOT_STARTED


@every_task
def test_what_is_shadowed_does_no_harm(task: FunctionTask, exercise: Callable[..., FunctionExercise]) -> None:
    source = "site = print = list = open = len = None\n" + solved(cell_of(task))
    assert run_cell(source, exercise(task)).outcome is Outcome.PASSED


@every_task
def test_an_error_names_the_learners_line(task: FunctionTask, exercise: Callable[..., FunctionExercise]) -> None:
    stub = untouched(cell_of(task))
    broken = stub.replace(PLACEHOLDER, 'requests.get(url + "/")\n    nothing_of_that_name')
    verdict = run_cell(broken, exercise(task))
    assert verdict.outcome is Outcome.ERROR
    assert verdict.source == "" or "nothing_of_that_name" in verdict.source
    assert "NameError" in verdict.seen
    assert verdict.line == next(n for n, line in enumerate(broken.splitlines(), 1) if "nothing_of" in line)
