"""`grade` on projects: whose they are, their verdicts, and that hostile ones cannot change one."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import requests

from classroom.check import catalogue
from classroom.check.task import ProjectTask
from classroom.check.trees import course_trees
from classroom.grade import projects as grade_projects
from classroom.grade.find import find
from classroom.grade.judge import judge
from classroom.grade.submission import Row
from classroom.overlays import lay_over, put, read
from classroom.paths import ENGINE, ROOT, SOURCE
from classroom.sandbox import walls
from classroom.workshop import bench
from classroom.workshop.session_file import read_rows
from classroom.workshop.workbench import blank_files

TREES = course_trees()
walled = pytest.mark.skipif(bool(walls.missing(True)), reason="this system lacks a wall of the sandbox")
pytestmark = pytest.mark.usefixtures("patient")

Changes = Iterable[tuple[str, bytes]]


def begun(task: str) -> list[tuple[str, bytes]]:
    return TREES.begin(catalogue.find_task(task))


def solved(task: str) -> list[tuple[str, bytes]]:
    return TREES.solved(catalogue.find_task(task))


def answer(task: str, name: str) -> list[tuple[str, bytes]]:
    return [each for each in read(catalogue.lesson_of(task).answers / task / name) if each[0] != "expect.txt"]


def hand_in(place: Path, *tasks: str, **projects: Changes) -> Path:
    """Put notebooks that name these tasks into a folder, and projects beside them."""
    for task in tasks:
        path = place / f"{catalogue.lesson_of(task).stem}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        cell = {"cell_type": "code", "source": f'exercise("{task}").check()'}
        path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    for name, changes in projects.items():
        files = lay_over(blank_files(), list(changes))
        put(list(files.items()), place / name.replace("_", "-"))
    return place


def graded(folder: Path) -> dict[tuple[str, str], Row]:
    """Grade everything below a folder; the rows by learner and task. Tasks whose answer is a function are left out."""
    found = {}
    for submission in find(folder, [lesson.stem for lesson in catalogue.lessons()]):
        for row in judge(submission, None):
            if isinstance(catalogue.find_task(row.task), ProjectTask):
                found[submission.learner, row.task] = row
    return found


def of_one(folder: Path, task: str, changes: Changes) -> Row:
    """Grade one task, with these files laid over a new project; its row."""
    name = catalogue.find_task(task).project.replace("-", "_")
    hand_in(folder / "kim", task, **{name: changes})
    return graded(folder)["kim", task]


def with_code(task: str, code: str) -> list[tuple[str, bytes]]:
    """The files of a solved project, with more code that runs when it is loaded."""
    return [*solved(task), ("mysite/urls.py.append", code.encode())]


# Whose project it is, and its verdict


def test_one_project_answers_several_notebooks_and_each_learner_has_their_own(tmp_path: Path) -> None:
    hand_in(tmp_path / "kim" / "exercises", "10.1", "11.1", workshop=solved("11.2"), bug_11_3=begun("11.3"))
    hand_in(tmp_path / "lee", "10.1", "11.1")
    hand_in(tmp_path / "lee" / "files", workshop=[*solved("11.1"), *answer("11.1", "never_calls_login")])
    rows = graded(tmp_path)
    assert {task: rows["kim", task].outcome for task in ("10.1", "10.2", "10.3", "11.1", "11.2", "11.3")} == {
        **dict.fromkeys(("10.1", "10.2", "10.3", "11.1", "11.2"), "passed"), "11.3": "not started",
    }  # fmt: skip
    assert rows["lee", "10.3"].outcome == "passed"
    assert (rows["lee", "11.1"].outcome, rows["lee", "11.1"].mistake) == ("not yet", "never_calls_login")
    assert rows["lee", "11.1"].message[0].startswith("Expected: ") and rows["kim", "11.1"].message == ()
    assert rows["lee", "11.3"].outcome == rows["lee", "10.4"].outcome == "missing"
    assert "Ask for the folder bug-11-3/" in rows["lee", "11.3"].message[0]


def test_a_project_among_notebooks_of_several_learners_is_nobodys(tmp_path: Path) -> None:
    hand_in(tmp_path, "10.1", workshop=solved("10.3"))
    (tmp_path / "10_the_accounts_app.ipynb").rename(tmp_path / "jun-10.ipynb")
    assert graded(tmp_path)["jun", "10.1"].outcome == "passed"  # alone there
    hand_in(tmp_path, "10.1")
    (tmp_path / "10_the_accounts_app.ipynb").rename(tmp_path / "kim-10.ipynb")
    for row in graded(tmp_path).values():
        assert row.outcome == "missing"
        assert "Give each learner a folder" in row.message[0]


def test_nobody_gets_the_project_of_another_folder(tmp_path: Path) -> None:
    hand_in(tmp_path / "class a" / "kim", "10.1", workshop=solved("10.3"))
    hand_in(tmp_path / "class a" / "lee", "10.1")
    hand_in(tmp_path, "10.1")
    projects = {each.name: each.projects for each in find(tmp_path, [lesson.stem for lesson in catalogue.lessons()])}
    workshop = tmp_path / "class a" / "kim" / "workshop"
    assert projects == {
        "10_the_accounts_app.ipynb": (),
        "class a/kim/10_the_accounts_app.ipynb": (workshop,),
        "class a/lee/10_the_accounts_app.ipynb": (),
    }


def test_two_projects_of_one_name_are_the_teachers_to_tell_apart(tmp_path: Path) -> None:
    hand_in(tmp_path / "kim", "10.1")
    hand_in(tmp_path / "kim" / "old", workshop=solved("10.1"))
    hand_in(tmp_path / "kim" / "new", workshop=solved("10.1"))
    row = graded(tmp_path)["kim", "10.1"]
    assert row.outcome == "missing" and "two projects workshop/: in new/ and in old/" in row.message[0]
    hand_in(tmp_path / "kim", workshop=begun("10.1"))
    assert graded(tmp_path)["kim", "10.1"].outcome == "not started"  # the one beside the notebook counts


def test_what_is_handed_in_stays_as_it_is_and_what_is_not_theirs_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = hand_in(tmp_path / "kim", "10.1", workshop=solved("10.1"))
    (place / "workshop" / "db.sqlite3").write_bytes(b"not a database")
    hand_in(place / "workshop" / ".venv", "10.1", workshop=begun("10.1"))
    (place / "workshop" / "tools").mkdir()
    (place / "workshop" / "tools" / "pyvenv.cfg").touch()
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    assert len(find(tmp_path, [lesson.stem for lesson in catalogue.lessons()])) == 1
    assert graded(tmp_path)["kim", "10.1"].outcome == "passed"
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before
    monkeypatch.setattr(grade_projects, "MOST_FILES", 5)
    row = graded(tmp_path)["kim", "10.1"]
    assert row.outcome == "not graded" and "too large: more than 5 files" in row.message[0]


# Hostile code


def test_what_ends_or_hangs_the_process_costs_its_own_task_only(
    loops: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loading has a timeout and a memory limit, and each of these projects has to meet its own.

    On a busy machine four seconds can pass before a project has used up its memory, or has been imported. So `loops`
    keeps the timeout for the project that loops. The endless code ends after a while: without its limit, the project
    would load and pass.
    """
    monkeypatch.setattr(bench, "START_TIMEOUT", 4.0)
    loop = f"import time\nuntil = time.monotonic() + 120\n{loops}while time.monotonic() < until: pass"
    eat = f"a = []\nwhile len(a) < {2 * bench.MEMORY // 90_000_000}: a.append(bytearray(90_000_000))\ndel a"
    hand_in(
        tmp_path / "kim", "10.1", "11.1", "13.3",
        workshop=with_code("11.2", "import os; os._exit(0)"),
        bug_10_4=with_code("10.4", loop),
        bug_11_3=with_code("11.3", eat),
        bug_13_3=solved("13.3"),
    )  # fmt: skip
    rows = graded(tmp_path)
    for task, words in (("11.1", "process ended"), ("10.4", "takes too long"), ("11.3", "MemoryError")):
        assert rows["kim", task].outcome == "error in your code"
        assert words in rows["kim", task].message[0], rows["kim", task]
        assert "mysite/urls.py, line" in rows["kim", task].message[0]
    assert rows["kim", "13.3"].outcome == "passed"


