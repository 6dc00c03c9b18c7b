"""The file of a learner's record, read and changed so that notebooks agree and nothing that is known is lost."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from classroom.files import also_as, locked, replace, sweep
from classroom.interrupts import uninterrupted
from classroom.learner.file import KINDS, copy_beside, is_record, normalized, previous, serialized
from classroom.paths import PROGRESS

LOCK_TIMEOUT = 2.0
"""Seconds to wait for the lock while another notebook is writing."""

Change = Callable[[dict[str, Any]], object]
"""Changes a record in place."""


class Store:
    """The record on disk. Each change reads, changes and writes the file under a lock.

    Changes that cannot be written now (a full disk, a folder of somebody else) wait in memory, as long as the kernel
    lasts, and are written with the first question or change for which that is possible.

    path: the file; its folder is made with the first change.
    remark: what the learner has to know of the file: damaged, not written, written again; else "".
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.remark = ""
        self._waiting: list[tuple[Change, bool]] = []
        self._cached: dict[str, Any] = {}

    @property
    def in_memory(self) -> bool:
        """Whether there are changes that are not in the file."""
        return bool(self._waiting)

    def read(self) -> dict[str, Any]:
        """Return the record as it is now, after what waited was written, and a damaged file was put right."""
        content = self._content()
        if self._waiting or (content is not None and not is_record(content)):
            self._write([])
            content = self._content()
        return normalized(deepcopy(self._cached)) if self._waiting else self._record_of(content)

    def change(self, change: Change, keep_copy: bool = False) -> Path | None:
        """Make a change, in the file if it can be written. Returns the copy of the record before, if one was made."""
        return self._write([(change, keep_copy)])

    @uninterrupted("Your record had been written by then.")
    def _write(self, new: list[tuple[Change, bool]]) -> Path | None:
        """Make the changes that wait and new ones. Where the file cannot be written, they wait, and it is said."""
        waited = bool(self._waiting)
        try:
            copy = self._change_file([*self._waiting, *new])
        except OSError as problem:
            record = normalized(deepcopy(self._cached)) if waited else self._record_of(self._content())
            for change, _ in new:
                change(record)
            self._cached = record
            self._waiting += new
            cannot = f"cannot be written ({problem.strerror})"
            self.remark = (
                f"Your progress is kept in memory only, for now: {self.path} {cannot}. Everything works, and it is "
                f"written as soon as that is possible; or set {PROGRESS} to another file."
                if self._waiting
                else f"Your progress file is damaged, and {self.path} {cannot}. It was left as it is."
            )
            return None
        self._waiting = []
        if waited:
            self.remark = f"{self.path} can be written again, and your progress is in it."
        return copy

    def _change_file(self, changes: list[tuple[Change, bool]]) -> Path | None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.path.with_name(self.path.name + ".lock"), LOCK_TIMEOUT) as held:
            if held:
                sweep(self.path)
                sweep(previous(self.path))
            self._set_damaged_aside()
            before = self._record_of(self._bytes())
            record = deepcopy(before)
            for change, _ in changes:
                change(record)
            overwritten = any(keep for _, keep in changes) and record != before and self.path.exists()
            copy = copy_beside(self.path) if overwritten else None
            if record != before or not self.path.exists():
                with contextlib.suppress(OSError):  # for want of it the change itself is not given up
                    also_as(self.path, previous(self.path))
                replace(self.path, serialized(record), 0o600)
            self._cached = record
            return copy

    def _bytes(self) -> bytes:
        """Return the bytes of the file; b"{}" where there is none. Raises OSError where it cannot be read."""
        try:
            return self.path.read_bytes()
        except FileNotFoundError:
            return b"{}"

    def _content(self) -> bytes | None:
        """Return the same; None where the file cannot be read."""
        try:
            return self._bytes()
        except OSError:
            return None

    def _record_of(self, content: bytes | None) -> dict[str, Any]:
        """Return the record in the file's bytes; where there is none in them, the one that this kernel knows."""
        return normalized(json.loads(content) if content and is_record(content) else deepcopy(self._cached))

    def _set_damaged_aside(self) -> None:
        """Keep a damaged file under another name, and put back what is known of the record. Raises OSError."""
        if is_record(self._bytes()):
            return
        from classroom.learner.copies import merge

        known, before = normalized(deepcopy(self._cached)), previous(self.path)
        with contextlib.suppress(OSError, TypeError):  # none, or with entries of another kind
            if is_record(older := before.read_bytes()):
                merge(known, normalized(json.loads(older)))
        damaged = copy_beside(self.path)
        replace(self.path, serialized(known), 0o600)
        told = "all but its latest changes are here" if any(known[kind] for kind in KINDS) else "a new one was begun"
        self.remark = f"Your progress file was damaged. It lies in {damaged} now, and {told}."
