"""The process of a submission, seen from the grader: started with nothing of ours in reach, listened to, ended."""

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
from classroom.grade.database import SiteDatabase
from classroom.paths import DEMO_SITE
from classroom.sandbox import sandbox

CELL_SECONDS = 15.0
"""For one cell, and for one call of a function by a check."""
GRACE = 5.0  # after that the process says so by itself, or is ended; a busy machine may need a moment
START_SECONDS = 60.0
MEMORY = 1_000_000_000
LONGEST_MESSAGE = 1_000_000

INSIDE = Path(__file__).with_name("inside")


class Process:
    """Runs cells; a context manager. Whatever comes from it is hostile until it has been looked at.

    database: the site's, for cells that use Django's models; without it they have none.
    restricted: what the sandbox restricts: of "files", "network", "signals", "processes".
    """

    def __init__(self, cells: Sequence[tuple[int, str, float]], url: str, database: SiteDatabase | None = None) -> None:
        self.restricted: list[str] = []
        self._database = database
        self._listening = True
        self._home = Path(tempfile.mkdtemp(prefix="submission-"))
        program, work = self._home / "program", self._home / "work"
        shutil.copytree(INSIDE, program, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(sandbox.__file__, program)
        work.mkdir()
        self._process = subprocess.Popen(
            # -I: no path of the user's; -S: no .pth file, for an editable install would put this project on the path.
            [sys.executable, "-I", "-S", "-B", str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=work,
            env=_environment(work),
            start_new_session=True,
        )
        self._said: queue.Queue[bytes] = queue.Queue(maxsize=100)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.say(
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
                    processes=sandbox.process_limit(),
                )
            ),
        )
        first = self.hear(START_SECONDS)
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
        shutil.rmtree(self._home, ignore_errors=True)

    def say(self, **word: Any) -> None:
        """Tell it something. Where it has ended, the next `hear` says so."""
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(word).encode() + b"\n")
            self._process.stdin.flush()

    def hear(self, seconds: float) -> dict[str, Any] | None:
        """The next thing that it says; None where it has ended, is silent for that long, or talks nonsense.

        What it asks of the database in between is answered.
        """
        until = time.monotonic() + seconds
        while self._listening:
            try:
                word = json.loads(self._said.get(timeout=max(0.0, until - time.monotonic())))
            except (queue.Empty, ValueError, RecursionError):
                word = None
            self._listening = isinstance(word, dict)
            if isinstance(word, dict) and "sql" in word and self._database:
                self.say(**self._database.answer(word))
                continue
            if self._database:
                self._database.rest()
            return word if isinstance(word, dict) else None
        return None

    def end(self) -> None:
        """End it and the processes that it started, as far as they stayed in its group."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        until = time.monotonic() + 2
        while self._reader.is_alive() and time.monotonic() < until:  # it may wait for room
            with contextlib.suppress(queue.Empty):
                self._said.get(timeout=0.02)
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        if not self._reader.is_alive():  # else a process outside the group holds the other end: see `grade_worker`
            self._process.stdout.close()

    def _read(self) -> None:
        said = b"."
        while said:
            try:
                said = self._process.stdout.readline(LONGEST_MESSAGE)
            except (OSError, ValueError):
                said = b""
            self._said.put(said if said.endswith(b"\n") else b"")
            if not said.endswith(b"\n"):
                return


def _models() -> dict[str, str]:
    """What a process needs to set the demo site's Django up as this one has it."""
    from django.conf import settings

    return {"folder": str(DEMO_SITE), "key": settings.SECRET_KEY}


def _environment(home: Path) -> dict[str, str]:
    """The variables of the process: none of ours but the path to the system's programs."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    own = {name: str(home) for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")}
    return {**kept, **own, "PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1", "LANG": "C.UTF-8"}