LESSON = SOURCE / "11_logging_in"
SECRETS = {
    "a solution": LESSON / "projects/11.1/solution/accounts/views.py",
    "the checks": LESSON / "tasks.py",
    "the exercises with their solutions": LESSON / "exercises.py",
    "the answers of the tests": LESSON / "answers/11.5/odd_in_capitals/expect.txt",
    "the exercise machine": ENGINE / "check/exercise.py",
    "the grader": ENGINE / "grade/judge.py",
}
ATTEMPTS = {
    **{name: f"open({str(path)!r})" for name, path in SECRETS.items()},
    "the lessons": f"os.listdir({str(SOURCE)!r})",
    "all folders": f"os.listdir({str(ROOT)!r})",
    "the machine, imported": "__import__('classroom.check.exercise', fromlist=['x'])",
    "a password file": "open('/etc/passwd')",
    "the grader's environment": "open(f'/proc/{os.getppid()}/environ')",
    "a file outside": "open('../outside.txt', 'w')",
    "a symbolic link": "os.symlink('/etc/passwd', 'mysite/link.py')",
    "a signal to the grader": "os.kill(os.getppid(), 0)",
    "a program": "__import__('subprocess').run(['true'])",
    "a child": "os.fork()",
    "the network": "__import__('socket').create_connection(('127.0.0.1', 9), 1)",
}


