"""The learner's record: predictions, passed tasks and hints, in a file of their own."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from classroom.files import locked, replace, sweep
from classroom.learner.file import KINDS, copy_beside, default_path, normalized, serialized
from classroom.paths import PROGRESS

LOCK_TIMEOUT = 2.0
"""Seconds to wait for the lock while another notebook is writing."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a change touched.

    tasks, predictions: how many. before: a copy of the file that was replaced.
    file: the file that was read or written; after `forget`, a copy of the record before.
    """

    tasks: int
    predictions: int
    file: Path | None = None
    before: Path | None = None

    @property
    def entries(self) -> int:
        """Tasks and predictions together."""
        return self.tasks + self.predictions

    def __str__(self) -> str:
        return f"{_count(self.tasks, 'task')} and {_count(self.predictions, 'prediction')}"


class Progress:
    """What one learner has done. Each change reads, changes and writes the file under a lock, so that notebooks agree.

    path: the file; its folder is made with the first change. By default `default_path()`.
    in_memory: whether the file cannot be written, so that the record lasts only as long as the kernel.
    remark: one sentence for the learner where the file is damaged or cannot be written, else "".
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or default_path()
        self.in_memory = False
        self.remark = ""
        self._cached: dict[str, Any] = {}
        self._last_remark = ""

    def take_remark(self) -> str:
        """The remark at the first call, "" from then on, so that a learner reads it once."""
        if self.remark == self._last_remark:
            return ""
        self._last_remark = self.remark
        return self.remark

    # Predictions

    def chosen(self, prediction: str) -> str | None:
        """The key of the committed choice, or None."""
        key = self._part("predictions", prediction).get("chosen")
        return key if isinstance(key, str) else None

    def choose(self, prediction: str, key: str) -> None:
        """Commit a choice. A later one replaces it, and has to be compared again."""
        self._change(lambda all_: all_["predictions"].update({prediction: {"chosen": key, "compared": False}}))

    def is_compared(self, prediction: str) -> bool:
        """Whether the learner has compared that prediction with what happened."""
        return bool(self._part("predictions", prediction).get("compared"))

    def compare(self, prediction: str) -> None:
        """Record that the prediction was compared."""
        self._change(lambda all_: all_["predictions"].setdefault(prediction, {}).update(compared=True))

    # Tasks

    def hints(self, task: str) -> int:
        """How many hints of the task were taken."""
        count = self._part("tasks", task).get("hints")
        return count if isinstance(count, int) else 0

    def took_hint(self, task: str, number: int) -> None:
        """Record that the hint of that number, from 1, was taken."""
        self._change(lambda all_: all_["tasks"].setdefault(task, {}).update(hints=number))

    def is_passed(self, task: str) -> bool:
        """Whether the task was ever passed."""
        return bool(self._part("tasks", task).get("passed"))

    def passed(self, task: str) -> None:
        """Record that the task is passed, and when; only the first time counts."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._change(lambda all_: all_["tasks"].setdefault(task, {}).setdefault("passed", now))

    # A fresh start, and records from elsewhere

    def forget(self, name: str) -> Tally:
        """Delete one task or one prediction. Returns how many; `file` of the tally is a copy of the record before."""
        return self._forget(lambda each: each == name)

    def forget_all(self) -> Tally:
        """Delete everything. Returns how much; `file` of the tally is a copy of the record before."""
        return self._forget(lambda each: True)

    def save_to(self, path: str | Path) -> Tally:
        """Write the record to another file. Raises CourseError where that is not possible.

        path: a file, or a folder. Returns what was written; `before` of the tally is a copy of the file it replaced.
        """
        from classroom.learner.copies import write_copy

        record = self._read()
        file, before = write_copy(record, Path(path).expanduser())
        return Tally(len(record["tasks"]), len(record["predictions"]), file, before)

    def load_from(self, path: str | Path) -> Tally:
        """Merge a saved file into the record; what is here stays. Raises CourseError where it is no such file.

        path: the file. Returns how many entries are new.
        """
        from classroom.learner.copies import merge, read_copy

        theirs, counts = read_copy(Path(path).expanduser()), dict.fromkeys(KINDS, 0)
        self._change(lambda all_: counts.update(merge(all_, theirs)))
        return Tally(counts["tasks"], counts["predictions"], Path(path).expanduser())

    # The file

    def _forget(self, meant: Callable[[str], bool]) -> Tally:
        counts = dict.fromkeys(KINDS, 0)

        def change(record: dict[str, Any]) -> None:
            for kind in KINDS:
                names = [name for name in record[kind] if meant(name)]
                counts[kind] = len(names)
                for name in names:
                    del record[kind][name]

        copy = self._change(change, keep_copy=True)
        return Tally(counts["tasks"], counts["predictions"], copy)

    def _part(self, kind: str, name: str) -> dict[str, Any]:
        return self._read()[kind].get(name, {})

    def _read(self) -> dict[str, Any]:
        if self.in_memory:
            return normalized(self._cached)
        try:
            return normalized(json.loads(self.path.read_bytes()))
        except FileNotFoundError:
            return normalized({})
        except (OSError, ValueError, RecursionError):  # unreadable or damaged
            return normalized(self._cached)

    def _change(self, change: Callable[[dict[str, Any]], object], keep_copy: bool = False) -> Path | None:
        """Make a change, in the file if it can be written. Returns the copy of the record before, if one was made."""
        if not self.in_memory:
            try:
                return self._change_file(change, keep_copy)
            except OSError as problem:
                self._cached = self._read()
                self.in_memory = True
                self.remark = (
                    f"Your progress is kept in memory only: {self.path} cannot be written ({problem.strerror}). "
                    f"Everything works; set {PROGRESS} to another file to keep it."
                )
        record = normalized(deepcopy(self._cached))
        change(record)
        self._cached = record
        return None

    def _change_file(self, change: Callable[[dict[str, Any]], object], keep_copy: bool) -> Path | None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.path.with_name(self.path.name + ".lock"), LOCK_TIMEOUT) as held:
            if held:
                sweep(self.path)
            before = self._read()  # if the file is damaged: what this kernel read last
            self._set_damaged_aside()
            record = deepcopy(before)
            change(record)
            overwritten = keep_copy and record != before and self.path.exists()
            copy = copy_beside(self.path) if overwritten else None
            if record != before or not self.path.exists():
                replace(self.path, serialized(record), 0o600)
            self._cached = record
            return copy

    def _set_damaged_aside(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            try:
                json.loads(self.path.read_bytes())
            except (ValueError, RecursionError):
                damaged = copy_beside(self.path)
                os.unlink(self.path)
                self.remark = f"Your progress file was damaged. It lies in {damaged} now, and a new one was begun."


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
