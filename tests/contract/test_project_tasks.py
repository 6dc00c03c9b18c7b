"""The contract of every exercise whose answer is files of a project, present and future.

As handed out: not started. Solution: passed. Each known mistake: its own message. Unusual but right: passed. Plausible
but wrong: not passed. The answers are folders in the lesson's folder, answers/<task>/<name>/, whose files are laid over
the solution; `expect.txt` names the expected outcome: `passed`, `not yet`, `error` or a known mistake; a line
`over: starter` lays them over the starter (classroom/write/answers.py). Two sample tasks in tests/contract/sample test
`classroom.check` itself.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from classroom.check import catalogue, task_cell
from classroom.check.client import Client
from classroom.check.lesson import Lesson
from classroom.check.project_exercise import ProjectExercise
from classroom.check.project_work import ProjectWork
from classroom.check.task import KnownMistake, ProjectTask
from classroom.check.trees import Trees, course_trees
from classroom.check.verdict import Outcome, Verdict
from classroom.learner.record import Progress
from classroom.overlays import lay_over, put, read
from classroom.paths import ROOT, SOURCE, WORKSHOP
from classroom.workshop.workbench import Workbench, blank_files
from classroom.write.answers import EXPECT, label_of

(SAMPLE,) = catalogue.lessons_in(Path(__file__).with_name("sample"))


@dataclass(frozen=True)
class Case:
    """A task of a lesson, and its files. A sample task is in no notebook."""

    task: ProjectTask
    lesson: Lesson
    trees: Trees

    @property
    def is_sample(self) -> bool:
        return self.lesson is SAMPLE

    def __str__(self) -> str:
        return self.task.name


def find_sample(name: str) -> ProjectTask:
    return next(task for task in SAMPLE.tasks if task.name == name)


def cases() -> list[Case]:
    ours, samples = course_trees(), Trees(find_sample, SAMPLE.project)
    return [
        Case(task, lesson, samples if lesson is SAMPLE else ours)
        for lesson in (*catalogue.lessons(), SAMPLE)
        for task in lesson.tasks
        if isinstance(task, ProjectTask)
    ]


CASES = cases()
ANSWERS = [(case, path) for case in CASES for path in sorted((case.lesson.answers / case.task.name).glob("*/"))]
MISTAKES = [(case, mistake) for case in CASES if not case.is_sample for mistake in case.task.mistakes]

CHAIN = [case for case in CASES if not case.is_sample and case.task.project == "workshop"]
RUFF = Path(sys.executable).with_name("ruff")

every_case = pytest.mark.parametrize("case", CASES, ids=str)
in_notebooks = pytest.mark.parametrize("case", [case for case in CASES if not case.is_sample], ids=str)
in_the_chain = pytest.mark.parametrize("case", CHAIN, ids=str)

Check = Callable[[Case, list[tuple[str, bytes]]], Verdict]


@pytest.fixture
def check(patient: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Lay files over a new project and check it, without `open_workshop`, as after work in a terminal."""
    monkeypatch.setenv(WORKSHOP, str(tmp_path / "workshops"))

    def check(case: Case, changes: list[tuple[str, bytes]], seed: int = 1) -> Verdict:
        folder = tmp_path / "workshops" / case.task.project
        put(list(lay_over(blank_files(), changes).items()), folder)
        return exercise_of(case, tmp_path, seed).check()

    return check


def exercise_of(case: Case, tmp_path: Path, seed: int = 1) -> ProjectExercise:
    return ProjectExercise(
        case.task,
        case.lesson,
        Progress(tmp_path / "progress.json"),
        workbench=Workbench(case.task.project),
        chance=Random(seed),
        trees=case.trees,
    )


def files_of(case: Case, path: Path) -> list[tuple[str, bytes]]:
    over = case.trees.begin(case.task) if label_of(path).over_starter else case.trees.solved(case.task)
    return [*over, *((name, content) for name, content in read(path) if name != EXPECT)]


@every_case
def test_without_a_project_it_is_not_started(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WORKSHOP, str(tmp_path / "nowhere"))
    verdict = exercise_of(case, tmp_path).check()
    assert verdict.outcome is Outcome.NOT_STARTED and ".start()" in str(verdict)


@every_case
def test_the_beginning_is_not_started(case: Case, check: Check) -> None:
    verdict = check(case, case.trees.begin(case.task))
    assert verdict.outcome is Outcome.NOT_STARTED, str(verdict)
    assert case.task.name in str(verdict)


@every_case
def test_the_solution_passes(case: Case, check: Check) -> None:
    verdict = check(case, case.trees.solved(case.task))
    assert verdict.outcome is Outcome.PASSED, str(verdict)
    assert verdict.debrief


