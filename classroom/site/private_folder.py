"""A folder of this process alone, for as long as the process lives."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
import weakref
from io import BufferedRandom
from pathlib import Path

IN_USE = ".in-use"


class PrivateFolder:
    """A fresh folder on the local disk that only its owner may enter (0700).

    purpose: stands in its name. It is removed by ``remove()`` or at the end of the process. What a killed process
    left is removed when the next folder of the same purpose is made: a lock, which dies with its process, tells.
    """

    def __init__(self, purpose: str) -> None:
        prefix = f"how-the-web-remembers-{purpose}-"
        _sweep(prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        lock = open(self.path / IN_USE, "w+b")  # noqa: SIM115 -- held open, and so locked, until the end
        _try_lock(lock)
        self.remove = weakref.finalize(self, _remove, self.path, lock)


def _remove(path: Path, lock: BufferedRandom) -> None:
    lock.close()
    shutil.rmtree(path, ignore_errors=True)


def _sweep(prefix: str) -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with contextlib.suppress(OSError):  # somebody else's, or one that is being made
            lock = open(left / IN_USE, "r+b")  # noqa: SIM115 -- closed by _remove, before the folder goes
            if _try_lock(lock):
                _remove(left, lock)
            lock.close()


def _try_lock(file: BufferedRandom) -> bool:
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
