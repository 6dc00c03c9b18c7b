"""What comes from a submission is not believed: its file, its process's words, its rows, and what it leaves behind."""

from __future__ import annotations

import io
import json
import os
import queue
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, NoReturn

import pytest

from classroom.check import catalogue
from classroom.check.verdict import Outcome, Verdict
from classroom.errors import CourseError
from classroom.grade import disk, find, grade, judge, process, projects, report, stand_in, submission, worker
from classroom.grade.inside import values
from classroom.grade.submission import Row, Submission, Unreadable, read_cells
from classroom.paths import ROOT
from classroom.sandbox import sandbox, walls

A_SUBMISSION = Submission(Path("a.ipynb"), "a.ipynb", "a")

# Its process


class Child:
    """In place of a started process: it has said this, and keeps what it is sent."""

    pid = 4_000_000_000  # no process has this number

    def __init__(self, said: bytes) -> None:
        self.stdin, self.stdout, self.sent = SimpleNamespace(), io.BytesIO(said), b""
        self.stdin.write, self.stdin.flush, self.stdin.close = self._take, lambda: None, lambda: None
        self.killed = 0

    def _take(self, words: bytes) -> None:
        self.sent += words

    def kill(self) -> None:
        self.killed += 1

    def wait(self) -> None: ...


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Start a `Process` whose child says this: what became of it, by name."""

    def start(said: bytes, **more: Any) -> dict[str, Any]:
        child, found = Child(said), {}

        def popen(command: list[str], **options: Any) -> Child:
            found.update(command=command, options=options, home=options["cwd"].parent)
            assert (found["home"] / "program" / "classroom" / "sandbox" / "sandbox.py").is_file()
            return child

        monkeypatch.setattr(process.subprocess, "Popen", popen)
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.setattr(os, "killpg", lambda *told: found.update(group=told), raising=False)
        found["child"] = child
        try:
            with process.Process([(1, "pass", 1.0)], "http://127.0.0.1:8123", **more) as running:
                found["restricted"] = running.restricted
        except CourseError as problem:
            found["problem"] = str(problem)
        found["sent"] = json.loads(child.sent.splitlines()[0])
        return found

    return start


def test_the_process_of_a_submission_has_limits_of_everything(started: Callable[..., dict[str, Any]]) -> None:
    found = started(b'{"restricted": ["files"]}\n')
    rights = sandbox.Rights(**found["sent"]["rights"])
    assert found["restricted"] == ["files"]
    assert 0 < rights.memory <= 1_000_000_000 and 0 < rights.file <= 10_000_000 and 0 < rights.open_files <= 256
    assert 0 < rights.seconds <= 90 and rights.processes >= bool(sandbox.process_limit())
    assert (rights.port, tuple(rights.walls)) == (8123, walls.NEEDED)
    assert rights.writable == [str(found["options"]["cwd"]), os.devnull]
    assert not any(Path(path).resolve() in (ROOT, *ROOT.parents) for path in rights.readable)
    assert found["options"]["start_new_session"] is True, "it is killed with its group, which is not ours"
    assert {"-I", "-S"} < set(found["command"])
    assert found["sent"]["models"] is None
    assert started(b'{"restricted": []}\n', guarded=False)["sent"]["rights"]["walls"] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups of this kind")
@pytest.mark.parametrize("said", [b'{"restricted": []}\n', b"", b"nonsense\n", b"[1]\n"])
def test_of_the_process_of_a_submission_nothing_is_left(said: bytes, started: Callable[..., dict[str, Any]]) -> None:
    found = started(said)
    assert ("problem" in found) == (not said.startswith(b"{"))
    assert "did not start" in found.get("problem", "did not start")
    assert found["group"] == (Child.pid, signal.SIGKILL) and found["child"].killed
    assert found["child"].stdout.closed and not found["home"].exists()


class NoDatabase:
    """In place of the site's database: runs nothing, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def execute(self, asked: Any, ask: Any) -> dict[str, Any]:
        self.asked.append(ask({"function": "LPAD"}, 5.0))
        return {}

    def roll_back(self) -> None:
        self.asked.append("rolled back")


