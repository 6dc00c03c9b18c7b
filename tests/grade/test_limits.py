"""What `grade` does for a submission has limits of time and memory, wherever it runs, and its report is never lost."""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import multiprocessing
import queue
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from classroom.check.client import Client
from classroom.command import grade as command
from classroom.grade import database, disk, grade, judge, process, stand_in, worker
from classroom.grade.database import SiteDatabase
from classroom.grade.inside import values
from classroom.grade.submission import Row, Submission
from classroom.paths import ROOT
from classroom.sandbox import walls
from classroom.workshop import session_file
from classroom.workshop.sqlite_limits import limit_memory


def hand_in(path: Path, task: str, body: str) -> Submission:
    inside = "\n".join(f"    {line}" for line in body.splitlines())
    source = f'from classroom import exercise\ndef answer(url):\n{inside}\n\nexercise("{task}").check(answer)'
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": source}]}), encoding="utf-8")
    return Submission(path, path.name, "somebody")


@pytest.fixture(scope="module")
def site() -> Iterator[Any]:
    from classroom.site.live_site import open_site

    site = open_site()
    yield site
    site.close()


def told(site: Any, folder: Path, body: str) -> str:
    """What the verdict on an answer of 07.2 says; the answer uses Django's models."""
    rows = judge.judge(hand_in(folder / "a.ipynb", "07.2", body), site)
    return next(" ".join(row.message) for row in rows if row.task == "07.2")


# SQL


HONEST = """\
from django.contrib.sessions.models import Session
from django.db.models import StdDev, Value
from django.db.models.functions import ExtractYear, LPad, TruncDate
rows = Session.objects.filter(session_key__in=("alpha", "beta"))
Session.objects.create(session_key="alpha", session_data="", expire_date="2030-01-01T00:00:00Z")
Session.objects.create(session_key="beta", session_data="", expire_date="2032-01-01T00:00:00Z")
found = [rows.filter(session_key__iregex="^A").count(), rows.filter(expire_date__year=2030).count(),
         str(rows.order_by("pk").annotate(day=TruncDate("expire_date"))[0].day),
         rows.values("session_data").distinct().count(),
         rows.aggregate(it=StdDev(ExtractYear("expire_date")))["it"],
         rows.order_by("pk").annotate(it=LPad("session_key", 7, Value("x")))[0].it]
raise ValueError(found)"""


