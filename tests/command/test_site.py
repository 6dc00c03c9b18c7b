"""`site` for a script: it prints one line of JSON, answers at that address, and stops cleanly."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from classroom.paths import ROOT

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "classroom.command", "site", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    with process:
        try:
            yield process
        finally:
            process.kill()


def log_in(url: str, name: str, password: str) -> str:
    """Log in; return the text of the profile page."""
    with requests.Session() as client:
        client.trust_env = False
        page = client.get(f"{url}/accounts/login/", timeout=30)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
        form = {"username": name, "password": password, "csrfmiddlewaretoken": token}
        assert client.post(f"{url}/accounts/login/", data=form, timeout=30).ok
        return client.get(f"{url}/accounts/profile/", timeout=30).text


@POSIX
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_json_then_a_clean_end(stop: int) -> None:
    with started("--json", "--users", "12") as process:
        told = json.loads(process.stdout.readline())
        assert set(told) == {"url", "pid", "users", "password"}
        assert told["pid"] == process.pid
        assert told["users"][:1] == ["user001"] and told["users"][-1] == "user012" and len(told["users"]) == 12
        assert "user012" in log_in(told["url"], "user012", told["password"])
        process.send_signal(stop)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
    port = int(told["url"].rsplit(":", 1)[1])
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", port), 2):
        pass


@POSIX
def test_without_more_users_the_seeded_ones_are_named() -> None:
    with started() as process:
        address, login, how = (process.stdout.readline() for _ in range(3))
        url = re.search(r"http://127\.0\.0\.1:\d+", address)[0]
        assert "alice" in login and "fake" in login and "Ctrl-C" in how
        assert "alice" in log_in(url, "alice", login.split()[-1])
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "classroom.command", "site", "--port", port, "--json"]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert ran.returncode == 1 and ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 3 and port in ran.stderr


@pytest.mark.parametrize("option", [("--port", "70000"), ("--port", "-1"), ("--users", "-1"), ("--users", "many")])
def test_numbers_that_make_no_sense(option: tuple[str, str]) -> None:
    with started(*option) as process:
        out, err = process.communicate(timeout=60)
    assert process.returncode == 2 and out == "" and "Traceback" not in err and option[0] in err
