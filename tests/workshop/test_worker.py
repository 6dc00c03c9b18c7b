"""The kernel's side of a project's process: whom it believes, what it waits for, and what it gives back."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from classroom.errors import CourseError
from classroom.sandbox.sandbox import Rights
from classroom.workshop import fault, frame_handler, program, project, project_process, serve, two_servers, worker
from classroom.workshop.fault import Fault, Frame
from classroom.workshop.frame_handler import AppResponse, FrameHandler
from classroom.workshop.place import own_lines, place_of
from classroom.workshop.problem import Problem
from classroom.workshop.project_process import LOST, MOST_PROBLEMS, ProjectError, ProjectProcess
from classroom.workshop.relay import Relay
from classroom.workshop.session_file import read_rows
from classroom.workshop.stamp import stamp
from classroom.workshop.twins import twin_of
from classroom.workshop.worker import ProcessGone, ProcessOptions, Worker

LONG = 60.0
"""Seconds for what a slow machine does, too."""
SAYS = """
import json, os, struct, subprocess, sys, time
def say(**message):
    head = json.dumps(message).encode()
    sys.stdout.buffer.write(struct.pack(">II", len(head), 0) + head)
    sys.stdout.buffer.flush()
"""
READY = 'say(id=0, say="ready", engine="db", database="/theirs")\n'
WAITS = "sys.stdin.buffer.read()\n"


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Worker]]:
    """Start a worker whose process runs this code; it is killed after the test."""
    workers: list[Worker] = []
    lines: list[str] = []

    def start(code: str, **options: Any) -> Worker:
        def run(command: list[str], folder: str, environment: Any, **_: Any) -> Any:
            return program.start([sys.executable, "-c", SAYS + code], folder, environment)

        monkeypatch.setattr(worker, "start", run)
        workers.append(Worker(ProcessOptions(str(tmp_path), start_timeout=LONG, **options), lines.append))
        return workers[-1]

    yield start
    for each in workers:
        each.kill()


@pytest.mark.parametrize(
    ("options", "database"),
    [
        ({}, "/theirs"), ({"rights": Rights((), ())}, ""), ({"own_database": "/ours"}, "/ours"),
        ({"own_database": "/ours", "rights": Rights((), ())}, "/ours"),
    ],
)  # fmt: skip
def test_the_database_of_who_is_not_trusted_is_where_the_check_put_it(
    options: dict[str, Any], database: str, started: Callable[..., Worker]
) -> None:
    running = started(READY + WAITS, **options)
    assert running.wait_until_ready() is None
    assert running.store == {"engine": "db", "database": database}
    assert running._database("") == "", "it is no file at all"


def test_a_frame_with_a_number_that_nobody_waits_for_is_left(started: Callable[..., Worker]) -> None:
    odd = "".join(f"say(id={number}, say='ready')\n" for number in ([1], '"0"', 7, None, {}, -1, 0.5))
    assert started(odd + READY + WAITS).wait_until_ready() is None


HOLDS_THE_PIPES = """
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
print(child.pid, file=sys.stderr, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe is inherited in another way there")
def test_who_has_ended_is_not_waited_for_though_somebody_holds_its_pipe(started: Callable[..., Worker]) -> None:
    gone = started(HOLDS_THE_PIPES)
    try:
        with pytest.raises(ProcessGone):
            gone.wait_until_ready()
        assert not gone.is_alive and gone.exit_code == 0
    finally:
        os.kill(int(gone.last_lines()[0]), signal.SIGKILL)


def test_who_has_ended_is_asked_nothing(started: Callable[..., Worker]) -> None:
    gone = started("")
    with pytest.raises(ProcessGone):
        gone.wait_until_ready()
    gone._reader.join(60)
    for _ in range(2):
        with pytest.raises(ProcessGone):
            gone.ask(do="request")
    assert set(gone._waiting) <= {0}, "nobody waits for an answer to it"
    assert gone.state_of(gone.startup) == ([], None)
    gone.resume(gone.startup, True)


def test_who_is_retired_ends_what_is_under_way_and_begins_nothing(started: Callable[..., Worker]) -> None:
    busy = started(READY + WAITS)
    busy.wait_until_ready()
    first, second = busy.ask(do="request"), busy.ask(do="request")
    busy.retire()
    with pytest.raises(ProcessGone):
        busy.ask(do="request")
    first.done()
    assert busy.is_alive, "the second is not answered yet"
    second.done()
    assert not busy.is_alive
    idle = started(READY + WAITS)
    idle.wait_until_ready()
    idle.retire()
    assert not idle.is_alive


def test_the_first_reason_to_end_it_is_told_and_whoever_waits_is_woken(started: Callable[..., Worker]) -> None:
    running = started(READY + WAITS)
    running.wait_until_ready()
    pending = running.ask(do="request")
    running.kill("the first")
    running.kill("the second")
    assert running.ended_because == "the first"
    with pytest.raises(ProcessGone):
        pending.next(LONG)


def test_what_it_prints_has_limits(started: Callable[..., Worker]) -> None:
    prints = (
        "sys.stderr.buffer.write(b'x' * 25_000 + b'\\n')\n"
        "for at in range(400): sys.stderr.buffer.write(b'\\xff%d\\r\\n' % at)\n"
    )
    gone = started(prints)
    with pytest.raises(ProcessGone):
        gone.wait_until_ready()
    gone._log.join(60)
    found: list[str] = gone._note.__self__  # type: ignore[attr-defined]
    assert [len(line) for line in found[:3]] == [10_000, 10_000, 5_000]
    assert gone.last_lines() == [f"\ufffd{at}" for at in range(100, 400)]


def test_a_process_that_has_ended_is_not_signalled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number may be another's by now."""
    killed: list[Any] = []
    monkeypatch.setattr(os, "killpg", lambda *told: killed.append(told), raising=False)
    ended: Any = SimpleNamespace(pid=77, poll=lambda: 0, kill=lambda: killed.append("it"))
    program.kill_group(ended)
    assert killed == []

    def wait(timeout: float) -> None:
        assert 0 < timeout <= 5
        raise subprocess.TimeoutExpired("it", timeout)

    program.kill_group(SimpleNamespace(pid=77, poll=lambda: None, wait=wait))  # type: ignore[arg-type]
    assert killed == [(77, signal.SIGKILL)]


@pytest.mark.parametrize("name", ["PYTHONSAFEPATH", "PYTHONWARNINGS", "PYTHONSTARTUP", "FORCE_COLOR", "CLICOLOR_FORCE"])
def test_what_would_change_how_python_runs_is_not_inherited(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, str]] = []
    monkeypatch.setenv(name, "1")
    monkeypatch.setattr(program.subprocess, "Popen", lambda *_, env, **__: given.append(env))
    program.start(["x"], str(tmp_path), {})
    assert name not in given[0] and given[0]["NO_COLOR"] == "1"


