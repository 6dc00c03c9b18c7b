"""Files that are written whole or not at all, locks that die with their process, and folders of a process's own."""

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
"""The file of a private folder that its process holds locked."""


def replace(path: Path, content: str | bytes, mode: int = 0o666) -> None:
    """Write a file in one step: whoever is stopped meanwhile leaves the old file, never half of the new one.

    content: text is written as UTF-8, its line ends as they are. mode: its permissions, before the umask.
    Raises OSError where it cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def sweep(path: Path) -> None:
    """Remove what `replace` left beside a file because its process was killed. Only for who holds the file's lock."""
    # The second pattern: so an earlier version of the course called them.
    for left in [*path.parent.glob(f".{path.name}.*.new"), *path.parent.glob(f"{path.name}*.new")]:
        with contextlib.suppress(OSError):
            left.unlink()


def try_lock(file: IO[bytes]) -> bool:
    """Take the operating system's lock on an open file; returns whether it was free. It ends with the process."""
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
def locked(path: Path, patience: float) -> Iterator[bool]:
    """Hold a lock on the file `path`, which is made if it is not there.

    patience: seconds to wait for another process. Some network folders know no locks: then it goes on without one.
    Yields whether it is held.
    """
    with open(path, "a+b") as file:
        until = time.monotonic() + patience
        while not (held := try_lock(file)) and time.monotonic() < until:
            time.sleep(0.01)
        yield held  # closing the file gives the lock back


class PrivateFolder:
    """A fresh folder on the local disk that only its owner may enter (0700), for as long as the process lives.

    purpose: stands in its name. It is removed by `remove()` or at the end of the process. What a killed process left
    is removed when the next folder of the same purpose is made: its lock, which died with its process, is free.
    """

    def __init__(self, purpose: str) -> None:
        prefix = f"{COURSE}-{purpose}-"
        _remove_left(prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        lock = open(self.path / IN_USE, "w+b")  # noqa: SIM115 -- held open, and so locked, until the end
        try_lock(lock)
        self.remove = weakref.finalize(self, _remove, self.path, lock)


def _remove(path: Path, lock: IO[bytes]) -> None:
    lock.close()
    shutil.rmtree(path, ignore_errors=True)


def _remove_left(prefix: str) -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with contextlib.suppress(OSError):  # somebody else's, or one that is being made
            lock = open(left / IN_USE, "r+b")  # noqa: SIM115 -- closed by _remove, before the folder goes
            if try_lock(lock):
                _remove(left, lock)
            lock.close()
