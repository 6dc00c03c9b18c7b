"""`grade` on any notebook: an intact task gets its verdict, and hostile code cannot change one."""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest

from classroom.check import catalogue, percent, task_cell
from classroom.check.task import ProjectTask
from classroom.check.trees import course_trees
from classroom.command import grade as command
from classroom.grade import judge as grade_judge
from classroom.grade import page as grade_page
from classroom.grade import process as grade_process
from classroom.grade import report as grade_report
from classroom.grade import stand_in as grade_stand_in
from classroom.grade import worker as grade_worker
from classroom.grade.find import find
from classroom.grade.inside import values
from classroom.grade.judge import judge
from classroom.grade.submission import LARGEST, Row, Submission, Unreadable, read_cells
from classroom.overlays import lay_over, put
from classroom.paths import ROOT, SOURCE
from classroom.sandbox import walls
from classroom.workshop.workbench import blank_files

STEM = "03_cookies_carry_a_note"
STEMS = [lesson.stem for lesson in catalogue.lessons()]
TREES = course_trees()
IMPORTS = "from classroom import exercise\nimport requests\n"
GREETED = (
    IMPORTS + "def greet(url, name):\n"
    "    client = requests.Session()\n"
    '    client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})\n'
    '    client.get(url + "/desk/hello/")\n\n'
    'exercise("03.1").check(greet)'
)
walled = pytest.mark.skipif(bool(walls.missing(True)), reason="this system lacks a wall of the sandbox")