# When it is started, and when not


class Fake:
    """In place of a worker. load: what it does while the project is loaded."""

    made: ClassVar[list[Fake]] = []
    load: ClassVar[Callable[[], Any]] = staticmethod(lambda: None)

    def __init__(self, options: Any, note: Any) -> None:
        self.is_alive, self.ended_because, self.exit_code = True, "", -9
        self.done: list[Any] = []
        self.startup = SimpleNamespace(done=lambda: self.done.append("not expected"))
        self.made.append(self)

    def wait_until_ready(self) -> Any:
        return self.load()

    def kill(self, because: str = "") -> None:
        self.done.append(("killed", because))

    def retire(self) -> None:
        self.done.append("retired")

    def state_of(self, pending: Any) -> Any:
        return [], None

    def last_lines(self) -> list[str]:
        return []

    def ask(self, **message: Any) -> Any:
        raise ProcessGone


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProjectProcess:
    monkeypatch.setattr(project_process, "Worker", Fake)
    monkeypatch.setattr(Fake, "load", staticmethod(lambda: None))
    Fake.made.clear()
    (tmp_path / "manage.py").touch()
    return ProjectProcess(ProcessOptions(str(tmp_path)), True, lambda line: None)


def raises(error: BaseException) -> Callable[[], Any]:
    def load() -> Any:
        raise error

    return load


