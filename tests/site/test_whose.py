"""What other programs ask during a check is not the function's; what its own threads and processes ask is."""

from __future__ import annotations

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