def test_functions_of_sql_in_python_run_where_the_answer_runs(
    site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db.backends.sqlite3 import _functions

    called: list[str] = []
    for name in ("_sqlite_regexp", "_sqlite_lpad", "_sqlite_datetime_extract", "_sqlite_datetime_cast_date"):
        monkeypatch.setattr(_functions, name, lambda *_, name=name: called.append(name))
    assert "[1, 1, '2030-01-01', 1, 1.0, 'xxalpha']" in told(site, tmp_path, HONEST)
    assert called == []


def test_a_regular_expression_without_an_end_costs_its_own_task(
    site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = """\
from django.db import connection
connection.cursor().execute("SELECT %s REGEXP %s", ["a" * 60 + "b", "(a+)+$"])"""
    with monkeypatch.context() as patch:
        patch.setattr(database, "SECONDS", 1.0)
        assert "Gone" in told(site, tmp_path, body)
    assert "[1, 1, '2030" in told(site, tmp_path, HONEST)


ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
LARGE = "'aaaaaaaaa'"
for _ in range(4):
    LARGE = f"replace({LARGE}, 'a', 'aaaaaaaaaa')"
HOSTILE = {
    "a text of a gigabyte": ("SELECT LPAD('x', 1000000000, 'y')", "raised exception"),
    "a longer text by SQLite itself": ("SELECT printf('%.*c', 1000000000, 'a')", "not authorized"),
    "a text that grows": (f"SELECT replace({LARGE}, 'a', {LARGE})", "too big"),
    "an aggregate without an end": (f"{ENDLESS} SELECT STDDEV_POP(x) FROM c", "raised error"),
    "rows without an end": (f"{ENDLESS} SELECT SUM(x) FROM c", "interrupted"),
    "rows that all differ": (f"{ENDLESS} SELECT DISTINCT {LARGE} || x FROM c ORDER BY 1", ""),
    "each letter compared with each": (f"SELECT trim({LARGE}, {LARGE})", "raised exception"),
    "a pattern with many stars": (f"SELECT {LARGE} LIKE '%{'a%' * 200}b'", "too complex"),
    "more rows than the database may hold": (
        f"{ENDLESS} INSERT INTO django_session SELECT x, {LARGE}, '2030-01-01' FROM c", "full",
    ),
    "an address in memory as a tokenizer": ("SELECT fts3_tokenizer('mine', x'4141414141414141')", "not authorized"),
    "the address of a tokenizer": ("SELECT fts3_tokenizer('simple')", "not authorized"),
    "the pages of the database": ("SELECT COUNT(*) FROM dbstat", ""),
    "statements of the site": ("SELECT sql FROM sqlite_stmt", ""),
    "rows of the schema": ("DELETE FROM sqlite_master", ""),
    "deep brackets": (f"SELECT {'(' * 3000}1{')' * 3000}", ""),
}  # fmt: skip
"""By what is tried: the statement, and a word of the error."""


@pytest.fixture(scope="module")
def refused(site: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The error of each statement of HOSTILE, by name, run by the answer of a submission."""
    limit_memory()
    statements = {name: sql for name, (sql, _) in HOSTILE.items()}
    endless = [statements[name] for name in ("rows without an end", "rows that all differ")]
    body = f"""\
from django.db import connection
found = {{}}
for name, sql in {statements!r}.items():
    try: found[name] = "got " + repr(connection.cursor().execute(sql).fetchall())[:40]
    except Exception as error: found[name] = "refused: " + str(error)[:60]
requests_made = __import__("urllib.request").request.urlopen(url + "/desk/hello/").read()
return found"""
    kept: list[Any] = []
    plain = database.SiteDatabase.execute

    def execute(self: database.SiteDatabase, asked: dict[str, Any], ask: database.Ask) -> dict[str, Any]:
        """Only what never ends is ended by its time: on a busy machine it would end the others first, and the answer's
        process where that is asked for a function meanwhile."""
        patch.setattr(database, "SECONDS", 1.0 if asked["sql"] in endless else 300.0)
        return plain(self, asked, ask)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database.SiteDatabase, "execute", execute)
        for module in (judge, process, stand_in):  # all these statements are one call, on a machine that may be busy
            patch.setattr(module, "CELL_SECONDS", 300.0)
        patch.setattr(judge, "FunctionExercise", _keeper(kept))
        list(judge.judge(hand_in(tmp_path_factory.mktemp("sql") / "a.ipynb", "07.2", body), site))
    return dict(kept[-1])


def _keeper(kept: list[Any]) -> type:
    """In place of an exercise: calls the function once, and keeps what it returns."""

    class Keeper(judge.FunctionExercise):
        def check(self, function: Any = None) -> Any:
            with self._aside() as aside:
                kept.append(function(aside.url))
            return super().check(len)

    return Keeper


@pytest.mark.parametrize("name", HOSTILE)
def test_a_statement_has_limits(name: str, refused: dict[str, str]) -> None:
    assert refused[name].startswith("refused: ") and HOSTILE[name][1] in refused[name]


def test_the_key_of_the_site_stands_in_no_command_line(
    site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every user of the machine can read the command lines of all processes. The answer's process gets it by a pipe."""
    from django.conf import settings

    commands: list[str] = []
    plain = process.subprocess.Popen

    def popen(command: list[str], **more: Any) -> Any:
        commands.append(f"{command} {more.get('env')}")
        return plain(command, **more)

    monkeypatch.setattr(process.subprocess, "Popen", popen)
    key = told(site, tmp_path, "from django.conf import settings\nraise ValueError(settings.SECRET_KEY[:20])")
    assert settings.SECRET_KEY[:20] in key
    assert commands and not any(settings.SECRET_KEY in command for command in commands)


# What else arrives from a submission


def test_what_would_take_long_to_unpack_is_no_value() -> None:
    same_hash = [at * (2**61 - 1) for at in range(values.MOST_KEYS + 1)]
    for packed in ({"set": same_hash}, {"dict": [[key, 1] for key in same_hash]}):
        with pytest.raises(ValueError, match="too many entries"):
            values.unpacked(packed)
    assert len(values.unpacked({"list": same_hash})) == len(same_hash)


def test_a_number_that_python_does_not_write_is_another_value() -> None:
    assert json.dumps(values.packed([10**5000, -(10**5000), 10**300])).count("other") == 2


def test_a_compressed_answer_of_a_project_is_not_unpacked() -> None:
    """Thirty megabytes of zeros, compressed twice, are a few hundred bytes."""
    body = gzip.compress(gzip.compress(bytes(30_000_000)))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with server.accept()[0] as accepted:
                accepted.recv(65_536)
                accepted.sendall(head + body)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        exchange = SimpleNamespace(response=SimpleNamespace(status=200))
        recording: Any = SimpleNamespace(connected=lambda port: None, exchange_from=lambda port: exchange)
        assert Client(url, recording, None).get("/").exchange is exchange
        thread.join()


# Time


class Scripted(worker.GradingProcess):
    """A worker whose process is a thread that plays a script: for each round, what it sends; then it is silent."""

    def __init__(self, *rounds: list[Any]) -> None:
        super().__init__()
        self.asked: list[Any] = []
        self._rounds = list(rounds)
        self._other_ends: list[Any] = []

    def _start(self) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = SimpleNamespace()
        self._other_ends.append(theirs)  # open, as that of a process that hangs

        def play() -> None:
            self.asked.append(theirs.recv())
            for each in self._rounds.pop(0):
                theirs.send(each) if each != "ends" else theirs.close()

        threading.Thread(target=play, daemon=True).start()

    def _end(self) -> None:
        self._process = None


def row(task: str, outcome: str = "passed") -> Row:
    return Row("a.ipynb", "a", "03_x", task, outcome)


SUBMISSION = Submission(Path("a.ipynb"), "a.ipynb", "a")


def test_a_task_that_the_grader_cannot_end_costs_its_own_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "TASK_SECONDS", 0.5)
    hangs = [("03_x", "03.1"), row("03.1"), ("03_x", "03.2")]
    scripted = Scripted(hangs, [("03_x", "03.3"), row("03.3"), None])
    rows = scripted.judge(SUBMISSION, "")
    assert [(each.task, each.outcome) for each in rows] == [
        ("03.1", "passed"), ("03.2", "not graded"), ("03.3", "passed"),
    ]  # fmt: skip
    assert rows[1].exercise == "03_x" and "longer than 0.5 seconds" in rows[1].message[0]
    assert scripted.asked[1][2] == ["03.1", "03.2"]


def test_a_worker_that_ends_is_told_apart_from_one_that_takes_too_long() -> None:
    rows = Scripted([("03_x", "03.1"), "ends"], [row("03.2"), None]).judge(SUBMISSION, "")
    assert [each.outcome for each in rows] == ["not graded", "passed"]
    assert "process ended" in rows[0].message[0]


def test_a_notebook_has_one_budget_for_all_its_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "SUBMISSION_SECONDS", 0.0)
    monkeypatch.setattr(worker, "LAST_SECONDS", 0.2)
    rows = Scripted([("03_x", "03.1")], [row("03.2", "not graded"), None]).judge(SUBMISSION, "")
    assert [each.outcome for each in rows] == ["not graded", "not graded"]
    rows = Scripted([]).judge(SUBMISSION, "")  # reading the notebook takes all of it
    assert [(each.task, each.outcome) for each in rows] == [("", "not graded")]


def test_no_task_is_begun_after_the_time_is_used_up(tmp_path: Path) -> None:
    begun: list[str] = []
    submission = hand_in(tmp_path / "a.ipynb", "03.2", "while True: pass")
    rows = list(judge.judge(submission, None, done=["03.1"], seconds=0, begins=lambda _, task: begun.append(task)))
    assert {each.outcome for each in rows} == {"not graded"}
    assert begun == [each.task for each in rows] and begun[0] == "03.2"


# The report


def test_the_report_is_written_as_the_grading_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        hand_in(tmp_path / f"{name}.ipynb", "03.1", "pass")
    out, seen = tmp_path / "out", []

    def crashes(submissions: list[Submission], lesson: str, *, done: Any, **_: Any) -> bool:
        for submission in submissions:
            with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            seen.append((len(rows), (out / "grades.html").read_text("utf-8").partition("So far ")[2][:6]))
            done(submission, [Row(submission.name, "x", "03_cookies_carry_a_note", "03.1", "passed")])
        raise RuntimeError("out of memory")

    monkeypatch.setattr(grade, "grade_all", crashes)
    options = argparse.Namespace(folder=tmp_path, out=out, jobs=1, lesson=None, names=None, unguarded=True)
    with pytest.raises(RuntimeError):
        command.main(options, ROOT)
    assert seen == [(0, "0 of 2"), (1, "1 of 2")]
    assert "So far" not in (out / "grades.html").read_text("utf-8")


# A machine that lacks a wall


@pytest.mark.parametrize("task", ["03.1", "10.1"])
def test_where_a_wall_is_missing_nobody_is_blamed_and_nothing_is_run(
    task: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walls, "NEEDED", ("files", "network"))
    monkeypatch.setattr(walls, "standing", lambda connects: ("files",))
    monkeypatch.setattr(judge, "Process", None)
    monkeypatch.setattr(judge, "ProjectExercise", None)
    submission = hand_in(tmp_path / "a.ipynb", task, "pass")
    project = tmp_path / "workshop"
    project.mkdir()
    (project / "manage.py").touch()
    submission = Submission(submission.path, submission.name, "a", (project,))
    found = {row.task: row for row in judge.judge(submission, None)}[task]
    assert found.outcome == "not graded"
    assert "nothing guards network from the code of an answer" in found.message[0]
    assert "--unguarded" in found.message[1]


# The disk


FILLS = {
    "large files": "for at in range(100): open(f'{at}', 'wb').write(bytes(1_000_000))",
    "many files": "for at in range(1000): open(f'{at}', 'wb').close()",
    "deep folders": "import os\nfor at in range(60): os.mkdir('a'); os.chdir('a')",
    "files without a name": """\
import os
kept = []
for at in range(100):
    kept.append(open("a", "wb", buffering=0))
    kept[-1].write(bytes(1_000_000))
    os.remove("a")""",
}


@pytest.mark.skipif(bool(walls.missing(True)), reason="this system lacks a wall of the sandbox")
@pytest.mark.parametrize("body", FILLS.values(), ids=FILLS)
def test_what_fills_the_disk_is_ended_and_not_graded(
    body: str, site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "MOST", 3_000_000)
    monkeypatch.setattr(disk, "LOOK_SECONDS", 0.05)
    submission = hand_in(tmp_path / "a.ipynb", "00.1", f"{body}\nwhile True: pass")
    row = next(judge.judge(submission, site))
    assert row.outcome == "not graded" and "MB of files" in row.message[0], row


def test_a_process_has_few_files_open(site: Any, tmp_path: Path) -> None:
    if walls.missing(True):
        pytest.skip("this system lacks a wall of the sandbox")
    body = "import socket\nkept = []\nwhile len(kept) < 2000: kept.append(socket.socketpair())"
    row = next(judge.judge(hand_in(tmp_path / "a.ipynb", "00.1", body), site))
    assert "Too many open files" in " ".join(row.message), row


@pytest.mark.parametrize(
    ("limit", "most", "column", "rows"),
    [("MOST_ROWS", 7, "x", 7), ("MOST_BYTES", 1000, f"x || '{'a' * 90}'", 10)],
    ids=["rows", "bytes"],
)
def test_of_many_rows_the_grader_reads_the_first(
    site: Any, monkeypatch: pytest.MonkeyPatch, limit: str, most: int, column: str, rows: int
) -> None:
    monkeypatch.setattr(session_file, limit, most)
    open_database = SiteDatabase()
    try:
        asked = {"sql": f"{ENDLESS} SELECT {column} FROM c", "parameters": values.packed([])}
        assert len(values.unpacked(open_database.execute(asked, lambda question, seconds: None)["rows"])) == rows
    finally:
        open_database.close()


def test_a_message_without_an_end_is_not_read_to_its_end() -> None:
    asked: list[int] = []

    class Pipe(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            asked.append(size or 0)
            return super().readline(size)

    reading = object.__new__(process.Process)
    reading._process = SimpleNamespace(stdout=Pipe(b"a" * 3_000_000))
    reading._lines = queue.Queue()
    reading._read()
    assert asked == [process.LONGEST_MESSAGE] and 0 < process.LONGEST_MESSAGE <= 2_000_000
    assert reading._lines.get_nowait() == b"", "it ends the conversation"


def test_a_notebook_that_asks_for_checks_again_and_again_is_left(
    site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if walls.missing(True):
        pytest.skip("this system lacks a wall of the sandbox")
    monkeypatch.setattr(judge, "MOST_CHECKS", 3)
    asked: list[object] = []
    check = judge.FunctionExercise.check
    monkeypatch.setattr(judge.FunctionExercise, "check", lambda *given: (asked.append(1), check(*given))[1])
    cell = "from classroom import exercise\nfor _ in range(50): exercise('00.1').check(len)"
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": cell}]}), encoding="utf-8")
    rows = list(judge.judge(Submission(path, path.name, "somebody"), site, "00"))
    assert [row.outcome for row in rows if row.task == "00.1"] == ["not yet"], rows
    assert len(asked) == 4, "the check is the grader's own work"