def test_it_is_started_for_other_files_or_where_it_has_ended(process: ProjectProcess, tmp_path: Path) -> None:
    first = process.ready()
    assert process.ready() is first
    (tmp_path / "new.py").touch()
    process.latest = Problem("a", "b")
    second = process.ready()
    assert second is not first and Fake.made[0].done == ["retired"] and process.latest is None
    Fake.made[1].is_alive = False
    assert process.ready() is not second
    process.load_again()
    process.ready()
    process.stop()
    assert len(Fake.made) == 4 and Fake.made[3].done == [("killed", "The project was stopped.")]


@pytest.mark.parametrize(
    ("load", "done"),
    [
        (raises(TimeoutError()), [("killed", "")]),
        (raises(ProcessGone()), []),
        (lambda: ["ValueError", "x", [], "", None, ""], [("killed", "")]),
    ],
    ids=["takes too long", "ends", "has a fault"],
)
def test_what_does_not_load_is_not_tried_at_each_request(
    load: Callable[[], Any], done: list[Any], process: ProjectProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fake, "load", staticmethod(load))
    monkeypatch.setattr(project_process, "TRY_AGAIN", LONG)
    for _ in range(3):
        with pytest.raises(ProjectError):
            process.ready()
    assert [each.done for each in Fake.made] == [done]
    (tmp_path / "mended.py").touch()
    with pytest.raises(ProjectError):
        process.ready()
    monkeypatch.setattr(project_process, "TRY_AGAIN", 0.0)
    with pytest.raises(ProjectError):
        process.ready()
    assert len(Fake.made) == 3, "at once for another file, and for the same after a while"


@pytest.mark.parametrize("error", [TimeoutError(), KeyboardInterrupt()])
def test_who_is_not_waited_for_any_more_is_killed(
    error: BaseException, process: ProjectProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Fake, "load", staticmethod(raises(error)))
    with pytest.raises((ProjectError, KeyboardInterrupt)):
        process._load()
    assert Fake.made[0].done == [("killed", "")]


def test_an_answer_that_does_not_come_ends_the_process_and_is_told(process: ProjectProcess) -> None:
    running: Any = process.ready()
    forgotten: list[str] = []
    pending: Any = SimpleNamespace(next=raises(TimeoutError()), done=lambda: forgotten.append("done"))
    pending.next = lambda timeout: raises(TimeoutError())()
    with pytest.raises(ProjectError, match="longer than 10 seconds"):
        process.wait(running, pending, "GET /")
    assert forgotten == ["done"] and running.done[0][0] == "killed" and "Another request hung" in running.done[0][1]
    running.ended_because = running.done[0][1]
    with pytest.raises(ProjectError) as told:
        process.ask(do="python")
    assert told.value.status == LOST and "Send this one again" in str(told.value)


def test_of_many_problems_the_latest_are_kept(process: ProjectProcess) -> None:
    for number in range(MOST_PROBLEMS + 5):
        process.note_problem(number, Problem(str(number), ""))
    process.note_problem(999, None)
    assert process.latest is None and process.problem_of(999) is None
    assert [process.problem_of(number) is None for number in (0, 4, 5, MOST_PROBLEMS + 4)] == [True, True, False, False]


# Between the client and the process


class Ends:
    """In place of a worker: it ends before it has a request, so often; then it answers by these frames."""

    def __init__(self, times: int, *frames: tuple[dict[str, Any], bytes]) -> None:
        self.times, self.frames, self.done = times, list(frames), list[Any]()

    def ask(self, body: bytes, **message: Any) -> Any:
        self.done.append(message["environ"])
        if self.times:
            self.times -= 1
            raise ProcessGone
        return SimpleNamespace(done=lambda: self.done.append("done"), next=lambda timeout: self.frames.pop(0))

    def resume(self, pending: Any, wanted: bool) -> None:
        self.done.append(wanted)


