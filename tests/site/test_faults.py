"""Faults of a classroom: tests that need a process of their own, or break something on purpose."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from classroom.errors import CourseError
from classroom.record.recorder import Recorder
from classroom.site import database, server
from classroom.site.live_site import LiveSite, open_site


@pytest.fixture
def site() -> LiveSite:
    site = open_site()
    site.reset()
    return site


def in_a_process(code: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environ},
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.skipif(threading.current_thread() is not threading.main_thread(), reason="needs the main thread")
def test_an_interrupt_during_a_request_leaves_the_site_sound(site: LiveSite) -> None:
    def interrupt() -> None:
        while not site._recorder._under_way:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        requests.get(site.url + "/desk/slow/?seconds=2", timeout=30)
    assert requests.get(site.url + "/desk/counter/", timeout=5).status_code == 200
    site.reset()
    assert site.sessions == ()


def test_two_processes_have_a_port_and_data_of_their_own(site: LiveSite) -> None:
    done = in_a_process(
        """
        from classroom import open_site
        import requests
        site = open_site()
        requests.get(site.url + "/desk/counter/")
        print(site.url, len(site.sessions))
        """
    )
    url, rows = done.stdout.split()
    assert url != site.url and rows == "1", done.stderr
    assert site.sessions == ()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs RLIMIT_NOFILE as Linux has it")
def test_three_hundred_half_open_clients_and_few_descriptors_do_not_end_the_site() -> None:
    code = """
        import resource, socket, subprocess, sys
        from classroom import open_site
        site = open_site()
        host, port = site.url.removeprefix("http://").split(":")
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        crowd = (
            "import resource, socket, sys\\n"
            f"resource.setrlimit(resource.RLIMIT_NOFILE, (1024, {hard}))\\n"
            f"held = [socket.create_connection(('{host}', {port}), timeout=5) for _ in range(300)]\\n"
            "[wire.send(b'GET / HT') for wire in held[::2]]\\n"  # and half of these have begun a request
            "print(len(held), flush=True); sys.stdin.read()"
        )
        pipes = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        child = subprocess.Popen([sys.executable, "-c", crowd], **pipes)
        assert child.stdout.readline().strip() == "300"
        ask = (
            "import urllib.request as u\\n"
            f"print(u.urlopen('{site.url}/desk/echo/', timeout=90).status)"
        )
        # A cell that starts a program needs descriptors too, while the crowd is still coming in.
        asked = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, timeout=100)
        print(asked.stdout.strip() or asked.stderr[-300:])
        child.stdin.close()
        child.wait()
    """
    done = in_a_process(code)
    assert done.stdout.strip() == "200", done.stderr
    assert done.stderr == ""


def test_connections_are_counted_as_they_are_accepted_however_late_their_threads_begin(
    site: LiveSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_most_connections", lambda: 5)
    counting, held = threading.Lock(), [0]

    class Late(server.SiteServer):
        def process_request(self, request: Any, client_address: Any) -> None:
            with counting:
                held.append(held[-1] + 1)
            super().process_request(request, client_address)

        def process_request_thread(self, request: Any, client_address: Any) -> None:
            time.sleep(0.02)  # all forty could be accepted meanwhile
            super().process_request_thread(request, client_address)

        def close_request(self, request: Any) -> None:
            with counting:
                held.append(held[-1] - 1)
            super().close_request(request)

    def hello(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    late = Late(0, hello, Recorder(), print)
    try:
        crowd = [socket.create_connection(late.server_address, timeout=60) for _ in range(40)]
        crowd[-1].sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert crowd[-1].recv(100).startswith(b"HTTP/1.1 200")  # so all forty have been accepted
        assert max(held) == 6, "five, and the newest"
        for each in crowd:
            each.close()
    finally:
        late.stop()


def test_a_folder_that_cannot_be_written_is_no_harm(
    site: LiveSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(database, "_folders", lambda: [tmp_path / "file" / "share"])
    made = database.template()
    assert made.execute("SELECT count(*) FROM accounts_user").fetchone()[0] >= 4
    made.close()


def test_of_two_processes_that_need_a_template_one_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its passwords are hashed with salts by chance: with two templates a reopened site would have other hashes."""
    monkeypatch.setattr(database, "_folders", lambda: [tmp_path])
    asked, makers, second_asks = database._saved, [], threading.Event()

    def saved(name: str) -> sqlite3.Connection | None:
        if threading.current_thread().name == "second":
            second_asks.set()
        return asked(name)

    def make() -> sqlite3.Connection:
        makers.append(threading.current_thread().name)
        assert second_asks.wait(30)  # it has found nothing, and waits
        made = sqlite3.connect(":memory:", check_same_thread=False)
        made.execute("CREATE TABLE salt AS SELECT hex(randomblob(16)) AS text")
        return made

    monkeypatch.setattr(database, "_saved", saved)
    monkeypatch.setattr(database, "_make", make)
    found: list[sqlite3.Connection] = []
    first, second = (threading.Thread(target=lambda: found.append(database.template()), name=each) for each in "12")
    second.name = "second"
    first.start()
    while not makers and first.is_alive():
        time.sleep(0.001)
    second.start()
    for each in (first, second):
        each.join()
    one, other = (each.execute("SELECT text FROM salt").fetchone() for each in found)
    assert one == other and makers == ["1"]
    for each in found:
        each.close()


