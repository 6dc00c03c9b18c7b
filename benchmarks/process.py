"""Subprocesses: fresh interpreters that print one line of JSON, and servers that run for one measure."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
Popen = subprocess.Popen[str]
TIMEOUT = 120.0
"""Seconds after which a subprocess without output is killed."""


class Failed(Exception):
    """A measure failed; the text says why."""


def environment(**more: str) -> dict[str, str]:
    """Return the environment variables of a subprocess: it writes bytecode, and it uses no proxy.

    more: further variables.
    """
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    for name in ("PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE", "DEMO_SITE_DEBUG", "DEMO_SITE_DATABASE"):
        kept.pop(name, None)
    path = [str(ROOT), kept.get("PYTHONPATH", "")]  # this copy of the project, not an installed one
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, path)), **more}


def json_from(*arguments: str, **more: str) -> Any:
    """Run `python -m arguments`; return the last line of its output, parsed as JSON. Raises Failed where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment(**more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
    )
    if done.returncode:
        raise Failed(f"{' '.join(arguments)}: {(done.stderr.strip() or 'no message').splitlines()[-1]}")
    return json.loads(done.stdout.splitlines()[-1])


class Child:
    """A subprocess that prints a line of JSON when it is ready, and another for each line on its standard input.

    first: the first line, parsed.
    """

    def __init__(self, process: Popen, first: Any) -> None:
        self._process = process
        self.first = first

    def ask(self, line: str) -> Any:
        """Send a line; return the reply, parsed as JSON. Raises Failed where there is none."""
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return _line(self._process)


@contextmanager
def child(*arguments: str, **more: str) -> Iterator[Child]:
    """Run `python -m arguments` while a block runs. Yields it once it has printed its first line."""
    with running([sys.executable, "-m", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **more) as process:
        yield Child(process, _line(process))


@contextmanager
def running(
    command: list[str], *, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL, **more: str
) -> Iterator[Popen]:
    """Run a command while a block runs; terminate it at the end. more: further environment variables."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(**more),
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()


def _line(process: Popen) -> Any:
    """The next line of output, parsed as JSON. Raises Failed where the process ends or prints nothing in TIMEOUT."""
    timer = threading.Timer(TIMEOUT, process.kill)
    timer.start()
    try:
        line = process.stdout.readline()
    finally:
        timer.cancel()
    if not line:
        raise Failed(f"{' '.join(map(str, process.args))} said nothing and ended")
    return json.loads(line)


def milliseconds_to_200(process: Popen, port: int, path: str, begun: float) -> float:
    """Repeat a GET request until the status is 200; return the milliseconds since `begun`.

    begun: a value of `time.perf_counter()`. Raises Failed after TIMEOUT seconds, or where the process ends.
    """
    while time.perf_counter() - begun < TIMEOUT and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return (time.perf_counter() - begun) * 1000
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.002)
    raise Failed(f"{' '.join(map(str, process.args))}: no 200 from {path}")