def relayed(process: ProjectProcess, ends: Ends) -> tuple[Any, list[Any]]:
    """Ask by a relay. Returns its answer, and the status with the headers."""
    process.ready = lambda: ends  # type: ignore[assignment, return-value, method-assign]
    recorder = frame_handler.Recorder()
    told: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.input": io.BytesIO(b""), "HTTP_HOST": "h", "SERVER_NAME": "h",
        "SERVER_PORT": "80", "wsgi.url_scheme": "http", "wsgi.errors": "x",
    }  # fmt: skip
    token = frame_handler.current.set(recorder.begin(1, 50_000))
    try:
        return Relay(process)(environ, lambda *head: told.append(head)), told
    finally:
        frame_handler.current.reset(token)


END = {"say": "end", "notes": None, "fault": None, "refused": None}


@pytest.mark.parametrize(("times", "status"), [(0, "200 OK"), (1, "200 OK"), (2, "500 Internal Server Error")])
def test_a_request_that_nobody_received_is_sent_once_more(times: int, status: str, process: ProjectProcess) -> None:
    ends = Ends(times, ({**END, "status": "200 OK", "headers": []}, b"hello"))
    ends.ended_because, ends.exit_code, ends.last_lines = "", -9, list  # type: ignore[attr-defined]
    _, ((said, _),) = relayed(process, ends)
    assert said == status and len([each for each in ends.done if isinstance(each, dict)]) == min(times + 1, 2)
    assert all("wsgi.errors" not in each for each in ends.done if isinstance(each, dict)), "text that is WSGI's own"


@pytest.mark.parametrize("how", ["ends", "the client leaves", "cannot be sent"])
def test_of_a_stream_nothing_is_left_waiting(how: str, process: ProjectProcess) -> None:
    headers = [["X", "a\r\nSet-Cookie: b=c"]] if how == "cannot be sent" else []
    first = ({"say": "piece", "status": "200 OK", "headers": headers}, b"a")
    ends = Ends(0, first, (dict(END), b""))
    answer, ((status, sent),) = relayed(process, ends)
    assert next(answer) == b"a" or how == "cannot be sent"
    if how == "ends":
        assert list(answer) == []
    elif how == "the client leaves":
        answer.close()
    assert ends.done[-2:] == [False, "done"]
    assert status[:3] == ("500" if how == "cannot be sent" else "200") and "X" not in dict(sent)


# In the process itself


def handler() -> tuple[FrameHandler, list[Any]]:
    """A handler of frames, with what it sends; the probes are not laid."""
    found, sent = object.__new__(FrameHandler), list[Any]()
    found._channel = SimpleNamespace(send=lambda *told, **message: sent.append((told, message)))  # type: ignore[assignment]
    found._threads, found._responses, found._drafts = {}, {}, {}
    found._recorder = frame_handler.Recorder()
    return found, sent


@pytest.mark.parametrize("error", [SystemExit(), KeyboardInterrupt(), ValueError("\ud800"), RecursionError()])
def test_whatever_ends_a_view_is_answered_and_nothing_of_it_is_kept(error: BaseException) -> None:
    def application(environ: Any, start: Any) -> Any:
        raise error

    found, sent = handler()
    found._application = application
    found._run_job(found._handle_request, 5, {"environ": {}}, b"")
    assert (found._threads, found._responses, found._drafts) == ({}, {}, {})
    assert frame_handler.current.get() is None, "the next request of this thread has its own recording"
    (_, message), *more = sent
    assert not more and message["id"] == 5 and message["fault"].kind == type(error).__name__


@pytest.mark.parametrize("streams", [True, False])
def test_an_answer_is_closed_whatever_happens(streams: bool) -> None:
    class Answer:
        streaming, closed = streams, 0

        def __iter__(self) -> Iterator[bytes]:
            yield b"a"
            raise ZeroDivisionError

        def close(self) -> None:
            self.closed += 1

    answer, sent = Answer(), list[Any]()
    response = AppResponse(lambda *told, **message: sent.append(told), 1)
    response.resume(True)
    with pytest.raises(ZeroDivisionError):
        response.run(lambda environ, start: answer, {})
    assert answer.closed == 1 and len(sent) == streams