def test_a_damaged_template_is_made_again(site: LiveSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_folders", lambda: [tmp_path])
    (tmp_path / f"template-{database._version()}.sqlite3").write_bytes(b"SQLite format 3\\0 and then nonsense" * 100)
    made = database.template()
    assert made.execute("SELECT count(*) FROM accounts_user").fetchone()[0] >= 4
    made.close()


def test_the_recording_is_written_as_har_and_as_text(site: LiveSite, tmp_path: Path) -> None:
    requests.get(site.url + "/desk/set-cookie/?name=a&value=1", timeout=5)
    har = json.loads(site.export(tmp_path / "talk.har").read_text(encoding="utf-8"))
    assert har["log"]["entries"][0]["response"]["cookies"][0].items() >= {"name": "a", "value": "1"}.items()
    text = site.export(tmp_path / "talk.txt").read_text(encoding="utf-8")
    assert "> GET /desk/set-cookie/?name=a&value=1 HTTP/1.1" in text
    assert re.search(r"^< Set-Cookie: +a=1; Path=/$", text, re.MULTILINE)
    with pytest.raises(CourseError) as caught:
        site.export(tmp_path / "no such folder" / "talk.har")
    assert len(str(caught.value).splitlines()) == 3


def test_a_port_that_is_taken_is_said_in_three_lines() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        done = in_a_process(
            f"""
            from classroom import CourseError, open_site
            try:
                open_site(port={holder.getsockname()[1]})
            except CourseError as problem:
                print(len(str(problem).splitlines()), problem)
            """
        )
    assert done.stdout.startswith("3 The demo site could not listen on port"), done.stderr


def test_a_project_of_the_learners_can_be_managed_from_a_cell(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys; from classroom import open_site; open_site()\n"
        "run = lambda *words: subprocess.run([sys.executable, *words], check=True, capture_output=True, text=True)\n"
        f"run('-m', 'django', 'startproject', 'mysite', {str(tmp_path)!r})\n"
        f"print(run({str(tmp_path / 'manage.py')!r}, 'check').stdout)"
    )
    done = in_a_process(code)
    assert "no issues" in done.stdout, done.stderr


def test_only_a_header_is_told_to_be_percent_encoded(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def exits(environ: Any, start_response: Any) -> Any:
        raise SystemExit(3)

    def header(environ: Any, start_response: Any) -> Any:
        start_response("200 OK", [("X-Name", "한")])

    said = {}
    for app in (exits, header):
        monkeypatch.setattr(site._server, "get_app", lambda app=app: app)
        answer = requests.get(site.url, timeout=30)
        assert answer.status_code == 500
        said[app] = answer.text
    assert "urllib.parse.quote" in said[header] and "Percent" not in said[exits] and "site.log" in said[exits]


@pytest.mark.parametrize(
    "name", ["accounts/migrations/0001_initial.py", "accounts/models.py", "accounts/hashers.py", "home/seed_content.py"]
)
def test_a_change_of_what_the_template_is_made_from_makes_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(database, "DEMO_SITE", tmp_path)
    (tmp_path / name).parent.mkdir(parents=True)
    versions = set()
    for content in ("old = 1\n", "new = 1\n"):
        (tmp_path / name).write_text(content, encoding="utf-8")
        versions.add(database._version.__wrapped__())
    assert len(versions) == 2, "else the site of the version before is shown for good"
