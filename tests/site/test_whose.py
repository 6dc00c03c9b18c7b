"""What other programs ask during a check is not the function's; what its own threads and processes ask is."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
import requests

from classroom.check.work import Work
from classroom.site import whose
from classroom.site.live_site import LiveSite, open_site

ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells whose a connection is")

CLIENT = """
import http.client, sys
for line in sys.stdin:
    host, path = line.split()
    client = http.client.HTTPConnection(host, timeout=60)
    for _ in range(3):
        client.request("GET", path, headers={"User-Agent": "the same"})
        client.getresponse().read()
    print("asked", flush=True)
"""
START = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', sys.argv[1]], start_new_session=True)"


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    yield site
    site.close()


@contextmanager
def orphan(start: str) -> Iterator[Callable[[str, str], None]]:
    """A program whose parent has ended. Asks on demand. start: starts it."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", start, CLIENT], **pipes) as starter:  # type: ignore[call-overload]
        starter.wait(60)

        def ask(host: str, path: str) -> None:
            starter.stdin.write(f"{host} {path}\n")
            starter.stdin.flush()
            assert starter.stdout.readline() == "asked\n"

        yield ask


@pytest.fixture
def stranger() -> Iterator[Callable[[str, str], None]]:
    """A program that is not started by this one, as far as anybody can see: it has a session of its own, too."""
    with orphan(START) as ask:
        yield ask


def work(site: LiveSite, function: Callable[[str], object]) -> Work:
    return Work(function, ("url",), site.aside, Random(1))


def host_of(url: str) -> str:
    return url.removeprefix("http://")


@ON_LINUX
def test_what_a_browser_asks_meanwhile_is_not_judged(site: LiveSite, stranger: Callable[[str, str], None]) -> None:
    kept: list[requests.Session] = []

    def answer(url: str) -> None:
        client = requests.Session()
        client.headers["User-Agent"] = "the same"
        kept.append(client)
        stranger(host_of(url), "/desk/hello/")
        client.get(f"{url}/desk/hello/?mine")
        stranger(host_of(url), "/favicon.ico")
        requests.get(f"{url}/desk/hello/?mine")  # a connection that is closed when it is looked at
        stranger(host_of(url), "/desk/hello/")

    for _ in range(3):
        talk = work(site, answer).run()
        assert [each.target for each in talk.exchanges] == ["/desk/hello/?mine"] * 2


@ON_LINUX
def test_the_other_addresses_are_looked_at_too(site: LiveSite, stranger: Callable[[str, str], None]) -> None:
    bakery = site.url_of("bakery")

    def answer(url: str) -> None:
        stranger(host_of(bakery), "/tracker/bakery/")
        requests.get(f"{bakery}/tracker/bakery/?mine")

    assert [each.target for each in work(site, answer).run().exchanges] == ["/tracker/bakery/?mine"]