@walled
def test_nothing_is_within_reach_but_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(path.is_file() for path in SECRETS.values()), "they are there to be read"
    monkeypatch.setenv("MY_SECRET", "s3cret")
    theirs = hand_in(tmp_path / "lee", "10.1", workshop=solved("10.1")) / "workshop" / "manage.py"
    attempts = {**ATTEMPTS, "another's project": f"open({str(theirs)!r})"}
    code = f"""
import os
found = ["s3cret"] if "s3cret" in os.environ.values() else []
for name, attempt in {attempts!r}.items():
    try:
        eval(attempt)
    except PermissionError:
        continue
    except ImportError as error:
        if "Permission" in str(error.__cause__ or error): continue
    found.append(name)
raise ValueError(f"found: {{found}}")
"""
    for row in (of_one(tmp_path / "1", "10.1", with_code("10.1", code)), _by_command(tmp_path / "2", code)):
        assert "found: []" in " ".join(row.message), row


def _by_command(folder: Path, code: str) -> Row:
    """The row where the code runs in `manage.py test`, a process of its own."""
    here = f"import sys\nif 'test' in sys.argv:\n{''.join(f'    {line}' for line in code.splitlines(True))}"
    return of_one(folder, "15.5", with_code("15.5", here))


def test_a_projects_own_tests_are_tried_with_faults_as_in_a_notebook(tmp_path: Path) -> None:
    assert of_one(tmp_path / "1", "15.5", solved("15.5")).outcome == "passed"
    assert of_one(tmp_path / "2", "15.5", begun("15.5")).outcome == "not started"
    row = of_one(tmp_path / "3", "15.5", [*solved("15.5"), ("accounts/tests.py.delete", b"")])
    assert row.outcome == "not yet" and "any password logs in" in " ".join(row.message), row


@walled
def test_a_bomb_of_forks_does_not_go_off(tmp_path: Path) -> None:
    bomb = "import os\nwhile True:\n    try: os.fork()\n    except PermissionError: raise\n    except OSError: pass\n"
    row = of_one(tmp_path / "1", "10.1", with_code("10.1", bomb))
    assert "PermissionError" in row.message[0]
    assert row.outcome == "not graded" and "Try the project yourself" in row.message[1], "a learner is not blamed"


def test_links_lead_nowhere(tmp_path: Path) -> None:
    place = hand_in(tmp_path / "kim", "10.1", workshop=begun("10.1")) / "workshop"
    hand_in(tmp_path / "hidden", workshop=solved("10.1"))
    (place / "accounts").symlink_to(tmp_path / "hidden" / "workshop" / "accounts")
    (place / "mysite" / "settings.py").unlink()
    (place / "mysite" / "settings.py").symlink_to(tmp_path / "hidden" / "workshop" / "mysite" / "settings.py")
    (place / "passwords.py").symlink_to("/etc/passwd")
    row = graded(tmp_path)["kim", "10.1"]
    assert row.outcome == "error in your code"
    assert row.message[-1] == "Left out, since it is a link: accounts, passwords.py, mysite/settings.py"
    (tmp_path / "lee").mkdir()
    hand_in(tmp_path / "lee", "10.1")
    (tmp_path / "lee" / "workshop").symlink_to(tmp_path / "hidden" / "workshop")
    assert graded(tmp_path)["lee", "10.1"].outcome == "missing"


