"""Measures the room on the disk that a submission's process takes. No limit of a process is about all its files."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

MOST = 100_000_000
"""Bytes that the files of one process may take together."""
LOOK_SECONDS = 0.5
"""Seconds between two looks."""
ENTRY = 4096  # bytes counted for each file or folder beside its content
DEEPEST = 40  # levels of folders; what lies deeper is taken for more than all


def is_full(folder: Path, pid: int) -> bool:
    """Whether a process takes more than MOST bytes: for files in its folder, and for open ones that have no name.

    folder: the only one in which it can write. pid: the process.
    """
    total = 0
    for size in itertools.chain(_open_without_name(pid), _below(str(folder), DEEPEST)):
        total += size
        if total > MOST:
            return True
    return False


def _below(folder: str, levels: int) -> Iterator[int]:
    if levels == 0:
        yield MOST + 1
        return
    with contextlib.suppress(OSError), os.scandir(folder) as entries:  # it may be gone meanwhile
        for entry in entries:
            with contextlib.suppress(OSError):
                yield ENTRY + _room(entry.stat(follow_symlinks=False))
                if entry.is_dir(follow_symlinks=False):
                    yield from _below(entry.path, levels - 1)


def _open_without_name(pid: int) -> Iterator[int]:
    """The sizes of files that it has open and has deleted. Source: proc_pid_fd(5). Linux only; nothing elsewhere."""
    with contextlib.suppress(OSError), os.scandir(f"/proc/{pid}/fd") as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                told = entry.stat()
                if told.st_nlink == 0:
                    yield _room(told)


def _room(told: os.stat_result) -> int:
    return told.st_blocks * 512 if sys.platform != "win32" else told.st_size  # a file may have holes
