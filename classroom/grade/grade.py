"""Grades submissions, several at a time, each in a worker process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace

from classroom.grade.submission import Row, Submission


def grade_all(
    submissions: list[Submission], lesson: str, *, jobs: int, done: Callable[[Submission, list[Row]], None]
) -> bool:
    """Grade submissions, `jobs` at a time.

    lesson: the number of the only lesson to grade; "" for all. done: called with each submission and its rows.
    Returns False where Ctrl-C ended it early.
    """
    from classroom.grade.worker import GradingProcess

    workers: list[GradingProcess] = []
    mine = threading.local()  # each thread has a worker of its own

    def one(submission: Submission) -> list[Row]:
        if not hasattr(mine, "worker"):
            mine.worker = GradingProcess()
            workers.append(mine.worker)
        rows: list[Row] = mine.worker.judge(submission, lesson)
        return [replace(row, how=submission.how, attempt=submission.attempt) for row in rows]

    with ThreadPoolExecutor(min(jobs, len(submissions))) as threads:
        futures = {threads.submit(one, submission): submission for submission in submissions}
        try:
            for future in as_completed(futures):
                done(futures[future], future.result())
            return True
        except KeyboardInterrupt:
            threads.shutdown(wait=False, cancel_futures=True)
            return False
        finally:
            for worker in workers:
                worker.stop()