def told_by(*lines: bytes) -> tuple[process.Process, NoDatabase]:
    """A `Process` that has read these lines."""
    found = object.__new__(process.Process)
    database = NoDatabase()
    found._database, found._is_open, found._lines = database, True, queue.Queue()  # type: ignore[assignment]
    found._process = Child(b"")  # type: ignore[assignment]
    for line in lines:
        found._lines.put(line)
    return found, database


NO_MESSAGES = [b"nonsense\n", b"[" * 100_000, b"3\n", b"null\n", b"", b"\xff\n", b'["returned"]\n']


@pytest.mark.parametrize("line", NO_MESSAGES)
def test_who_sends_what_is_no_message_is_not_heard_any_more(line: bytes) -> None:
    honest = b'{"returned": 1}\n'
    talk, database = told_by(line, honest)
    assert talk.receive(5.0) is None and talk.receive(5.0) is None
    assert database.asked == ["rolled back"], "an open transaction would hold the site's lock"
    talk, database = told_by(b'{"sql": "SELECT 1"}\n', line, honest)
    assert talk.receive(5.0) is None
    assert database.asked == [None], "the same for the answer to a function of SQL"
    talk, database = told_by(b'{"sql": "SELECT 1"}\n', b'{"value": 2}\n', honest)
    assert talk.receive(5.0) == {"returned": 1} and database.asked == [{"value": 2}, "rolled back"]


def test_who_says_nothing_is_not_waited_for() -> None:
    talk, _ = told_by()
    assert talk.receive(0.0) is None and not talk._is_open
    talk, database = told_by(b'{"sql": "SELECT 1"}\n')
    assert talk._ask({}, -1.0) == {"sql": "SELECT 1"} and talk._ask({}, -1.0) is None
    assert talk.receive(5.0) is None and database.asked == []


# What it says of its function


ODD = [None, 3, "x", [], {}, [[]], [["a"]], [["a", 99, None]], [["a b", 1, None]], [["a", 1, None]] * 2,
       [["b", 4, None], ["a", 1, None]], {"a": 1}, True]  # fmt: skip


@pytest.mark.parametrize("told", ODD, ids=repr)
def test_a_signature_that_is_none_takes_everything(told: Any) -> None:
    found = stand_in._signature(told)
    assert told in ([], {}) or [each.kind.name for each in found.parameters.values()] == [
        "VAR_POSITIONAL", "VAR_KEYWORD",
    ]  # fmt: skip
    long = stand_in._signature([["a" * 500, 1, None]])
    assert [len(name) for name in long.parameters] == [80]


@pytest.mark.parametrize(
    "told", [*ODD, {"place": 3}, {"place": ["<cell x>", 1]}, {"place": ["<cell 1>", None]}], ids=repr
)
def test_an_exception_that_is_none_has_no_place(told: Any) -> None:
    error, place = stand_in.error_of(told)
    assert (type(error).__name__, str(error), place) == ("Error", "", None)


def test_an_exception_has_a_name_and_words_of_some_length() -> None:
    told = {"type": "a b\n" * 100, "words": "x" * 10_000, "place": ["<cell 7>", 3]}
    error, place = stand_in.error_of(told)
    assert type(error).__name__.isidentifier() and len(type(error).__name__) == 80
    assert (len(str(error)), place) == (1000, (7, 3))
    # One that is unwritten is what a check takes for "not started"; the word alone does not make it so.
    assert type(stand_in.error_of({"unwritten": "yes", "type": "ValueError"})[0]).__name__ == "ValueError"


@pytest.mark.parametrize("told", [None, 3, {}, {"refused": "x"}, {"refused": 3}, [["x"]]])
def test_what_is_no_list_of_refusals_excuses_nothing(told: Any) -> None:
    assert stand_in.refused_in(told) == []
    assert stand_in.refused_in({"refused": ["x" * 1000] * 9}) == ["x" * 80] * 3


class Talk:
    """In place of a process: answers each call with these messages."""

    def __init__(self, *messages: Any) -> None:
        self.messages, self.sent = list(messages), list[Any]()

    def send(self, **message: Any) -> None:
        self.sent.append(message)

    def receive(self, seconds: float) -> Any:
        assert 0 <= seconds <= process.CELL_SECONDS + process.GRACE
        return self.messages.pop(0)


