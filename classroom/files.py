"""Files written in one step, file locks that end with their process, and private temporary folders."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from classroom.paths import COURSE

IN_USE = ".in-use"
"""The file in a private folder that its process keeps locked."""


def replace(path: Path, content: str | bytes, mode: int = 0o666) -> None:
    """Write a file in one step: a process that is killed meanwhile leaves the old file, never half of the new one.

    path: the file. content: text is written as UTF-8, its line ends as they are. mode: permissions, before the umask.
    Raises OSError where the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def sweep(path: Path) -> None:
    """Remove the temporary files that a killed `replace` left beside a file. The caller must hold the file's lock."""
    # The second pattern matches the names that an earlier version of the course used.
    for left in [*path.parent.glob(f".{path.name}.*.new"), *path.parent.glob(f"{path.name}*.new")]:
        with contextlib.suppress(OSError):
            left.unlink()


def try_lock(file: IO[bytes]) -> bool:
    """Lock an open file without waiting; the operating system frees the lock when the process ends.

    Returns whether the lock was free.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def locked(path: Path, timeout: float) -> Iterator[bool]:
    """Hold a lock on the file `path`, which is created if it does not exist.

    timeout: seconds to wait for another process. After them the block runs without the lock: some network folders
    do not support locks.
    Yields whether the lock is held. Raises OSError where the file cannot be opened.
    """
    with open(path, "a+b") as file:
        until = time.monotonic() + timeout
        while not (held := try_lock(file)) and time.monotonic() < until:
            time.sleep(0.01)
        yield held  # closing the file releases the lock


class PrivateFolder:
    """A new temporary folder that only its owner may enter (mode 0700), in `path`.

    purpose: part of its name. `remove()` deletes it; otherwise it is deleted when the process ends. A folder left by
    a killed process is deleted when the next one of the same purpose is made: its lock is free.
    Raises OSError where no folder can be made.
    """

    def __init__(self, purpose: str) -> None:
        prefix = f"{COURSE}-{purpose}-"
        _remove_left(prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        lock = open(self.path / IN_USE, "w+b")  # noqa: SIM115 -- open, and so locked, until it is removed
        try_lock(lock)
        self.remove = weakref.finalize(self, _remove, self.path, lock)


def _remove(path: Path, lock: IO[bytes]) -> None:
    lock.close()
    shutil.rmtree(path, ignore_errors=True)


def _remove_left(prefix: str) -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with contextlib.suppress(OSError):  # another user's, or one that is being made
            lock = open(left / IN_USE, "r+b")  # noqa: SIM115 -- closed by _remove, or below
            if try_lock(lock):
                _remove(left, lock)
            lock.close()