def test_a_connection_that_has_ended_is_not_the_one_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a minute the system remembers it, without an inode: from the same port, to another of the addresses."""
    inodes = dict(zip(whose.HOSTS, (0, 0, 77, 78), strict=False))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(whose, "owner_by_netlink", lambda local, remote: (1000, inodes[remote[0]]))
    assert whose._inode(5, 6) == 77


def test_threads_and_programs_of_the_function_count(site: LiveSite) -> None:
    processes: list[subprocess.Popen[str]] = []

    def answer(url: str) -> None:
        client = requests.Session()
        thread = threading.Thread(target=lambda: client.get(f"{url}/desk/hello/?thread"))
        thread.start()
        thread.join()
        for own_session in (False, True):
            child = subprocess.Popen(
                [sys.executable, "-c", CLIENT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=own_session,
            )
            processes.append(child)
            assert child.stdin and child.stdout
            child.stdin.write(f"{host_of(url)} /desk/hello/?{own_session}\n")
            child.stdin.flush()
            assert child.stdout.readline() == "asked\n"
        client.get(f"{url}/desk/hello/?last")

    targets = [each.target.partition("?")[2] for each in work(site, answer).run().exchanges]
    for child in processes:
        child.communicate()
    assert targets == ["thread", *["False"] * 3, *["True"] * 3, "last"]


def test_a_program_of_the_same_session_counts_although_its_parent_has_ended(site: LiveSite) -> None:
    with orphan(START.replace(", start_new_session=True", "")) as ask:
        talk = work(site, lambda url: ask(host_of(url), "/desk/hello/")).run()
    assert [each.target for each in talk.exchanges] == ["/desk/hello/"] * 3


@ON_LINUX
def test_where_the_system_does_not_tell_all_count(
    site: LiveSite, stranger: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(whose, "PROC", tmp_path)
    talk = work(site, lambda url: stranger(host_of(url), "/desk/hello/")).run()
    assert [each.target for each in talk.exchanges] == ["/desk/hello/"] * 3


@ON_LINUX
def test_outside_of_a_check_the_learner_sees_what_a_browser_asks(
    site: LiveSite, stranger: Callable[[str, str], None]
) -> None:
    stranger(host_of(site.url), "/desk/hello/")
    assert [each.target for each in site.exchanges] == ["/desk/hello/"] * 3


def process(proc: Path, pid: int, parent: int, session: int, holds: str = "", name: str = "a program") -> None:
    """Lay a process into a folder that stands for /proc. holds: what its only open file is a link to."""
    (proc / str(pid) / "fd").mkdir(parents=True)
    (proc / str(pid) / "stat").write_text(f"{pid} ({name}) S {parent} {pid} {session} 0 -1 4194560", encoding="utf-8")
    if holds:
        (proc / str(pid) / "fd" / "3").symlink_to(holds)


HELD = "socket:[77]"
MINE, SESSION = 100, 90


@pytest.mark.skipif(sys.platform == "win32", reason="a link to anything needs a right there")
@pytest.mark.parametrize(
    ("others", "strange"),
    [
        ([(200, 1, 200, HELD)], True),
        ([(200, 1, 200, "socket:[7]")], False),
        ([(200, 1, 200, "socket:[777]")], False),
        ([], False),
        ([(200, 1, 200, HELD, "odd) S 100 100 100 (")], True),
        ([(200, MINE, 200, HELD)], False),
        ([(200, 201, 200, HELD), (201, MINE, 201)], False),
        ([(200, 1, SESSION, HELD)], False),
        ([(200, 1, 200, HELD), (201, MINE, 201, HELD)], False),  # inherited: one of ours holds it, too
        ([(200, 201, 200, HELD), (201, 200, 201)], True),  # a number that was given again while it was read
        ([(200, 201, 200, HELD), (201, 202, 201), (202, 201, 202)], True),
    ],
)
def test_who_holds_a_connection_is_decided_by_line_and_session(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, others: list[tuple], strange: bool
) -> None:
    """Also where processes end and files are closed while they are looked at."""
    monkeypatch.setattr(os, "getpid", lambda: MINE)
    monkeypatch.setattr(os, "getsid", lambda pid: SESSION, raising=False)
    monkeypatch.setattr(whose, "PROC", tmp_path)
    monkeypatch.setattr(whose, "_inode", lambda *ports: 77)
    listed = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: sorted(listed(path)))
    process(tmp_path, 1, 0, 1)
    process(tmp_path, MINE, SESSION, SESSION)
    for each in others:
        process(tmp_path, *each)
    (tmp_path / "150" / "stat").mkdir(parents=True)  # cannot be read
    for pid in (1, MINE, 200):
        (tmp_path / str(pid) / "fd").mkdir(parents=True, exist_ok=True)
        (tmp_path / str(pid) / "fd" / "0").touch()  # no link any more
    process(tmp_path, 160, 1, 160)
    (tmp_path / "160" / "fd").rmdir()  # another user's
    asked = threading.Event()

    def ask() -> None:
        assert whose.is_strangers(40_000, 8_000) == strange
        asked.set()

    threading.Thread(target=ask, daemon=True).start()
    assert asked.wait(30), "it fails, or goes round in circles"


@ON_LINUX
@pytest.mark.parametrize("problem", [OSError("no such family"), struct.error("a short answer")])
def test_where_the_kernel_does_not_answer_its_list_is_read(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    def fails(*ends: object) -> None:
        raise problem

    monkeypatch.setattr(whose, "owner_by_netlink", fails)
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as client,
        listener.accept()[0],
    ):
        inode = whose._inode(client.getsockname()[1], listener.getsockname()[1])
        assert inode == os.fstat(client.fileno()).st_ino


def test_in_that_list_a_connection_that_is_over_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its ports may be used again at once, and then both stand there."""
    monkeypatch.setattr(sys, "platform", "a system without netlink")
    monkeypatch.setattr(whose, "PROC", tmp_path)
    assert whose._inode(0xABCD, 0x1F90) == 0, "no list at all"
    row = " {}: 0100007F:{} 0100007F:{} {} 00000000:00000000 00:00000000 00000000  1000        0 {} 1 0 20 4\n"
    rows = [(0, "ABCD", "1F90", "06", 5), (1, "1F90", "ABCD", "01", 6), (2, "ABCD", "1F90", "01", 7)]
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "tcp").write_text(
        "  sl  local_address\n" + "".join(row.format(*each) for each in rows), "ascii"
    )
    assert whose._inode(0xABCD, 0x1F90) == 7
    assert whose._inode(0xBCD, 0x1F90) == whose._inode(0xABCD, 0x1F9) == 0


def test_whose_a_connection_is_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """At its first request: later its client may have ended, and what nobody holds counts as the function's."""
    said = {1: [True, False], 2: [False, True]}
    monkeypatch.setattr(whose, "is_strangers", lambda client_port, server_port: said[client_port].pop(0))
    recorder = whose.AsideRecorder()
    for connection in (1, 2, 1, 2):
        recorder.finish(recorder.begin(connection, connection))
    assert [each.connection for each in recorder.exchanges()] == [2, 2]