def standing_in(*messages: Any) -> tuple[stand_in.StandIn, Talk]:
    talk = Talk(*messages)
    return stand_in.StandIn({}, talk, {1: "def f():\n    pass"}, (1, 1)), talk  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "after",
    [
        None, {"list": []}, {"list": [{"dict": []}]}, {"eval": "1"},
        {"list": [{"tuple": []}, {"set": []}, {"dict": []}]},
        {"list": [{"dict": [[1]]}, {"dict": []}, {"set": []}]}, 3, [], {"list": [{"set": [{"list": []}]}]},
    ],
)  # fmt: skip
def test_changes_that_are_none_change_nothing_of_the_checks_own(after: Any) -> None:
    mine: tuple[Any, ...] = ([1, 2], {"a": 1}, {3})
    function, _ = standing_in({"returned": 5, "after": after})
    assert function(*mine) == 5
    assert mine == ([1, 2], {"a": 1}, {3})


def test_changes_of_what_was_handed_out_are_made() -> None:
    mine: tuple[Any, ...] = ([1, 2], {"a": 1}, {3})
    function, _ = standing_in({"returned": 5, "after": values.packed([[2], {"b": 1}, {4}])})
    assert function(*mine) == 5 and mine == ([2], {"b": 1}, {4})


@pytest.mark.parametrize("returned", [{"eval": 1}, [1], {"list": None}, {"call": 0}, {"set": [{"list": []}]}, {}])
def test_a_result_that_is_none_equals_nothing(returned: Any) -> None:
    function, _ = standing_in({"returned": returned})
    found = function()
    assert isinstance(found, values.Other) and found not in (None, 1, [], {})


@pytest.mark.parametrize(
    "asked", [{"ask": 7}, {"ask": -9}, {"ask": "0"}, {"ask": 0, "arguments": 3}, {"ask": 0, "arguments": {"eval": 1}},
              {"ask": 0, "arguments": {"list": [1, 2, 3]}, "named": {"dict": []}}],
)  # fmt: skip
def test_a_question_that_is_none_is_answered_with_its_error(asked: dict[str, Any]) -> None:
    function, talk = standing_in(asked, {"returned": 1})
    assert function(lambda: "x" * 10_000) == 1
    assert set(talk.sent[1]) == {"refused", "words"} and len(talk.sent[1]["words"]) <= 1000


@pytest.mark.parametrize(("place", "shown"), [([1, 99], (2, "pass")), ([1, -5], (1, "def f():")), ([9, 2], (1, ""))])
def test_a_line_that_is_none_is_the_nearest(place: list[int], shown: tuple[int, str]) -> None:
    function, _ = standing_in({"raised": {"type": "E", "place": [f"<cell {place[0]}>", place[1]]}})
    with pytest.raises(Exception, match=r"^$"):
        function()
    assert function.own_line() == shown


def test_values_in_each_other_have_an_end() -> None:
    endless: list[Any] = []
    endless.append(endless)
    for value in (endless, {"a": endless}):
        assert "deeply nested" in json.dumps(values.packed(value))


# The cells of a notebook, and how long each may take


class Scripted(Talk):
    """A process of which it is known what it says. cells: those that each was to run."""

    cells: ClassVar[list[Any]] = []
    scripts: ClassVar[list[list[Any]]] = []
    filled_disk = False

    def __init__(self, cells: Any, *_: Any) -> None:
        super().__init__(*self.scripts.pop(0))
        self.cells.append([(number, seconds) for number, _, seconds in cells])

    def __enter__(self) -> Scripted:
        return self

    def __exit__(self, *exc: object) -> None:
        assert exc[0] is None

    def receive(self, seconds: float) -> Any:
        return super().receive(seconds) if self.messages else None


