"""A worker of the grader: a trusted process with a site of its own, which judges one submission after another.

It is trusted, and works on what learners wrote: so each task has a limit of time from outside, too.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import multiprocessing
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from classroom.files import PrivateFolder
from classroom.grade.submission import SUBMISSION_SECONDS, Row, Submission
from classroom.workshop.sqlite_limits import limit_memory

TASK_SECONDS = 90.0
"""Seconds for one task, whatever takes so long; then the worker is killed. Each part of its work has a timeout of its
own, after which a verdict names the learner's line: this one is for what none of them sees."""
LAST_SECONDS = 5.0
"""Seconds in which a worker can say that the time is used up."""
PR_SET_CHILD_SUBREAPER = 36
"""Source: prctl(2), linux/prctl.h."""


class GradingProcess:
    """Sends submissions to a worker process. Where that has ended, the next submission starts another."""

    def __init__(self, guarded: bool = True) -> None:
        self._guarded = guarded
        self._is_stopped = False
        self._process: Any = None
        self._pipe: Any = None
        self._folder: Any = None

    def judge(self, submission: Submission, only: str) -> list[Row]:
        """Judge one submission, within SUBMISSION_SECONDS. Returns its rows. Raises nothing but KeyboardInterrupt.

        only: the number of the only lesson to judge; "" for all.
        A task that takes too long, or ends the worker, costs its own row: another worker goes on with the next.
        """
        rows: list[Row] = []
        until = time.monotonic() + SUBMISSION_SECONDS
        while not self._is_stopped and (lost := self._judge_rest(submission, only, rows, until)):
            rows.append(lost)
            if not lost.task:  # before any task: the notebook itself is the reason
                break
        return rows

    def _judge_rest(self, submission: Submission, only: str, rows: list[Row], until: float) -> Row | None:
        """Have the tasks judged that have no row yet, and add their rows.

        Returns None, or the row of the task at which the worker was killed or ended.
        """
        at = "", ""
        words = f"The grader gave it up: it took longer than {TASK_SECONDS:g} seconds, or all that a notebook has."
        if self._process is None:
            self._start()
        try:
            self._pipe.send((submission, only, [row.task for row in rows], until - time.monotonic()))
            while self._pipe.poll(min(TASK_SECONDS, max(until - time.monotonic(), LAST_SECONDS))):
                message = self._pipe.recv()
                if message is None:
                    return None
                if isinstance(message, Row):
                    rows.append(message)
                    at = "", ""
                else:
                    at = message
        except (EOFError, OSError):
            words = "The grader's own process ended while it judged this."
        self._end()
        return Row(submission.name, submission.learner, *at, "not graded", message=(words,))

    def stop(self) -> None:
        """Kill the process and all its descendants; what it judges gets no row."""
        self._is_stopped = True
        self._end()

    def _end(self) -> None:
        """Kill the process and all its descendants; the next submission starts another."""
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
        self._process = context.Process(target=serve, args=(theirs, str(self._folder.path), self._guarded), daemon=True)
        self._process.start()
        theirs.close()


def serve(pipe: Any, folder: str, guarded: bool) -> None:
    """Judge the submissions that come over the pipe, until it closes.

    Sends (lesson, task) before a task, its row after it, and None after the last. folder: for temporary files.
    guarded: see `judge`.
    """
    from classroom.grade.judge import judge
    from classroom.site.live_site import open_site

    tempfile.tempdir = folder
    limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is handled by the parent process
    site = open_site()
    if sys.platform == "linux":
        # Orphaned processes of a submission become children of this one, so that they can be found and killed.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    while True:
        try:
            submission, only, done, seconds = pipe.recv()
        except (EOFError, OSError):
            break
        begins = functools.partial(_send_begin, pipe)
        for row in judge(submission, site, only, guarded=guarded, done=done, seconds=seconds, begins=begins):
            pipe.send(row)
        kill_children()
        pipe.send(None)
    site.close()


def _send_begin(pipe: Any, lesson: str, task: str) -> None:
    pipe.send((lesson, task))


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