@every_case
def test_a_file_that_does_not_load_is_an_error_with_its_line(case: Case, check: Check) -> None:
    broken = [*case.trees.solved(case.task), ("mysite/urls.py.append", b"nothing_of_that_name\n")]
    verdict = check(case, broken)
    assert verdict.outcome is Outcome.ERROR
    assert (verdict.file, verdict.source) == ("mysite/urls.py", "nothing_of_that_name")
    assert "NameError" in verdict.seen and len(str(verdict).splitlines()) <= 5


@every_case
def test_the_files_are_named(case: Case) -> None:
    assert case.trees.solution(case.task), "a solution is a tree of files"
    for name, content in case.trees.solved(case.task):
        if name.endswith("settings.py"):
            assert b'SECRET_KEY = "django-insecure-replaced' in content, "no secret key is handed out"


@every_case
def test_three_hints_and_how_long_it_takes(case: Case, tmp_path: Path) -> None:
    asked = exercise_of(case, tmp_path)
    assert [asked.hint().number for _ in range(4)] == [1, 2, 3, 3]
    assert 1 <= case.task.minutes <= 20 and case.task.effort.startswith(f"about {case.task.minutes} minutes, after ")
    if not case.is_sample:
        known = {task.name for lesson in catalogue.lessons() for task in lesson.tasks}
        assert set(case.task.needs) <= known | {lesson.number for lesson in catalogue.lessons()}
        assert all(len(hint.split()) >= 8 for hint in case.task.hints)


@every_case
def test_enough_answers_are_planned(case: Case) -> None:
    planned = [label_of(path).expect for other, path in ANSWERS if other is case]
    assert planned.count("passed") >= 2, "two odd but right answers at least"
    assert len(planned) - planned.count("passed") >= 3, "three wrong answers at least"
    names = {mistake.name for mistake in case.task.mistakes}
    assert 2 <= len(case.task.mistakes) <= 3
    assert names <= set(planned), "an answer for each known mistake"
    assert set(planned) <= {"passed", "not yet", "error", *names}


@pytest.mark.parametrize(("case", "path"), ANSWERS, ids=lambda each: each.name if isinstance(each, Path) else str(each))
def test_answer(case: Case, path: Path, check: Check) -> None:
    verdict = check(case, files_of(case, path))
    assert not label_of(path).disagreement(verdict, case.task)
    for mistake in case.task.mistakes:
        if verdict.mistake == mistake.name:
            assert (verdict.why, verdict.see) == (mistake.why, mistake.see)


@in_notebooks
@pytest.mark.parametrize("folder", ["source", "exercises"])
def test_it_has_one_cell_in_its_notebook(case: Case, folder: str) -> None:
    if folder == "exercises":
        path = ROOT / folder / f"{case.lesson.stem}.ipynb"
        if not path.exists():
            pytest.skip(f"{path.name} is not built yet: python3 course.py build")
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    else:
        sources = [cell.source for cell in Lesson.cells(case.lesson.exercises) if cell.kind == "code"]
    found = [source for source in sources if task_cell.task_named(source) == case.task.name]
    assert len(found) == 1 and f'exercise("{case.task.name}").check()' in found[0]


@in_notebooks
def test_the_solution_is_shown_with_its_reason(case: Case, tmp_path: Path) -> None:
    solution = exercise_of(case, tmp_path).solution()
    assert solution.code.startswith("# ") and solution.reason.startswith("**Why this works.**")
    assert "ROOT_URLCONF" not in solution.code, "of a long file that was there before, what is new is shown"


@pytest.mark.parametrize(
    ("case", "mistake"), MISTAKES, ids=lambda each: each.name if hasattr(each, "name") else str(each)
)
def test_a_mistake_names_a_heading_that_exists(case: Case, mistake: KnownMistake) -> None:
    text = (SOURCE / mistake.see.lesson / "lesson.py").read_text(encoding="utf-8")
    assert mistake.see.heading in re.findall(r"^# #{1,3} (.+)$", text, flags=re.MULTILINE)
    assert [each.why for each in case.task.mistakes].count(mistake.why) == 1, "each mistake has words of its own"


# What the learner takes away


@pytest.fixture
def finished(tmp_path: Path) -> Path:
    """The project after the last task that builds on others, in a folder of its own."""
    last = catalogue.find_task("15.5")
    put(list(lay_over(blank_files(), course_trees().solved(last)).items()), tmp_path / "mine")
    return tmp_path / "mine"