CELLS = {1: "while True: pass", 2: "import os; os._exit(0)", 3: 'exercise("03.1").check(f)', 4: "late"}
PASSED = Verdict(Outcome.PASSED, "03.1", "", 1)


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., judge.Judge]:
    """Judge 03.1 in a notebook of CELLS, by processes that say this."""
    site: Any = SimpleNamespace(reset=lambda: None, url="http://127.0.0.1:1", aside=None)

    def start(timeouts: dict[int, float], *scripts: list[Any]) -> judge.Judge:
        Scripted.cells, Scripted.scripts = [], list(scripts)
        task = catalogue.find_task("03.1")
        return judge.Judge(task, catalogue.lesson_of("03"), CELLS, site, timeouts)  # type: ignore[arg-type]

    monkeypatch.setattr(judge, "Process", Scripted)
    return start


STILL_RUNNING = {"type": "StillRunning", "late": True}


def test_a_cell_that_cost_its_time_once_has_little_in_the_next_task(scripted: Callable[..., judge.Judge]) -> None:
    timeouts: dict[int, float] = {}
    end = {"end": True}
    scripted(timeouts, [{"cell": 1}, {"cell": 1, "raised": STILL_RUNNING}, {"cell": 2}], [{"cell": 3}, end]).verdict()
    full = judge.CELL_SECONDS
    assert Scripted.cells == [[(1, full), (2, full), (3, full)], [(1, judge.REDUCED_TIMEOUT), (3, full)]]
    assert timeouts == {1: judge.REDUCED_TIMEOUT, 2: 0} and full >= 10 * judge.REDUCED_TIMEOUT
    scripted(timeouts, [{"cell": 3}, end]).verdict()
    assert Scripted.cells == [[(1, judge.REDUCED_TIMEOUT), (3, full)]], (
        "what ended its process is left out from then on"
    )


def test_a_cell_of_the_task_that_ends_its_process_is_tried_once_only(scripted: Callable[..., judge.Judge]) -> None:
    found = scripted({3: 0.0}, [{"cell": 3}], [{"end": True}]).verdict()
    assert found.outcome == Outcome.ERROR and "Gone: this cell ended its process" in found.seen
    assert [[number for number, _ in cells] for cells in Scripted.cells] == [[1, 2, 3], [1, 2]]


def test_a_process_that_says_it_runs_a_cell_that_was_left_out_is_not_tried_again_and_again(
    scripted: Callable[..., judge.Judge],
) -> None:
    scripted({}, [{"cell": 1}], [{"cell": 1}], [{"end": True}]).verdict()
    assert [[number for number, _ in cells] for cells in Scripted.cells] == [[1, 2, 3], [2, 3]]


@pytest.mark.parametrize("number", [99, "3", [3], None])
def test_a_cell_that_is_not_in_the_notebook_is_nobodys_fault(number: Any, scripted: Callable[..., judge.Judge]) -> None:
    judging = scripted({}, [{"cell": 3}, {"cell": number}, {"raised": {"type": "ValueError"}}, {"end": True}])
    judging.verdict()
    assert list(judging.faults) == [3]