def cell(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def write(path: Path, *sources: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {"cells": [cell(source) for source in sources], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def solved(stem: str) -> list[str]:
    cells = percent.cells((SOURCE / stem / "exercises.py").read_text(encoding="utf-8"))
    return [task_cell.solved(each.source) for each in cells if each.kind == "code"]


def answer(body: str, task: str = "03.1", takes: str = "url, name") -> str:
    """The cell of a task, with a function that has this body."""
    inside = "\n".join(f"    {line}" for line in body.splitlines())
    return f'{IMPORTS}def answer({takes}):\n{inside}\n\nexercise("{task}").check(answer)'


@pytest.fixture(scope="module")
def site() -> Iterator[Any]:
    from classroom.site.live_site import open_site

    site = open_site()
    yield site
    site.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time run out for what loops, after a second or two. What ends by itself has longer: a machine may be busy."""
    for module in (grade_judge, grade_process, grade_stand_in):
        monkeypatch.setattr(module, "CELL_SECONDS", 1.0)
        monkeypatch.setattr(module, "GRACE", 1.0)

    class Process(grade_process.Process):
        def __init__(self, cells: list[tuple[int, str, float]], *more: Any) -> None:
            self._cells, self._runs = {number: source for number, source, _ in cells}, ""
            self._last = cells[-1][1]  # it holds the function that is called
            timed = [(n, source, s if re.search("(?m)^while True", source) else s * 60) for n, source, s in cells]
            with pytest.MonkeyPatch.context() as patch:
                if "while True" not in self._last or "SIG_IGN" in self._last:
                    patch.setattr(grade_process, "CELL_SECONDS", 60.0)
                super().__init__(timed, *more)

        def send(self, **word: Any) -> None:
            self._runs = self._last if "call" in word else ""
            super().send(**word)

        def receive(self, seconds: float) -> dict[str, Any] | None:
            said = super().receive(seconds if "SIG_IGN" in self._runs else max(seconds, 1.0) * 60)
            if said and "cell" in said:
                self._runs = "" if "raised" in said else self._cells.get(said["cell"], "")
            return said

    monkeypatch.setattr(grade_judge, "Process", Process)


def graded(site: Any, folder: Path, *sources: str) -> dict[str, Row]:
    path = write(folder / "handed in.ipynb", *sources)
    return {row.task: row for row in judge(Submission(path, path.name, "somebody"), site)}


# Outcomes


@pytest.mark.parametrize("stem", STEMS)
def test_a_solution_passes_and_an_untouched_one_is_not_started(stem: str, site: Any, tmp_path: Path) -> None:
    projects = {task.project: task for task in catalogue.lesson_of(stem[:2]).tasks if isinstance(task, ProjectTask)}
    for task in projects.values():  # the last task of each project: what solves it solves those before
        put(list(lay_over(blank_files(), TREES.solved(task)).items()), tmp_path / "solved" / task.project)
    path = write(tmp_path / "solved" / f"{stem}.ipynb", *solved(stem))
    rows = {row.task: row for row in judge(find(tmp_path, STEMS)[0], site)}
    assert list(rows) == [task.name for task in catalogue.lesson_of(stem[:2]).tasks]
    for row in rows.values():
        assert (row.outcome, row.message, row.exercise) == ("passed", (), stem)
    path = ROOT / "exercises" / f"{stem}.ipynb"
    if not path.exists():
        pytest.skip(f"{path.name} is not built yet: python3 course.py build")
    untouched = {row.task: row.outcome for row in judge(Submission(path, path.name, "x"), site)}
    assert untouched == {
        task.name: "missing" if isinstance(task, ProjectTask) else "not started"
        for task in catalogue.lesson_of(stem[:2]).tasks
    }


# 07.2 and 15.4 use Django's models on the site's database. NEEDS_KERNEL use what only the learner's kernel has.
NEEDS_KERNEL = (
    "odd_by_the_store",
    "odd_measured_live",
    "odd_time_machine_and_a_fixed_end",
    "odd_from_the_process_itself",
)
ANSWERS = sorted(
    path
    for path in SOURCE.glob("*/answers/*/*.py")
    if path.parent.name in ("03.1", "07.2", "15.4") or path.stem in NEEDS_KERNEL
)


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_verdict_is_the_one_that_the_learner_saw(path: Path, site: Any, tmp_path: Path) -> None:
    first, _, source = path.read_text(encoding="utf-8").partition("\n")
    task, expected = path.parent.name, first.removeprefix("# expect: ")
    row = graded(site, tmp_path, f'{IMPORTS}{source}\nexercise("{task}").check(answer)')[task]
    if path.stem in NEEDS_KERNEL:
        assert row.outcome == "not graded" and "Run its cell yourself" in row.message[0], row
    elif expected == "passed":
        assert row.outcome == "passed", row
    else:
        assert row.outcome == "not yet" and row.message[0].startswith("Expected: "), row
        assert row.mistake == ("" if expected == "not yet" else expected)
        assert not row.mistake or any(line.startswith("Why: ") for line in row.message)


def test_an_error_names_the_learners_line(site: Any, tmp_path: Path) -> None:
    row = graded(site, tmp_path, "helper = 1", answer("requests.get(url)\nreturn missing"))["03.1"]
    assert row.outcome == "error in your code"
    assert row.message[0] == "Seen: line 5: return missing → NameError: name 'missing' is not defined"


def test_what_is_no_function_of_the_task_is_told_so(site: Any, tmp_path: Path) -> None:
    rows = graded(
        site,
        tmp_path,
        IMPORTS + 'exercise("03.1").check(5)',
        answer("return 1", "03.2", takes="url, *, keep=5"),
        answer("pass", "03.3", takes="url, name, old, new"),
        IMPORTS + 'exercise("03.4").check(requests.get)',
    )
    assert "handed 5, which is no function" in rows["03.1"].message[0]
    assert "answer(url, *, keep=5) does not take what the task gives" in rows["03.2"].message[0]
    assert rows["03.3"].outcome == "not started"
    assert rows["03.4"].outcome == "error in your code" and 'exercise("03.4").check' in rows["03.4"].message[0]
    assert rows["03.5"].outcome == "missing"


def test_values_travel_both_ways() -> None:
    mixed = {"a": [1, 2.5, None, True], (1, 2): {"x", b"y"}}
    assert values.unpacked(json.loads(json.dumps(values.packed(mixed)))) == mixed
    assert isinstance(values.unpacked(values.packed(object())), values.Other)
    for hostile in ({"eval": "1"}, {"a": 1, "b": 2}, [1], {"dict": 3}, {"list": None}, {"set": [{"list": []}]}):
        with pytest.raises((ValueError, TypeError, KeyError)):
            values.unpacked(hostile)


def test_functions_of_a_check_are_called_and_what_it_handed_out_is_changed(
    site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    asked, rows = [], {"a": [1]}

    def answer_of(word: str, twice: bool = False) -> str:
        asked.append((word, twice))
        return {"known": "yes"}[word]

    def check(work: Any) -> None:
        talk = work.call(answer=answer_of, rows=rows)
        assert talk.returned == ["yes", "KeyError: 'unknown'"], talk.returned

    lesson = catalogue.lesson_of(STEM[:2])
    task = replace(lesson.tasks[0], takes=("url", "answer", "rows"), check=check)
    monkeypatch.setitem(vars(lesson), "tasks", (task,))
    body = """\
rows["b"] = rows.pop("a") + [2]
try: answer("unknown")
except KeyError as error: return [answer("known", twice=True), f"KeyError: {error}"]"""
    row = graded(site, tmp_path, answer(body, takes="url, answer, rows"))["03.1"]
    assert row.outcome == "passed", row
    assert asked == [("unknown", False), ("known", True)] and rows == {"b": [1, 2]}


# What happens to notebooks


def test_helpers_magics_and_the_rest_of_the_front_door(site: Any, tmp_path: Path) -> None:
    rows = graded(
        site,
        tmp_path,
        "%matplotlib inline\n!pip install something\nimport requests",
        "from classroom import open_site, show, predict\nsite = open_site()\nanswer = requests.get(site.url)",
        "show(site.exchanges[-1])\nfor each in site.exchanges: print(each)\npredict('03.two_visits')\n1 / 0",
        "import asyncio\nawait asyncio.sleep(0)\ndef ask(client, path, **more): return client.get(path, **more)",
        "%%time\n" + GREETED.replace("client.get(", "ask(client, "),
        "assert answer.status_code == 200, raise_an_error",
    )
    assert rows["03.1"].outcome == "passed", rows["03.1"]


def test_the_best_of_several_attempts_counts(site: Any, tmp_path: Path) -> None:
    wrong, late = answer("requests.get(url)"), GREETED.replace("visitor_name", "nobody")
    assert graded(site, tmp_path, wrong, GREETED, late)["03.1"].outcome == "passed"
    assert graded(site, tmp_path, answer("return missing"), late)["03.1"].outcome == "not yet"


def test_a_split_or_broken_cell_costs_its_own_task_only(site: Any, tmp_path: Path) -> None:
    cells = solved(STEM)
    second = next(at for at, source in enumerate(cells) if '"03.2"' in source)
    cells[second : second + 1] = cells[second].split("\n    ", 1)
    rows = graded(site, tmp_path, *cells, IMPORTS + 'def broken(url, name:\nexercise("03.2").check(broken)')
    assert [row.outcome for row in rows.values()] == ["passed", "error in your code", "passed", "passed", "passed"]
    assert "SyntaxError" in rows["03.2"].message[0]


# Hostile code


@pytest.mark.usefixtures("quick")
def test_endless_loops_cost_their_own_task_only(site: Any, tmp_path: Path) -> None:
    loop = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"
    rows = graded(
        site, tmp_path, "while True:\n    x = 1", loop, GREETED,
        answer("while True:\n    url = url", "03.2", "url, keep, leave"), answer(loop, "03.3", "url, name, old, new"),
        'exercise("03.4")\nwhile True: pass', solved(STEM)[-1],
    )  # fmt: skip
    assert [row.outcome for row in rows.values()] == ["passed", *["error in your code"] * 3, "passed"]
    assert "StillRunning: it was stopped after 1 seconds" in rows["03.2"].message[0]
    assert "line 4" in rows["03.2"].message[0] or "line 5" in rows["03.2"].message[0]
    assert "Gone: " in rows["03.3"].message[0]


def test_a_crash_an_exit_and_greed_cost_their_own_task_only(site: Any, tmp_path: Path) -> None:
    rows = graded(
        site, tmp_path, "import os\nos._exit(0)", "raise SystemExit", GREETED,
        answer("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "03.2", "url, keep, leave"),
        answer("a = []\nwhile True: a.append(bytearray(90_000_000))", "03.3", "url, name, old, new"),
        answer("return 'x' * 5_000_000", "03.4", "url, times"), solved(STEM)[-1],
    )  # fmt: skip
    assert [row.outcome for row in rows.values()] == ["passed", *["error in your code"] * 3, "passed"]
    if sys.platform == "linux":
        assert "MemoryError" in rows["03.3"].message[0]


FORGERIES = {
    "writes to the pipe": """\
import json, os
for word in ({"returned": None}, {"check": "03.1", "function": {"callable": True}}, {"verdict": "passed"}, {"end": 1}):
    for descriptor in range(3, 12):
        try: os.write(descriptor, json.dumps(word).encode() + b"\\n")
        except OSError: pass""",
    "writes nonsense": """\
import os
for descriptor in range(3, 12):
    try: os.write(descriptor, b"[" * 100_000 + b"\\n")
    except OSError: pass""",
    "finds a verdict": """\
import gc, classroom
for each in gc.get_objects():
    if type(each).__name__ in ("Verdict", "Exercise", "Task", "Judge"):
        each.passed = each.outcome = each._check = "passed"
class Passed(Exception): passed, outcome = True, "passed"
raise Passed""",
    "equals everything": """\
class All(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
    def __getattr__(self, name): return self
return All("passed")""",
}


@pytest.mark.parametrize("body", FORGERIES.values(), ids=FORGERIES)
def test_no_verdict_can_be_forged(body: str, site: Any, tmp_path: Path) -> None:
    rows = graded(site, tmp_path, answer(body), solved(STEM)[-1])
    assert rows["03.1"].outcome in ("not yet", "error in your code")
    assert rows["03.5"].outcome == "passed"


REFUSED = "in the grader's sandbox"
"""In the message on what the sandbox refused: the answer is not graded, and nobody is blamed."""


def seen(site: Any, folder: Path, body: str) -> str:
    """The message of a verdict on hostile code, which raises what it found."""
    return " ".join(graded(site, folder, answer(f"{body}\nraise ValueError(found)"))["03.1"].message)


def test_nothing_of_the_project_is_at_hand(site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_SECRET", "s3cret")
    # It is looked for over there: of what a message says, all but the beginning is cut off.
    everything = "[*os.environ.values(), *sys.path, os.getcwd(), *sys.argv]"
    ours = ("s3cret", str(ROOT), str(ROOT / "demo_site"), str(ROOT / "tests"))
    looks = f"import os, sys\nfound = [each for each in {everything} if each in {ours!r}]"
    assert "[]" in seen(site, tmp_path, looks)
    assert "['s3cret']" in seen(site, tmp_path, f"import os\nos.environ['MINE'] = 's3cret'\n{looks}")  # it would be
    for module in ("classroom.check.catalogue", "classroom.command", "demo_site", "tests"):
        assert "ModuleNotFoundError" in seen(site, tmp_path, f"found = 1\nimport {module}")
    assert "[]" in seen(site, tmp_path, "import os\nfound = os.listdir('.')")


@walled
@pytest.mark.parametrize(
    "path",
    [
        "source",
        "source/03_cookies_carry_a_note/exercises.py",
        "source/03_cookies_carry_a_note/tasks.py",
        "source/03_cookies_carry_a_note/answers/03.1",
        "solutions",
        "classroom/check/task.py",
    ],
)
def test_the_solutions_cannot_be_read_even_by_their_path(path: str, site: Any, tmp_path: Path) -> None:
    assert (ROOT / path).exists()
    body = f"import os\npath = {str(ROOT / path)!r}\nfound = os.listdir(path) if os.path.isdir(path) else open(path)"
    assert REFUSED in seen(site, tmp_path, body)


@walled
def test_other_submissions_the_grader_and_the_network_are_out_of_reach(site: Any, tmp_path: Path) -> None:
    write(tmp_path / "theirs.ipynb", GREETED)
    for attempt in (
        f"open({str(tmp_path / 'theirs.ipynb')!r})",
        f"open({str(tmp_path / 'new.txt')!r}, 'w')",
        "os.kill(os.getppid(), 0)",
        "socket.create_connection(('127.0.0.1', 9), 1)",
        "open('/proc/self/environ')",
    ):
        told = seen(site, tmp_path, f"import os, socket\nfound = {attempt}")
        assert REFUSED in told or "PermissionError" in told, (attempt, told)


def test_models_reach_the_rows_of_the_site_and_nothing_else(site: Any, tmp_path: Path) -> None:
    outside = tmp_path / "outside.sqlite3"
    body = f"""\
from django.contrib.sessions.models import Session
from django.db import connection, transaction
found = []
for sql in ("ATTACH '{outside}' AS other", "VACUUM INTO '{outside}'", "PRAGMA writable_schema = 1",
            "DROP TABLE django_session", "CREATE TABLE mine (a)", "SELECT load_extension('x')",
            "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT COUNT(*) FROM c"):
    try: found.append(connection.cursor().execute(sql).fetchall())
    except Exception as error: assert type(error).__module__ == "django.db.utils", error
assert transaction.atomic().__enter__() is None  # never ended: the grader rolls it back
Session.objects.create(session_key="mine", session_data="", expire_date="2030-01-01T00:00:00Z")
raise ValueError(found, Session.objects.filter(session_key="mine").count())"""
    rows = graded(site, tmp_path, answer(body, "07.2", "url"), solved("07_the_life_of_a_session")[1])
    assert "ValueError: ([], 1)" in rows["07.2"].message[0]
    assert rows["07.1"].outcome == "passed", rows
    assert not outside.exists() and site.sessions == ()


def test_nothing_of_one_submission_is_left_for_the_next(site: Any, tmp_path: Path) -> None:
    leave = "client = requests.Session()\nclient.get(url + '/desk/counter/')\nopen('mine.txt', 'w').write('x')"
    graded(site, tmp_path, "from classroom import open_site\nurl = open_site().url\n" + IMPORTS + leave, answer(leave))
    rows = graded(site, tmp_path, answer("import os\nraise ValueError(os.listdir('.'))"))
    assert "ValueError: []" in rows["03.1"].message[0]
    assert site.sessions == ()


@pytest.mark.skipif(sys.platform != "linux", reason="finds children in /proc")
def test_processes_left_behind_are_ended(tmp_path: Path) -> None:
    body = "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        os.setsid()\n        time.sleep(300)"
    path = write(tmp_path / "forks.ipynb", answer(body))
    worker = grade_worker.GradingProcess()
    try:
        assert worker.judge(Submission(path, path.name, "x"), "")[0].task == "03.1"
        pid = worker._process.pid
        left = [file.read_text(encoding="ascii") for file in Path(f"/proc/{pid}/task").glob("*/children")]
        assert "".join(left).split() == []
    finally:
        worker.stop()


WITH_A_CHILD = """
import subprocess, sys, time
child = [sys.executable, "-c", "import time; print('runs', flush=True); time.sleep(600)"]
subprocess.Popen(child, start_new_session=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="finds children in /proc")
def test_a_worker_that_is_killed_takes_along_what_left_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe says so, which ends with the last process that holds it."""
    started = subprocess.Popen([sys.executable, "-c", WITH_A_CHILD], stdout=subprocess.PIPE)
    assert started.stdout and started.stdout.readline() == b"runs\n"
    (child,) = grade_worker.descendants(started.pid)
    worker = grade_worker.GradingProcess()
    worker._process = SimpleNamespace(pid=started.pid, kill=started.kill, join=started.wait)
    worker._pipe = worker._folder = SimpleNamespace(close=lambda: None, remove=lambda: None)
    try:
        worker.stop()
        assert select.select([started.stdout], [], [], 10)[0], "the child goes on"
        assert started.stdout.read() == b""
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        started.kill()
        started.stdout.close()


def test_a_lost_worker_costs_one_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.ipynb", GREETED)
    submission, worker = Submission(path, path.name, "a"), grade_worker.GradingProcess()
    try:
        worker._start()
        worker._process.kill()
        worker._process.join()
        (row,) = worker.judge(submission, "")
        assert row.outcome == "not graded" and "ended while" in row.message[0]
        assert worker.judge(submission, "")[0].outcome == "passed"
    finally:
        worker.stop()


# Files of any kind


def test_files_of_any_kind_are_read_or_refused_with_a_reason(tmp_path: Path) -> None:
    path = tmp_path / "x.ipynb"
    texts = [b"", b"\xff\xfe\x00", b"null", b"[]", b'{"cells": 3}', b'{"cells": [1, {"cell_type": "code"}, null]']
    texts += [b"[" * 100_000, b'{"cells": [{"cell_type": "markdown", "source": "x"}]}', b'{"worksheets": [{}, 3]}']
    for text in texts:
        path.write_bytes(text)
        with pytest.raises(Unreadable, match=r"no notebook|no code cell"):
            read_cells(path)
    path.write_bytes(b" " * (LARGEST + 1))
    with pytest.raises(Unreadable, match="too large"):
        read_cells(path)
    with pytest.raises(Unreadable, match="cannot be read"):
        read_cells(tmp_path / "none.ipynb")
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["a = 1\n", 5, "b"]}, {"cell_type": "code"}]}]}
    path.write_text("\ufeff" + json.dumps(old), encoding="utf-8")
    assert read_cells(path) == ["a = 1\nb", ""]


def test_notebooks_are_found_wherever_they_are(tmp_path: Path) -> None:
    for name in ("b/c/두번째.ipynb", "a.IPYNB", "sent.ipynb.txt", ".ipynb_checkpoints/x.ipynb", "notes.txt"):
        write(tmp_path / name, "1")
    (tmp_path / "b" / "link.ipynb").symlink_to(ROOT / "solutions" / f"{STEM}.ipynb")
    (tmp_path / "folder.ipynb").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.ipynb")
    assert [each.name for each in find(tmp_path, STEMS)] == ["a.IPYNB", "sent.ipynb.txt", "b/c/두번째.ipynb"]


# The report


HOSTILE = "<script>alert(1)</script>\"'&\u202e\x00=cmd()"


def test_the_report_takes_everything_as_text() -> None:
    rows = [
        Row(f"a/{HOSTILE}.ipynb", HOSTILE, STEM, "03.1", "error in your code", "", (f"Seen: {HOSTILE}", "x" * 9999), 1),
        Row("b.ipynb", "=1+1", STEM, "03.1", "not yet", "came_empty_handed", ("Expected: a", "Why: b"), 0.5),
        Row(HOSTILE, "@x", "", "", "not graded", "", (HOSTILE,)),
    ]
    page = str(grade_report.as_page(rows, 3, 5))
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert {element.tag for element in tree.iter()}.isdisjoint({"script", "img", "link", "iframe", "form"})
    assert not [value for element in tree.iter() for key, value in element.attrib.items() if key.startswith("on")]
    links = [element.attrib["href"] for element in tree.iter("a")]
    ids = {element.attrib.get("id") for element in tree.iter()}
    assert links and {link.removeprefix("#") for link in links} <= ids
    assert "alert(1)" in page and "\u202e" not in page and "So far 3 of 5 notebooks" in page
    assert "did not bring it: requests.get has no jar" in page  # why, once, in the class's mistakes
    table = list(csv.reader(grade_report.as_table(rows).splitlines()))
    assert len(table) == 4 and table[0] == list(grade_report.COLUMNS)
    assert table[2][1] == "'=1+1" and table[3][1] == "'@x"
    assert not [words for line in table[1:] for words in line if words.startswith(("=", "@", "+", "-"))]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_asks_nobody_and_is_accessible(scheme: str, chromium: Any, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    rows = [
        Row(f"{name}.ipynb", name, STEM, task.name, outcome, "", ("Seen: x",))
        for name, outcome in zip(["a", "b", "c", "d", "e"], list(grade_page.SIGNS)[:5], strict=True)
        for task in catalogue.lesson_of(STEM[:2]).tasks
    ]
    rows.append(Row("f.ipynb", "f", "", "", "not graded", "", ("No.",)))
    _, page_path = grade_report.write_report(rows, tmp_path)
    context = chromium.new_context(color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_path.as_uri())
    assert asked == [page_path.as_uri()]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()


# The command


def options(
    folder: Path, out: Path | None = None, lesson: str | None = None, names: str | None = None
) -> argparse.Namespace:
    unguarded = bool(walls.missing(True))
    return argparse.Namespace(folder=folder, out=out, jobs=2, lesson=lesson, names=names, unguarded=unguarded)


def test_a_whole_class(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "제출 3"
    write(folder / "alice" / f"{STEM}.ipynb", *solved(STEM))
    write(folder / "bob" / "03.ipynb", GREETED.replace('"/desk/hello/"', '"/desk/echo/"'), "import os; os._exit(1)")
    write(folder / "start.ipynb", *solved("00_start_here"))
    write(folder / "other course.ipynb", "print(1)")
    write(folder / "carol" / "11.ipynb", *solved("11_logging_in"))
    (folder / "dami.zip").touch()
    (folder / "broken.ipynb").write_text("{", encoding="utf-8")
    before = sorted(path.read_bytes() for path in folder.rglob("*.ipynb"))
    assert command.main(options(folder), ROOT) == 0
    out, err = capfd.readouterr()
    assert "[6/6]" in out and "03: 5 of 5 passed" in out and out.count("NOT GRADED") == 2
    assert out.startswith("Sandbox: ")
    assert "Traceback" not in out + err and "not opened: dami.zip" in err
    text = (tmp_path / "제출 3-grades" / "grades.csv").read_text(encoding="utf-8-sig")
    rows = {(row["file"], row["task"]): row for row in csv.DictReader(text.splitlines())}
    assert rows["alice/03_cookies_carry_a_note.ipynb", "03.5"]["outcome"] == "passed"
    assert rows["bob/03.ipynb", "03.1"]["outcome"] == "not yet" and rows["bob/03.ipynb", "03.1"]["learner"] == "bob"
    assert rows["bob/03.ipynb", "03.2"]["outcome"] == "missing"
    assert rows["broken.ipynb", ""]["outcome"] == rows["other course.ipynb", ""]["outcome"] == "not graded"
    assert float(rows["bob/03.ipynb", "03.1"]["seconds"]) >= 0
    page = (tmp_path / "제출 3-grades" / "grades.html").read_text(encoding="utf-8")
    assert "4 learners, 6 notebooks; 8 of 17 tasks passed." in page and "5/5" in page
    assert "bug-11-3/" in page and "workshop/, bug-11-3/, bug-11-5/" in page
    assert before == sorted(path.read_bytes() for path in folder.rglob("*.ipynb")), "a submission was changed"


def test_one_lesson_only(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "in" / "a.ipynb", *solved("00_start_here"))
    write(tmp_path / "in" / "b.ipynb", GREETED)
    write(tmp_path / "in" / "c.ipynb", 'name = "03" + ".1"\nexercise(name).check(ask)')
    assert command.main(options(tmp_path / "in", tmp_path / "out", "3"), ROOT) == 0
    rows = list(csv.DictReader((tmp_path / "out" / "grades.csv").read_text("utf-8-sig").splitlines()))
    assert {(row["file"], row["exercise"]) for row in rows} == {("b.ipynb", STEM), ("c.ipynb", "")}
    assert [row["message"] for row in rows if not row["exercise"]] == ["No task of the course is in this notebook."]
    assert "No task of lesson 03 is in 1 of them, such as a.ipynb" in capfd.readouterr().out


def test_nothing_to_grade(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(options(tmp_path), ROOT) == 1
    assert command.main(options(tmp_path / "none"), ROOT) == 1
    assert command.main(options(tmp_path, lesson="99"), ROOT) == 1
    assert command.main(options(tmp_path, lesson=""), ROOT) == command.main(options(tmp_path, names=""), ROOT) == 1
    (tmp_path / "kim.zip").touch()
    assert command.main(options(tmp_path), ROOT) == 1
    said = capsys.readouterr().err
    assert "Unpack each .zip into a folder named after the learner" in said
    assert "no notebook in" in said and "no folder" in said and "no exercises of lesson 99" in said
    assert "no exercises of lesson (empty)" in said and "cannot be used: (empty)" in said