def test_the_finished_project_needs_nothing_of_ours(finished: Path) -> None:
    assert not [path for path in finished.rglob("*") if path.is_file() and "classroom" in path.read_text("utf-8")]
    for command in (["check"], ["makemigrations", "--check"], ["migrate"], ["test"]):
        ran = subprocess.run(
            [sys.executable, "-W", "error", "manage.py", *command],
            cwd=finished,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Ran 31 tests" in ran.stderr


@in_the_chain
def test_each_step_of_the_project_is_one_that_a_reviewer_would_merge(case: Case, tmp_path: Path) -> None:
    """Nothing is pasted on: imports stand on top, each name once. What `makemigrations` writes is left as it is."""
    put(list(lay_over(blank_files(), course_trees().solved(case.task)).items()), tmp_path)
    (tmp_path / "manage.py").chmod(0o755)  # as startproject makes it
    rules = ["--isolated", "--extend-select", "I,UP,B", "--extend-exclude", "migrations"]
    ran = subprocess.run([RUFF, "check", *rules, "."], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout
    text = {name: (tmp_path / name).read_text("utf-8") for name in ("mysite/settings.py", "mysite/urls.py")}
    assert not re.search(r"^\w+ \+=", "\n".join(text.values()), re.MULTILINE)
    assert not [path for path in tmp_path.rglob("*.html") if "as_p" in path.read_text("utf-8")]
    assert {"README.md", "requirements.txt", ".gitignore"} <= {path.name for path in tmp_path.iterdir()}


def test_the_finished_project_takes_key_and_debug_from_the_environment(finished: Path) -> None:
    ask = "from django.conf import settings as s; print(s.DEBUG, s.SECRET_KEY, s.ALLOWED_HOSTS)"

    def asked(**environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", ask]
        given = {**os.environ, **environment}
        return subprocess.run(command, cwd=finished, env=given, capture_output=True, text=True, timeout=60)

    assert re.fullmatch(r"True django-insecure-\S{50} \[\]", asked().stdout.strip()), "a random key of its own"
    online = asked(DJANGO_DEBUG="off", DJANGO_SECRET_KEY="secret", DJANGO_ALLOWED_HOSTS="a.example b.example")
    assert online.stdout.strip() == "False secret ['a.example', 'b.example']"
    assert "DJANGO_SECRET_KEY" in asked(DJANGO_DEBUG="off").stderr, "without a key it does not start"


def test_pages_for_what_is_refused_and_what_is_not_there(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WORKSHOP, str(finished.parent))
    online = [("mysite/settings.py.append", b"DEBUG, ALLOWED_HOSTS = False, ['127.0.0.1']\n")]
    with ProjectWork(Workbench(finished.name), {}, Random(1)).serve(online) as site:
        author, other = (site.user() for _ in range(2))
        writer, reader = site.client(), site.client()
        writer.submit("/accounts/login/", username=author.name, password=author.password)
        reader.submit("/accounts/login/", username=other.name, password=other.password)
        writer.submit("/articles/new/", title="A title", content="A text")
        refused, missing = reader.get("/articles/1/delete/"), reader.get("/articles/99/")
        for answer, status, title in ((refused, 403, "Not allowed"), (missing, 404, "Not found")):
            assert answer.status == status and f"<title>{title}</title>" in answer.text and other.name in answer.text
        gone = writer.follow(writer.post("/articles/1/delete/", {}, token=True))
        assert gone.status == 200 and "Nothing is written yet." in gone.text


def test_every_page_of_the_finished_project_is_reached_by_links(
    finished: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKSHOP, str(finished.parent))
    work = ProjectWork(Workbench(finished.name), {}, Random(1))
    with work.serve() as site:
        writer = site.user(is_staff=True)
        stranger, member = site.client(), site.client()
        seen = {"stranger": pages(stranger)}
        member.submit("/accounts/login/", username=writer.name, password=writer.password)
        member.submit("/articles/new/", title="A title", content="A text")
        seen["member"] = pages(member)
    assert seen["stranger"] == {"/", "/articles/", "/articles/new/", "/accounts/login/", "/accounts/signup/"}
    assert seen["member"] == {
        "/", "/articles/", "/articles/new/", "/articles/1/", "/articles/1/edit/", "/articles/1/delete/",
        "/accounts/password_change/", "/accounts/delete/",
    }  # fmt: skip


def pages(client: Client) -> set[str]:
    """Every address that can be reached by links from the front page; redirects are followed."""
    found, waiting = set[str](), ["/"]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            answer = client.follow(client.get(path))
            assert answer.status == 200, f"{path}: {answer.short}"
            assert "<nav>" in answer.text and "<style>" in answer.text, f"{path} is a page like the others"
            waiting += [link for link in re.findall(r'<a href="(/[^"]*)"', answer.text) if link not in found]
    return found