def test_only_the_task_that_is_judged_is_checked(
    scripted: Callable[..., judge.Judge], monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[Any] = []
    monkeypatch.setattr(judge.Judge, "_check", lambda self, told, process, at: checked.append((told, at)))
    asks = [{"cell": 1}, {"check": "03.2", "function": "a"}, {"check": ["03.1"]}, {"check": "03.1", "function": "b"}]
    scripted({}, [*asks, {"end": True}]).verdict()
    assert checked == [("b", 1)]


class Calls:
    def __init__(self, *_: Any) -> NoReturn:
        raise AssertionError("it would be called")


@pytest.mark.parametrize("told", [None, 3, {}, {"callable": 1}, {"callable": "yes"}, {"repr": ["x"]}])
def test_what_is_not_said_to_be_a_function_is_not_called(
    told: Any, scripted: Callable[..., judge.Judge], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judge, "StandIn", Calls)
    judging = scripted({}, [{"cell": 3}, {"check": "03.1", "function": told}, {"end": True}])
    assert judging.verdict().outcome == Outcome.ERROR


def test_the_better_of_two_verdicts_stays_and_of_two_alike_the_later(
    scripted: Callable[..., judge.Judge], monkeypatch: pytest.MonkeyPatch
) -> None:
    def verdicts(*outcomes: Outcome) -> tuple[Verdict, int]:
        given = [Verdict(outcome, "03.1", str(at), 1) for at, outcome in enumerate(outcomes)]
        left = iter(given)
        exercise = SimpleNamespace(check=lambda function: next(left))
        monkeypatch.setattr(judge, "FunctionExercise", lambda *_, **__: exercise)
        asks = [{"check": "03.1"}] * len(outcomes)
        found = scripted({}, [{"cell": 3}, *asks, {"end": True}]).verdict()
        return found, given.index(found)

    assert verdicts(Outcome.NOT_YET, Outcome.ERROR, Outcome.NOT_STARTED)[1] == 0
    assert verdicts(Outcome.NOT_STARTED, Outcome.ERROR, Outcome.NOT_YET)[1] == 2
    assert verdicts(Outcome.NOT_YET, Outcome.NOT_YET)[1] == 1
    assert verdicts(Outcome.PASSED, Outcome.ERROR)[1] == 0


def test_the_database_of_the_site_is_given_back_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    monkeypatch.setattr(judge, "SiteDatabase", lambda: SimpleNamespace(close=lambda: closed.append(1)))
    with pytest.raises(ZeroDivisionError), judge._database([(1, "import django", 1.0)]):
        raise ZeroDivisionError
    assert closed == [1]
    with judge._database([(1, "import requests", 1.0)]) as database:
        assert database is None


def test_a_site_that_cannot_be_reset_is_opened_anew() -> None:
    done: list[str] = []

    def reset() -> None:
        raise CourseError("a", "b", "c")

    judge._reset(SimpleNamespace(reset=reset, close=lambda: done.append("close"), open=lambda: done.append("open")))
    assert done == ["close", "open"]


# What is judged, and what cannot be


def notebook(path: Path, *sources: Any) -> Submission:
    cells = [{"cell_type": "code", "source": source} for source in sources]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return Submission(path, path.name, "a")


@pytest.mark.parametrize(
    ("problem", "words"),
    [(ZeroDivisionError("ours"), "The check broke: ZeroDivisionError: ours"), (CourseError("One.", "b", "c"), "One.")],
)
@pytest.mark.parametrize("task", ["03.1", "10.1"])
def test_an_error_of_ours_costs_one_task_and_blames_nobody(
    task: str, problem: Exception, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> Any:
        raise problem

    monkeypatch.setattr(judge.Judge, "verdict", breaks)
    monkeypatch.setattr(judge, "handed_in", breaks)
    monkeypatch.setattr(walls, "standing", lambda connects: walls.WALLS)
    number = task.partition(".")[0]
    names = " ".join(f'"{each.name}"' for each in catalogue.lesson_of(number).tasks)
    rows = list(judge.judge(notebook(tmp_path / "a.ipynb", names), None, number))
    assert [row.task for row in rows] == [each.name for each in catalogue.lesson_of(number).tasks]
    assert {row.outcome for row in rows} == {"not graded"}
    assert all(row.message[0].startswith(words) for row in rows) and len(rows) > 1


def test_a_notebook_has_so_many_cells_of_such_a_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert submission.MOST_CELLS <= 1000 and submission.LONGEST_CELL <= 200_000 and submission.LARGEST <= 20_000_000
    monkeypatch.setattr(submission, "MOST_CELLS", 3)
    monkeypatch.setattr(submission, "LONGEST_CELL", 10)
    path = notebook(tmp_path / "a.ipynb", "a" * 11, "b" * 10, "c", "d").path
    assert read_cells(path) == ["b" * 10, "c"]


def test_what_cannot_be_encoded_is_replaced(tmp_path: Path) -> None:
    (source,) = read_cells(notebook(tmp_path / "a.ipynb", ["a = '\ud800", "\udfff'", "\0"]).path)
    assert source.encode() == b"a = '??'\0"


def test_whose_lesson_a_file_is_is_read_from_its_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(b"[" * 100_000)
    assert find.lessons_of(path, ["03_x"]) == {"?"}
    monkeypatch.setattr(find, "LARGEST", 50)
    path.write_text('"03.1"' + " " * 50 + '"04.1"', encoding="utf-8")
    assert find.lessons_of(path, ["03_x", "04_x"]) == {"03"}
    assert find.lessons_of(tmp_path / "none", ["03_x"]) == {"?"}


# Projects


def of_project(folder: Path) -> Submission:
    return Submission(folder.parent / "a.ipynb", "a.ipynb", "a", (folder,))


def test_of_a_project_its_own_files_are_copied_and_the_copy_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workshop"
    deep = folder.joinpath(*["a"] * (projects.DEEPEST + 1))
    deep.mkdir(parents=True)
    for place in (folder, deep.parent, deep):
        (place / "x.py").write_text("", encoding="utf-8")
    for name in ("db.sqlite3", "db.sqlite3-wal", "more.sqlite3.bak"):
        (folder / name).touch()
    (folder / "closed").write_text("secret", encoding="utf-8")
    (folder / "closed").chmod(0o4755)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe")
    with projects.handed_in(of_project(folder), "workshop") as found:
        names = sorted(path.relative_to(found.folder).as_posix() for path in found.folder.rglob("*") if path.is_file())
        assert names == ["/".join([*["a"] * projects.DEEPEST, "x.py"]), "closed", "x.py"]
        assert not (found.folder / "closed").stat().st_mode & 0o7111
    assert not found.folder.exists()
    copies: list[Path] = []

    def refuses(source: Path, target: Path, links: list[str]) -> None:
        copies.append(target)
        raise Unreadable("x")

    monkeypatch.setattr(projects, "_copy", refuses)
    with pytest.raises(Unreadable) as told, projects.handed_in(of_project(folder), "workshop"):
        raise AssertionError("not reached")
    assert not copies[0].parent.exists()
    assert told.tb is not None, "who shows the error keeps its frames: the copy goes all the same"


def test_a_project_that_is_too_large_or_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "workshop"
    folder.mkdir()
    for name in "ab":
        (folder / name).write_bytes(bytes(600))
    assert projects.MOST_FILES <= 3000 and projects.MOST_BYTES <= 50_000_000 and projects.DEEPEST <= 20
    monkeypatch.setattr(projects, "MOST_BYTES", 1000)
    with pytest.raises(Unreadable, match="too large"), projects.handed_in(of_project(folder), "workshop"):
        raise AssertionError("not reached")
    with (
        pytest.raises(Unreadable, match="cannot be read"),
        projects.handed_in(of_project(tmp_path / "gone" / "workshop"), "workshop"),
    ):
        raise AssertionError("not reached")


def test_a_file_that_becomes_a_link_while_it_is_copied_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workshop"
    folder.mkdir()
    (folder / "a.py").write_text("mine", encoding="utf-8")
    (tmp_path / "secret").write_text("a secret", encoding="utf-8")
    plain = projects.shutil.copyfile

    def copyfile(source: Path, target: Path, **more: Any) -> Any:
        source.unlink()
        source.symlink_to(tmp_path / "secret")
        return plain(source, target, **more)

    monkeypatch.setattr(projects.shutil, "copyfile", copyfile)
    with projects.handed_in(of_project(folder), "workshop") as found:
        assert (found.folder / "a.py").is_symlink(), "what it leads to is not in the copy, and the sandbox opens it not"


# The disk


def test_what_a_link_leads_to_is_not_counted_and_what_is_gone_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "large").write_bytes(bytes(200_000))
    (tmp_path / "work").mkdir()
    for name in ("outside", "outside/large", "nowhere"):
        (tmp_path / "work" / name.replace("/", "-")).symlink_to(tmp_path / name)
    monkeypatch.setattr(disk, "MOST", 100_000)
    assert not disk.is_full(tmp_path / "work", os.getpid())
    assert disk.is_full(tmp_path / "outside", os.getpid())
    assert not disk.is_full(tmp_path / "gone", Child.pid)


# Several at once, and the end


class Worker:
    """In place of a worker of `grade`: judges until it is stopped."""

    made: ClassVar[list[Worker]] = []

    def __init__(self, guarded: bool) -> None:
        self.guarded, self.stopped, self.judged = guarded, threading.Event(), 0
        self.made.append(self)

    def judge(self, submission: Submission, lesson: str) -> list[Row]:
        self.judged += 1
        if submission.name != "0":
            assert self.stopped.wait(60), "nobody stops it"
        return [Row(submission.name, "a", "", "", "passed")]

    def stop(self) -> None:
        self.stopped.set()


@pytest.mark.parametrize("problem", [KeyboardInterrupt, ZeroDivisionError])
def test_what_ends_the_grading_ends_every_worker(problem: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "GradingProcess", Worker)
    Worker.made.clear()
    submissions = [Submission(Path(str(at)), str(at), "a", how="by its name", attempt="the last") for at in range(9)]
    rows: list[Row] = []

    def done(each: Submission, its: list[Row]) -> None:
        rows.extend(its)
        if len(rows) == 1:
            raise problem

    if problem is KeyboardInterrupt:
        assert grade.grade_all(submissions, "", jobs=2, done=done, guarded=False) is False
        assert sum(each.judged for each in Worker.made) < 9, "what was not begun is not begun any more"
    else:
        with pytest.raises(problem):
            grade.grade_all(submissions, "", jobs=2, done=done, guarded=False)
    assert 1 <= len(Worker.made) <= 2 and not any(each.guarded for each in Worker.made)
    assert all(each.stopped.is_set() for each in Worker.made)
    assert (rows[0].how, rows[0].attempt) == ("by its name", "the last")


def test_a_worker_that_is_stopped_begins_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    stopped = worker.GradingProcess()

    def rest(each: Submission, *_: Any) -> Row:
        begun.append(each.name)
        assert len(begun) < 5, "it goes on and on"
        stopped.stop()
        return Row(each.name, "a", "03_x", "03.1", "not graded")

    monkeypatch.setattr(stopped, "_judge_rest", rest)
    assert len(stopped.judge(A_SUBMISSION, "")) == 1 and begun == ["a.ipynb"]
    assert stopped.judge(A_SUBMISSION, "") == [] and begun == ["a.ipynb"]


def test_what_a_worker_sees_to_before_it_judges_and_after(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from classroom.site import live_site

    done: list[Any] = []
    asked = [(A_SUBMISSION, "03", ["03.1"], 7.0)]

    def judges(each: Submission, site: Any, only: str, **more: Any) -> list[Any]:
        begins = more.pop("begins")
        begins("03_x", "03.2")
        done.append((only, more))
        return ["a row"]

    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(worker, "limit_memory", lambda: done.append("SQLite has a limit"))
    monkeypatch.setattr(worker.signal, "signal", lambda *told: done.append(told))
    monkeypatch.setattr(worker.ctypes, "CDLL", lambda name: SimpleNamespace(prctl=lambda *_: done.append("adopts")))
    monkeypatch.setattr(worker, "kill_children", lambda: done.append("children"))
    monkeypatch.setattr(judge, "judge", judges)
    site = SimpleNamespace(close=lambda: done.append("closed"))
    monkeypatch.setattr(live_site, "open_site", lambda: done.append(tempfile.gettempdir()) or site)  # type: ignore[func-returns-value]

    def receive() -> Any:
        if asked:
            return asked.pop()
        raise EOFError

    worker.serve(SimpleNamespace(recv=receive, send=done.append), str(tmp_path), True)
    assert done == [
        "SQLite has a limit", (signal.SIGINT, signal.SIG_IGN), str(tmp_path),
        *["adopts"] * (sys.platform == "linux"),
        ("03_x", "03.2"), ("03", {"guarded": True, "done": ["03.1"], "seconds": 7.0}), "a row", "children", None,
        "closed",
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="finds children in /proc")
def test_no_child_of_a_worker_is_left_nor_waits_to_be_buried() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "import subprocess\nfrom classroom.grade import worker\n"
        "for _ in range(2): subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "worker.kill_children()\nprint(worker.descendants(worker.os.getpid()))"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, timeout=120, check=True)
    assert done.stdout.strip() == b"[]"


# Its SQL


@pytest.fixture(scope="module")
def site() -> Iterator[Any]:
    from classroom.site.live_site import open_site

    site = open_site()
    yield site
    site.close()


@pytest.fixture
def database(site: Any) -> Iterator[Any]:
    from classroom.grade.database import SiteDatabase

    found = SiteDatabase()
    yield found
    found.close()


def unpacks_to(value: Any) -> Any:
    return {"sql": "SELECT ?", "parameters": values.packed([value])}


NO_STATEMENTS = {
    "no statement": {"sql": "SELECT 1"},
    "no parameters": {"sql": "SELECT ?", "parameters": None},
    "an unknown kind": {"sql": "SELECT ?", "parameters": {"eval": 1}},
    "too few": {"sql": "SELECT ?", "parameters": {"list": []}},
    "a number that SQLite has no room for": unpacks_to(2**70),
    "what cannot be encoded": unpacks_to("\ud800"),
    "a list in a list": unpacks_to([1]),
    "of no type of SQLite's": unpacks_to(object()),
    "two statements": {"sql": "SELECT 1; SELECT 2", "parameters": {"list": []}},
    "a zero byte": {"sql": "SELECT 1\0", "parameters": {"list": []}},
    "no text": {"sql": ["SELECT 1"], "parameters": {"list": []}},
    "long": {"sql": "SELECT " + "x" * 90_000, "parameters": {"list": []}},
}


@pytest.mark.parametrize("name", NO_STATEMENTS)
def test_what_is_no_statement_is_answered_with_an_error_of_sqlite3(name: str, database: Any) -> None:
    told = database.execute(NO_STATEMENTS[name], lambda question, seconds: None)
    assert issubclass(getattr(sqlite3, told["refused"]), sqlite3.Error) and len(told["words"]) <= 1000
    assert database.execute(unpacks_to(5), lambda question, seconds: None)["rows"] == values.packed([(5,)])


@pytest.mark.parametrize(
    "answer", [None, {}, {"value": {"list": []}}, {"value": {"other": "x"}}, {"value": {"eval": 1}}]
)
def test_a_function_of_sql_without_a_value_is_an_error(answer: Any, database: Any) -> None:
    seconds: list[float] = []
    asked = {"sql": "SELECT LPAD('a', 3, 'b')", "parameters": {"list": []}}
    told = database.execute(asked, lambda question, left: seconds.append(left) or answer)  # type: ignore[func-returns-value]
    assert told["refused"] == "OperationalError" and 0 < seconds[0] <= 5
    told = database.execute(asked, lambda question, left: {"value": "bba"})
    assert told["rows"] == values.packed([("bba",)])


def test_a_statement_that_finds_no_memory_is_an_error(database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from classroom.grade import database as module

    def full(cursor: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(module, "bounded", full)
    told = database.execute(unpacks_to(1), lambda question, seconds: None)
    assert told == {"refused": "OperationalError", "words": "out of memory"}


def test_a_commit_without_a_transaction_is_nothing_and_one_left_open_is_rolled_back(database: Any) -> None:
    def run(sql: str) -> dict[str, Any]:
        return dict(database.execute({"sql": sql, "parameters": {"list": []}}, lambda question, seconds: None))

    assert [run(sql)["rows"] for sql in ("COMMIT", "ROLLBACK")] == [{"list": []}] * 2
    run("BEGIN")
    run("INSERT INTO django_session VALUES ('mine', '', '2030-01-01')")
    database._deadline.begin(-1.0)  # the time of its own statement is used up
    database.roll_back()
    assert run("SELECT COUNT(*) FROM django_session")["rows"] == values.packed([(0,)])
    database._connection.set_authorizer(None)
    pragmas = [database._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "temp_store")]
    assert pragmas == [1, 2], "rows hold together, and nothing is written to the disk for a large result"


# The report


def test_a_spreadsheet_is_told_how_the_table_is_encoded(tmp_path: Path) -> None:
    table, _ = report.write_report([Row("a", "김", "03_cookies_carry_a_note", "03.1", "passed")], tmp_path)
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