def test_a_stream_waits_for_its_client_and_ends_with_it() -> None:
    made: list[int] = []
    sent = threading.Semaphore(0)

    class Answer:
        streaming = True

        def __iter__(self) -> Iterator[bytes]:
            for at in range(1000):
                made.append(at)
                yield b"x"

    response = AppResponse(lambda *_, **__: sent.release(), 1)
    thread = threading.Thread(target=response.run, args=(lambda environ, start: Answer(), {}), daemon=True)
    thread.start()
    assert sent.acquire(timeout=60) and not sent.acquire(timeout=0.05), "one piece, until the client has it"
    response.resume(True)
    assert sent.acquire(timeout=60)
    response.resume(False)
    thread.join(60)
    assert not thread.is_alive() and made == [0, 1]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Windows has no process groups to kill")
def test_a_process_kills_its_own_group_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []
    monkeypatch.setattr(os, "killpg", lambda *told: done.append(told))
    monkeypatch.setattr(serve, "_exit", done.append)
    monkeypatch.setattr(os, "getpgrp", lambda: os.getpid() + 1)
    serve.kill_own_group()
    assert done == [1], "it is in the group of who started it"
    monkeypatch.setattr(os, "getpgrp", os.getpid)
    serve.kill_own_group()
    assert done == [1, (os.getpid(), signal.SIGKILL), 1]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells how much memory is in use")
