"""The learner's record: predictions, passed tasks and hints, in a file of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from classroom.learner.file import KINDS, default_path
from classroom.learner.store import Store


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

    path: the file. By default `default_path()`.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._store = Store(path or default_path())
        self._last_remark = ""

    @property
    def path(self) -> Path:
        """The file; its folder is made with the first change."""
        return self._store.path

    @property
    def in_memory(self) -> bool:
        """Whether there are changes that could not be written yet: they last as long as the kernel."""
        return self._store.in_memory

    @property
    def remark(self) -> str:
        """What the learner has to know of the file: damaged, not written, written again; else ""."""
        return self._store.remark

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
        self._store.change(lambda all_: all_["predictions"].update({prediction: {"chosen": key, "compared": False}}))

    def is_compared(self, prediction: str) -> bool:
        """Whether the learner has compared that prediction with what happened."""
        return bool(self._part("predictions", prediction).get("compared"))

    def compare(self, prediction: str) -> None:
        """Record that the prediction was compared."""
        self._store.change(lambda all_: all_["predictions"].setdefault(prediction, {}).update(compared=True))

    # Tasks

    def hints(self, task: str) -> int:
        """How many hints of the task were taken."""
        count = self._part("tasks", task).get("hints")
        return count if isinstance(count, int) else 0

    def took_hint(self, task: str, number: int) -> None:
        """Record that the hint of that number, from 1, was taken."""
        self._store.change(lambda all_: all_["tasks"].setdefault(task, {}).update(hints=number))

    def is_passed(self, task: str) -> bool:
        """Whether the task was ever passed."""
        return bool(self._part("tasks", task).get("passed"))

    def passed(self, task: str) -> None:
        """Record that the task is passed, and when; only the first time counts."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self._store.change(lambda all_: all_["tasks"].setdefault(task, {}).setdefault("passed", now))

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

        record = self._store.read()
        file, before = write_copy(record, Path(path).expanduser())
        return Tally(len(record["tasks"]), len(record["predictions"]), file, before)

    def load_from(self, path: str | Path) -> Tally:
        """Merge a saved file into the record; what is here stays. Raises CourseError where it is no such file.

        path: the file. Returns how many entries are new.
        """
        from classroom.learner.copies import merge, read_copy

        theirs, counts = read_copy(Path(path).expanduser()), dict.fromkeys(KINDS, 0)
        self._store.change(lambda all_: counts.update(merge(all_, theirs)))
        return Tally(counts["tasks"], counts["predictions"], Path(path).expanduser())

    def _forget(self, meant: Callable[[str], bool]) -> Tally:
        counts = dict.fromkeys(KINDS, 0)

        def change(record: dict[str, Any]) -> None:
            for kind in KINDS:
                names = [name for name in record[kind] if meant(name)]
                counts[kind] = len(names)
                for name in names:
                    del record[kind][name]

        copy = self._store.change(change, keep_copy=True)
        return Tally(counts["tasks"], counts["predictions"], copy)

    def _part(self, kind: str, name: str) -> dict[str, Any]:
        return self._store.read()[kind].get(name, {})


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
