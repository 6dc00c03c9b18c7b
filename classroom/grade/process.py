"""The process of a submission, at the grader's end: starts it in a sandbox, exchanges messages with it, ends it."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from classroom.errors import CourseError
from classroom.files import remove_tree
from classroom.grade import disk
from classroom.grade.database import SiteDatabase
from classroom.paths import DEMO_SITE
from classroom.sandbox import sandbox, walls

CELL_SECONDS = 15.0
"""The timeout of one cell, and of one call of a function by a check."""
GRACE = 5.0  # seconds more, in which the process may report the timeout before it is killed
START_SECONDS = 60.0
MEMORY = 1_000_000_000  # bytes
LARGEST_FILE = 10_000_000  # bytes
LONGEST_MESSAGE = 1_000_000  # bytes

INSIDE = Path(__file__).with_name("inside")


class Process:
    """A process that runs cells; a context manager. Every message from it is untrusted, and has to be validated.

    cells: number, source and timeout in seconds each. url: the address of the site.
    database: the site's, for cells that use Django's models; without it they have none.
    guarded: whether it ends where a wall of the sandbox is missing. restricted: which walls stand around it.
    filled_disk: whether it was killed because its files took more than `disk.MOST` bytes.
    Raises CourseError where the process does not start.
    """

    def __init__(
        self,
        cells: Sequence[tuple[int, str, float]],
        url: str,
        database: SiteDatabase | None = None,
        guarded: bool = True,
    ) -> None:
        self.restricted: list[str] = []
        self.filled_disk = False
        self._has_ended = threading.Event()
        self._database = database
        self._is_open = True
        self._home = Path(tempfile.mkdtemp(prefix="submission-"))
        program, work = self._home / "program", self._home / "work"
        shutil.copytree(INSIDE, program, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(
            Path(sandbox.__file__).parent,
            program / "classroom" / "sandbox",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        work.mkdir()
        self._process = subprocess.Popen(
            # -I: no user site-packages; -S: no .pth files, as an editable install would put this project on the path.
            [sys.executable, "-I", "-S", "-B", str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=work,
            env=_environment(work),
            start_new_session=True,
        )
        self._lines: queue.Queue[bytes] = queue.Queue(maxsize=100)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        threading.Thread(target=self._watch_disk, args=(work,), daemon=True).start()
        self.send(
            cells=cells,
            url=url,
            seconds=CELL_SECONDS,
            packages=sandbox.packages(),
            models=_models() if database else None,
            rights=asdict(
                sandbox.Rights(
                    readable=(
                        *sandbox.SYSTEM_FILES,
                        *sandbox.libraries(),
                        str(program),
                        *([str(DEMO_SITE)] if database else []),
                    ),
                    writable=(str(work), os.devnull),
                    port=urlsplit(url).port or 0,
                    memory=MEMORY,
                    file=LARGEST_FILE,
                    processes=sandbox.process_limit(),
                    walls=walls.NEEDED if guarded else (),
                )
            ),
        )
        first = self.receive(START_SECONDS)
        if first is None:
            self.__exit__()
            raise CourseError(
                "The process for a submission did not start.",
                f"It gave no sign within {START_SECONDS:g} seconds, or ended.",
                "Close other programs, and grade again with --jobs 1.",
            )
        self.restricted = [str(each) for each in first.get("restricted", ())]

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *exc: object) -> None:
        self.end()
        remove_tree(self._home)

    def send(self, **message: Any) -> None:
        """Send a message. Where the process has ended, the next `receive` returns None."""
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """The next message; None where the process has ended, sends nothing for that long, or sends what is no message.

        SQL statements that it sends meanwhile are run and answered.
        """
        until = time.monotonic() + seconds
        while self._is_open:
            try:
                message = json.loads(self._lines.get(timeout=max(0.0, until - time.monotonic())))
            except (queue.Empty, ValueError, RecursionError):
                message = None
            self._is_open = isinstance(message, dict)
            if isinstance(message, dict) and "sql" in message and self._database:
                self.send(**self._database.execute(message, self._ask))
                continue
            if self._database:
                self._database.roll_back()
            return message if isinstance(message, dict) else None
        return None

    def _ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        """Have the process compute something while it waits for the grader. None where it does not, in so many seconds:
        then it is not heard any more."""
        self.send(**question)
        try:
            answer = json.loads(self._lines.get(timeout=max(0.0, seconds)))
        except (queue.Empty, ValueError, RecursionError):
            answer = None
        self._is_open = isinstance(answer, dict)
        return answer if isinstance(answer, dict) else None

    def end(self) -> None:
        """Kill it, and the processes of its process group."""
        self._has_ended.set()
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        until = time.monotonic() + 2
        while self._reader.is_alive() and time.monotonic() < until:  # it may be blocked by a full queue
            with contextlib.suppress(queue.Empty):
                self._lines.get(timeout=0.02)
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        if not self._reader.is_alive():  # else a process outside the group has the other end open: see `worker`
            self._process.stdout.close()

    def _watch_disk(self, work: Path) -> None:
        while not self._has_ended.wait(disk.LOOK_SECONDS):
            if disk.is_full(work, self._process.pid):
                self.filled_disk = True
                self._process.kill()
                return

    def _read(self) -> None:
        line = b"."
        while line:
            try:
                line = self._process.stdout.readline(LONGEST_MESSAGE)
            except (OSError, ValueError):
                line = b""
            self._lines.put(line if line.endswith(b"\n") else b"")
            if not line.endswith(b"\n"):
                return


def _models() -> dict[str, str]:
    """What `site_models.set_up` needs to set Django up as it is in this process."""
    from django.conf import settings

    return {"folder": str(DEMO_SITE), "key": settings.SECRET_KEY}


def _environment(home: Path) -> dict[str, str]:
    """The environment variables of the process: of ours only the path of the system's programs."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    own = {name: str(home) for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")}
    return {**kept, **own, "PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1", "LANG": "C.UTF-8"}
