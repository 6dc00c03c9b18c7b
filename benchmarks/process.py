"""Child processes: fresh interpreters that answer with one line of JSON, and servers that last for one measure."""

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
PATIENCE = 120.0
"""Seconds after which a child that says nothing is stopped."""


class Failed(Exception):
    """A measure could not be made; the text says why."""


def environment(**more: str) -> dict[str, str]:
    """The environment of a child: bytecode is kept, as the set-up keeps it, and no proxy stands between."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    for name in ("PYTHONDONTWRITEBYTECODE", "DJANGO_SETTINGS_MODULE", "DEMO_SITE_DEBUG", "DEMO_SITE_DATABASE"):
        kept.pop(name, None)
    path = [str(ROOT), kept.get("PYTHONPATH", "")]  # this project, not another copy that is installed
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, path)), **more}


def answer(*arguments: str, **more: str) -> Any:
    """Run `python -m arguments` in a fresh interpreter and return its last line, read as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment(**more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    if done.returncode:
        raise Failed(f"{' '.join(arguments)}: {(done.stderr.strip() or 'no message').splitlines()[-1]}")
    return json.loads(done.stdout.splitlines()[-1])


class Child:
    """A child that says its first line when it is ready and answers each line that it is sent with one of its own."""

    def __init__(self, process: Popen, first: Any) -> None:
        self._process = process
        self.first = first

    def ask(self, line: str) -> Any:
        """Send a line; return the answer, read as JSON."""
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return _line(self._process)


@contextmanager
def child(*arguments: str, **more: str) -> Iterator[Child]:
    """`python -m arguments` for the length of a block; stopped at its end, whatever happens."""
    with running([sys.executable, "-m", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **more) as process:
        yield Child(process, _line(process))


@contextmanager
def running(
    command: list[str], *, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL, **more: str
) -> Iterator[Popen]:
    """A process for the length of a block. The block has PATIENCE seconds between start and its first answer."""
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
    """The child's next line, read as JSON. Raises Failed where it ends, or is silent for PATIENCE seconds."""
    alarm = threading.Timer(PATIENCE, process.kill)
    alarm.start()
    try:
        line = process.stdout.readline()
    finally:
        alarm.cancel()
    if not line:
        raise Failed(f"{' '.join(map(str, process.args))} said nothing and ended")
    return json.loads(line)


def milliseconds_to_200(process: Popen, port: int, path: str, begun: float) -> float:
    """Ask until there is a 200; return the milliseconds since `begun`. Raises Failed after PATIENCE seconds."""
    while time.perf_counter() - begun < PATIENCE and process.poll() is None:
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
