"""A grader's worker: a trusted process with a site of its own, which judges one submission after another."""

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

from classroom.grade.submission import Row, Submission

PATIENCE = 600.0
"""Seconds after which a worker that has not answered is ended: every part of its work has a shorter limit."""
PR_SET_CHILD_SUBREAPER = 36


class GradingProcess:
    """Hands submissions to a process. Where that one is lost, the next submission gets another."""

    def __init__(self) -> None:
        self._process: Any = None
        self._pipe: Any = None
        self._folder: Any = None

    def judge(self, submission: Submission, only: str) -> list[Row]:
        """Judge one submission; its rows. Raises nothing but `KeyboardInterrupt`."""
        if self._process is None:
            self._start()
        try:
            self._pipe.send((submission, only))
            if self._pipe.poll(PATIENCE):
                return list(self._pipe.recv())
            words = f"The grader took longer than {PATIENCE:g} seconds for it and gave up."
        except (EOFError, OSError):
            words = "The grader's own process ended while it judged this notebook."
        self.stop()
        return [Row(submission.name, submission.learner, "", "", "not graded", message=(words,))]

    def stop(self) -> None:
        """End the process; what it started ends with it."""
        if self._process is not None:
            below = descendants(self._process.pid)
            self._process.kill()
            self._process.join()
            for pid in below:  # a project's process ends by itself, unless it is hostile
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            self._pipe.close()
            self._folder.cleanup()
            self._process = None

    def _start(self) -> None:
        # "spawn": a fork would take the threads' locks along, and each worker's site must be its own.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # All temporary files of the worker lie here, so that none outlives it, even when it is killed.
        self._folder = tempfile.TemporaryDirectory(prefix="grade-", ignore_cleanup_errors=True)
        self._process = context.Process(target=serve, args=(theirs, self._folder.name), daemon=True)
        self._process.start()
        theirs.close()


def serve(pipe: Any, folder: str) -> None:
    """Be a worker until the pipe closes. Temporary files go to the folder."""
    from classroom.grade.judge import judge
    from classroom.site.live_site import open_site

    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that shows the progress
    site = open_site()
    if sys.platform == "linux":
        # What a submission starts and leaves behind becomes ours, so that it can be found and ended.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    while True:
        try:
            submission, only = pipe.recv()
        except (EOFError, OSError):
            break
        rows = list(judge(submission, site, only))
        end_children()
        pipe.send(rows)
    site.close()


def end_children() -> None:
    """End every child of this process, and their children as they become ours. Linux only; does nothing elsewhere."""
    while children := _children("self"):
        for pid in children:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)


def descendants(pid: int) -> list[int]:
    """The processes below a process, as far as the system tells: Linux does."""
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