def test_the_memory_of_the_project_is_limited_beyond_what_python_has(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(serve.resource, "setrlimit", lambda *told: asked.append(told))
    serve._limit_memory(10_000_000)
    ((kind, (soft, hard)),) = asked
    assert kind == serve.resource.RLIMIT_AS and soft == hard and 10_000_000 < soft < 2**45
    monkeypatch.setattr(serve.resource, "setrlimit", lambda *told: raises(ValueError("there is a lower one"))())
    serve._limit_memory(1)
    monkeypatch.setattr(serve, "resource", None)
    serve._limit_memory(1)


# Two servers


def test_of_two_servers_the_first_is_closed_where_the_second_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []

    class Server:
        def __init__(self, options: ProcessOptions, follow: bool) -> None:
            done.append(Path(options.environment["DEMO_SITE_DATABASE"]).parent)
            assert done[-1].is_dir()
            self.problem = Problem("broken", "mend it") if len(done) > 1 else None

        def close(self) -> None:
            done.append("closed")

    monkeypatch.setattr(two_servers, "Server", Server)
    with pytest.raises(CourseError, match="broken") as told, two_servers.two_servers():
        raise AssertionError("not reached")
    assert done[2:] == ["closed", "closed"] and not done[0].exists()
    assert told.tb is not None, "who shows the error keeps its frames: the folder goes all the same"


# Files of the project


def test_a_stamp_reads_the_projects_own_files_alone(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "project"
    for place in (
        outside,
        *(folder / name for name in ("app", ".git", "__pycache__", "node_modules", "site-packages")),
    ):
        place.mkdir(parents=True)
        (place / "a.py").touch()
    for name in (".env", ".hidden.py", "db.sqlite3", "me.png", "b.html"):
        (folder / name).touch()
    (folder / "linked").symlink_to(outside)
    (folder / "app" / "round").symlink_to(folder)
    (folder / "gone.py").symlink_to(tmp_path / "nowhere")
    names = [Path(path).relative_to(folder).as_posix() for path, _, _ in stamp(folder)]
    assert names == [".env", "app/a.py", "b.html"]
    assert stamp(tmp_path / "nowhere") == ()
    before = stamp(folder)
    (folder / "b.html").write_text("x", encoding="utf-8")
    os.utime(folder / "b.html", ns=(before[-1][1],) * 2)
    assert stamp(folder) != before, "the size counts as well: a clock may be coarse"


def test_a_file_that_is_far_too_large_for_a_person_or_gone_is_none_of_the_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.py").write_bytes(b"x" * 999_999)
    (tmp_path / "large.py").write_bytes(b"x" * 1_000_000)
    (tmp_path / "gone.py").write_bytes(b"x")
    plain = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == "gone.py":
            raise FileNotFoundError(path)
        return plain(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert list(project.text_files(tmp_path)) == ["a.py"]


DIFFERENT = {
    "a link to a file": lambda place: (place / "a.py").symlink_to(place.parent / "elsewhere"),
    "a link to a folder": lambda place: (place / "b").symlink_to(place.parent),
    "a file": lambda place: (place / "more.txt").touch(),
    "a database that cannot be read": lambda place: (place / "x.sqlite3").write_bytes(b"no SQLite"),
    "a large file": lambda place: (place / "me.mp4").write_bytes(b"x" * 101),
}


@pytest.mark.parametrize("how", DIFFERENT)
@pytest.mark.parametrize("in_both", [True, False])
def test_in_doubt_two_projects_are_not_the_same(
    how: str, in_both: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from classroom.workshop import twins

    monkeypatch.setattr(twins, "MOST_BYTES", 100)
    (tmp_path / "elsewhere").write_text("of somebody else", encoding="utf-8")
    one, other = tmp_path / "one", tmp_path / "other"
    for place in (one, other):
        place.mkdir()
        (place / "manage.py").write_text("SECRET_KEY = 1\n", encoding="utf-8")
    assert twin_of(one, [tmp_path / "none", other]) == other
    DIFFERENT[how](one)
    if in_both:
        DIFFERENT[how](other)
    same = how == "a file" and in_both
    assert twin_of(one, [other]) == (other if same else None)
    assert twin_of(other, [one]) == (one if same else None)


@pytest.mark.parametrize("view", ["../secret.x", "/etc/passwd.x", ".x", "mysite.views.(", "a\0b.x", "x" * 5000 + ".y"])
def test_a_view_is_looked_for_in_the_project_alone(view: str, tmp_path: Path) -> None:
    project_folder = tmp_path / "project"
    (project_folder / "mysite").mkdir(parents=True)
    (project_folder / "mysite" / "views.py").write_text("def page(request): ...\n", encoding="utf-8")
    (tmp_path / "secret.py").write_text("def x(): ...\n", encoding="utf-8")
    assert place_of(Fault("", "", view=view), project_folder) is None
    assert place_of(Fault("", "", view="mysite.views.page"), project_folder) == (
        "mysite/views.py", 1, "def page(request): ...",
    )  # fmt: skip


def test_lines_of_the_project_are_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    (tmp_path / "secret.py").write_text("a secret\n", encoding="utf-8")
    (folder / "a.py").write_text("x" * 5000 + "\n", encoding="utf-8")
    frames = [
        Frame(f"{folder}/../secret.py", 1), Frame(f"{folder}/lib/site-packages/a.py", 1), Frame("/etc/passwd", 1),
        Frame(f"{folder}/a.py", 1), Frame(f"{folder}/a.py", 0), Frame(f"{folder}/a.py", -1),
        Frame(f"{folder}/gone.py", 9),
    ]  # fmt: skip
    found = own_lines(frames, folder)
    assert [(name, line) for name, line, _ in found] == [("a.py", 1), ("a.py", 0), ("a.py", -1), ("gone.py", 9)]
    assert [len(text) for _, _, text in found] == [100, 0, 0, 0]


def test_of_a_deep_stack_the_innermost_frames_are_kept() -> None:
    def deep(levels: int) -> None:
        if levels == 0:
            stacks.append(fault.of_stack(sys._getframe()))
            raise ValueError("x" * 10)
        deep(levels - 1)

    stacks: list[Any] = []

    with pytest.raises(ValueError, match="x") as caught:
        deep(200)
    assert len(fault.of_exception(caught.value).frames) <= fault.MOST_FRAMES <= 100
    assert len(stacks[0]) <= fault.MOST_FRAMES and stacks[0][-1][2].startswith("stacks.append")


@pytest.mark.parametrize("value", [2**70, -(2**70)])
def test_a_number_that_sqlite_has_no_room_for_finds_nothing(value: int, tmp_path: Path) -> None:
    (tmp_path / "db").touch()
    assert read_rows(str(tmp_path / "db"), "SELECT ?", value) == []
    assert read_rows(str(tmp_path / "db"), "SELECT ?", 5) == [(5,)]
