"""A worker of the grader: a trusted process with a site of its own, which judges one submission after another."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from classroom.files import PrivateFolder
from classroom.grade.submission import Row, Submission

TIMEOUT = 600.0
"""Seconds after which a worker that has not answered is killed. Each part of its work has a shorter timeout."""
PR_SET_CHILD_SUBREAPER = 36
"""Source: prctl(2), linux/prctl.h."""


class GradingProcess:
    """Sends submissions to a worker process. Where that has ended, the next submission starts another."""

    def __init__(self) -> None:
        self._process: Any = None
        self._pipe: Any = None
        self._folder: Any = None

    def judge(self, submission: Submission, only: str) -> list[Row]:
        """Judge one submission. Returns its rows. Raises nothing but KeyboardInterrupt.

        only: the number of the only lesson to judge; "" for all.
        """
        if self._process is None:
            self._start()
        try:
            self._pipe.send((submission, only))
            if self._pipe.poll(TIMEOUT):
                return list(self._pipe.recv())
            words = f"The grader took longer than {TIMEOUT:g} seconds for it and gave up."
        except (EOFError, OSError):
            words = "The grader's own process ended while it judged this notebook."
        self.stop()
        return [Row(submission.name, submission.learner, "", "", "not graded", message=(words,))]

    def stop(self) -> None:
        """Kill the process and all its descendants."""
        if self._process is not None:
            below = descendants(self._process.pid)
            self._process.kill()
            self._process.join()
            for pid in below:  # a project's process ends with its parent, unless it is hostile
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._pipe.close()
            self._folder.remove()
            self._process = None

    def _start(self) -> None:
        # "spawn": a forked process would copy locks that other threads hold, and share the site.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # All temporary files of the worker are in this folder, which is deleted even when the worker is killed.
        self._folder = PrivateFolder("grade")
        self._process = context.Process(target=serve, args=(theirs, str(self._folder.path)), daemon=True)
        self._process.start()
        theirs.close()


def serve(pipe: Any, folder: str) -> None:
    """Judge the submissions that come over the pipe, until it closes. folder: for temporary files."""
    from classroom.grade.judge import judge
    from classroom.site.live_site import open_site

    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is handled by the parent process
    site = open_site()
    if sys.platform == "linux":
        # Orphaned processes of a submission become children of this one, so that they can be found and killed.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    while True:
        try:
            submission, only = pipe.recv()
        except (EOFError, OSError):
            break
        rows = list(judge(submission, site, only))
        kill_children()
        pipe.send(rows)
    site.close()


def kill_children() -> None:
    """Kill every child of this process, and their children, which it adopts. Linux only; does nothing elsewhere."""
    while children := _children("self"):
        for pid in children:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def descendants(pid: int) -> list[int]:
    """The process ids of all descendants of a process. Linux only; [] elsewhere."""
    found = [pid]
    for each in found:
        found += _children(each)
    return found[1:]


def _children(pid: int | str) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, path.read_text(encoding="ascii").split())
    return found