# Forged verdicts

SAYS_THE_LABEL = """
from classroom.workshop.frame_handler import FrameHandler
def says(self, number, message, _):
    self._channel.send(say="end", id=number, result="accounts.User")
FrameHandler._run_python = says
"""
SAYS_WHO_IT_IS = """
from django.contrib.auth import authenticate
from django.shortcuts import redirect
from classroom.workshop import plain_notes
plain, names = plain_notes.to_plain, {}
def says(notes):
    return {**plain(notes), "user_after": names.get("now", "AnonymousUser")}
plain_notes.to_plain = says
def layer(get_response):
    def answer(request):
        names["now"] = request.COOKIES.get("who", "AnonymousUser")
        user = authenticate(username=request.POST.get("username"), password=request.POST.get("password"))
        if not user or not request.POST.get("csrfmiddlewaretoken"):
            return get_response(request)
        names["now"] = user.get_username()
        response = redirect("/articles/")
        response.set_cookie("who", user.get_username())
        return response
    return answer
"""
SAYS_THAT_TESTS_RAN = b"""
import os
print("Ran 9 tests in 0.1s", "", "OK", sep="\\n", flush=True)
os._exit(0)
"""
WRITES_TO_THE_PIPE = """
import os
for descriptor in range(3, 20):
    try: os.write(descriptor, {frame})
    except OSError: pass
"""


def framed(**message: object) -> bytes:
    head = json.dumps(message).encode()
    return len(head).to_bytes(4, "big") + (0).to_bytes(4, "big") + head


FORGERIES: dict[str, tuple[str, Callable[[], Changes]]] = {
    "the label of the user model": (
        "10.1",
        lambda: [*begun("10.1"), ("mysite/urls.py.append", SAYS_THE_LABEL.encode())],
    ),
    "who the visitor is": (
        "11.1",
        lambda: [
            *begun("11.1"),
            ("mysite/says.py", SAYS_WHO_IT_IS.encode()),
            ("mysite/settings.py.append", b'MIDDLEWARE += ["mysite.says.layer"]\n'),
        ],
    ),
    "that tests ran": ("15.5", lambda: [*begun("15.5"), ("articles/tests.py", SAYS_THAT_TESTS_RAN)]),
    "a verdict written to the pipe": (
        "10.1",
        lambda: with_code("10.1", WRITES_TO_THE_PIPE.format(frame=framed(say="ready", outcome="passed"))),
    ),
    "nonsense written to the pipe": ("10.1", lambda: with_code("10.1", WRITES_TO_THE_PIPE.format(frame=b"\xff" * 100))),
    "an unknown number": (
        "10.1",
        lambda: with_code("10.1", WRITES_TO_THE_PIPE.format(frame=framed(id=[1], say=3))),
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_no_verdict_can_be_forged(forgery: str, tmp_path: Path) -> None:
    task, changes = FORGERIES[forgery]
    row = of_one(tmp_path, task, changes())
    if forgery == "an unknown number":  # a message with an unknown number is ignored, and the project itself is right
        assert row.outcome == "passed"
    else:
        # "not started" where the forgery touches none of the task's files
        assert row.outcome in ("not yet", "not started", "error in your code", "not graded"), row


# Its database

ANOTHER_FILE = """
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "mine.db"}}
"""
SAYS_ANOTHER_FILE = """
from classroom.workshop import noted
noted.session_storage = lambda: {"engine": "db", "database": "MINE"}
"""
COMPUTES_WITHOUT_END = """
from django.db import connection
from django.db.models.signals import post_migrate
def make(**_):
    letters = "'aaaaaaaaa'"
    for _ in range(4):
        letters = f"replace({letters}, 'a', 'aaaaaaaaaa')"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS django_session")
        cursor.execute("CREATE TABLE django_session (session_key, expire_date)")
        cursor.execute("INSERT INTO django_session VALUES ('a', '2030-01-01')")
        cursor.execute(f"ALTER TABLE django_session ADD COLUMN session_data AS (trim({letters}, {letters}))")
post_migrate.connect(make)
"""


@pytest.mark.parametrize("way", ["its settings name it", "its process names it"])
def test_rows_are_read_from_the_file_that_the_check_has_chosen(way: str, tmp_path: Path) -> None:
    project = hand_in(tmp_path / "kim", workshop=solved("10.1")) / "workshop"
    prepared = project / "mine.db"
    with contextlib.closing(sqlite3.connect(prepared)) as file:
        file.execute("CREATE TABLE planted (a)")
        file.execute("CREATE TABLE django_session (session_key, session_data, expire_date)")
        file.execute("INSERT INTO django_session VALUES ('forged', '', '2030-01-01 00:00:00')")
        file.commit()
    with bench.open_bench(project, trusted=False, needed=walls.NEEDED) as copy:
        mine = str(copy.folder / "mine.db")
        if way == "its settings name it":
            put([("mysite/settings.py.append", ANOTHER_FILE.encode())], copy.folder)
        else:
            put([("mysite/urls.py.append", SAYS_ANOTHER_FILE.replace("MINE", mine).encode())], copy.folder)
        assert copy.problem is None
        assert Path(mine).is_file(), "it was handed in, too"
        assert copy.rows("SELECT name FROM sqlite_master WHERE name = 'planted'") == []
        assert copy.sessions == ()
        assert copy.rows("SELECT COUNT(*) FROM auth_user") or copy.rows("SELECT COUNT(*) FROM accounts_user")


def test_a_column_that_is_computed_without_an_end_is_not_waited_for(tmp_path: Path) -> None:
    project = hand_in(tmp_path / "kim", workshop=with_code("10.1", COMPUTES_WITHOUT_END)) / "workshop"
    with bench.open_bench(project, trusted=False, needed=walls.NEEDED) as copy:
        assert copy.problem is None
        assert copy.rows("SELECT session_data FROM django_session") == []
        assert copy.sessions == ()
    with contextlib.closing(sqlite3.connect(tmp_path / "honest")) as file:
        file.execute("CREATE TABLE it (a, b AS (upper(a) || 'x'))")
        file.execute("INSERT INTO it VALUES ('a')")
        file.commit()
    assert read_rows(str(tmp_path / "honest"), "SELECT * FROM it") == [("a", "Ax")]


LARGE_ANSWER = """
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("large/", lambda request: HttpResponse(b"x" * 11_000_000))]
"""


def test_a_frame_of_a_process_that_is_not_trusted_has_a_limit(tmp_path: Path) -> None:
    project = hand_in(tmp_path / "kim", workshop=with_code("10.1", LARGE_ANSWER)) / "workshop"
    statuses = []
    for trusted in (True, False):
        with bench.open_bench(project, trusted=trusted) as copy:
            statuses.append(requests.get(f"{copy.url}/large/", timeout=300).status_code)
    assert statuses == [200, 500]


ENDLESS_ANSWER = """
import itertools
from django.http import StreamingHttpResponse
from django.urls import path
urlpatterns = [path("articles/", lambda request: StreamingHttpResponse(itertools.repeat(b"x" * 1_000_000)))]
"""
ENDLESS_TABLE = """
from django.db import connection
from django.db.models.signals import post_migrate
def make(**_):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS django_session")
        cursor.execute("CREATE VIEW IF NOT EXISTS django_session AS WITH RECURSIVE c(session_key) AS (SELECT 1 UNION "
                       "ALL SELECT session_key + 1 FROM c) SELECT session_key, 2 session_data, 3 expire_date FROM c")
post_migrate.connect(make)
"""


def test_an_answer_or_a_table_without_an_end_is_not_waited_for(tmp_path: Path) -> None:
    row = of_one(tmp_path / "1", "10.1", with_code("10.1", ENDLESS_ANSWER))
    assert row.outcome == "not yet" and "it still goes on" in row.message[1], row
    rest = of_one(tmp_path / "2", "10.3", with_code("10.3", ENDLESS_TABLE))
    assert rest.outcome in ("passed", "not yet", "error in your code"), rest
