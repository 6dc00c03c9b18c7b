"""Files written in one step, file locks that end with their process, and private temporary folders."""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import shutil
import stat
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from classroom.paths import COURSE

IN_USE = ".in-use"
"""The file in a private folder that its process keeps locked."""


ABANDONED = 3600.0
"""Seconds after which a temporary file or folder without a lock belongs to a process that has ended: one that is alive
renames the file, or locks the folder, in far less."""


def replace(path: Path, content: str | bytes, mode: int = 0o666) -> None:
    """Write a file in one step: whoever is killed meanwhile, or loses power, has the old file or the new one.

    The bytes are on the disk before the name points to them: a file system may otherwise keep the name and lose the
    bytes, and leave an empty file (fsync(2)). What a killed process left beside the file is removed.

    path: the file. content: text is written as UTF-8, its line ends as they are. mode: permissions, before the umask.
    Raises OSError where the file cannot be written; the old one is then unchanged.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_names(path.parent)
    sweep(path, ABANDONED)


def also_as(path: Path, name: Path) -> None:
    """Keep what a file holds now under a second name in the same folder, in one step; the file itself stays.

    path: the file; nothing happens where there is none. name: its second name. Raises OSError where that fails.
    """
    if not path.exists():
        return
    temporary = name.with_name(f".{name.name}.{secrets.token_hex(4)}.new")
    try:
        os.link(path, temporary)
        os.replace(temporary, name)
    except OSError:  # a file system without hard links
        replace(name, path.read_bytes(), 0o600)
    finally:
        temporary.unlink(missing_ok=True)


def sync_names(folder: Path) -> None:
    """Write a folder's names to the disk, after a rename in it. Does nothing on a system that cannot, as Windows."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def sweep(path: Path, seconds: float = 0.0) -> None:
    """Remove the temporary files that a killed `replace` left beside a file.

    seconds: only those that are older. A caller that holds the file's lock may take all: nobody else is writing.
    """
    for left in path.parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 8}.new"):
        with contextlib.suppress(OSError):
            if _age(left) >= seconds:
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
    """A new temporary folder that only its owner may enter (mode 0700), in `path`; a context manager that yields it.

    purpose: part of its name. `remove()` deletes it; otherwise it is deleted when the process ends. A folder left by
    a killed process is deleted when the next one of the same purpose is made: its lock is free.
    Raises OSError where no folder can be made.
    """

    def __init__(self, purpose: str) -> None:
        prefix = f"{COURSE}-{purpose}-"
        _remove_left(prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix)).resolve()
        self.remove = weakref.finalize(self, remove_locked, self.path, lock_folder(self.path))

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.remove()


def lock_folder(folder: Path) -> IO[bytes]:
    """Mark a new folder as in use by this process. Returns the open file, which is the lock until it is closed."""
    lock = open(folder / IN_USE, "w+b")  # noqa: SIM115 -- open, and so locked, until the folder is removed
    try_lock(lock)
    return lock


def lock_of_the_dead(folder: Path) -> IO[bytes] | None:
    """Take over the lock of a folder whose process has ended. Returns the lock; None where that process may be alive.

    A folder without a lock is being made, or is none of ours, and stays; but an empty one that is old is deleted: its
    process was killed before the lock was there, or after it was gone. Raises OSError where it cannot be looked at.
    """
    try:
        lock = open(folder / IN_USE, "r+b")  # noqa: SIM115 -- closed by the caller, or below
    except FileNotFoundError:
        if _age(folder) >= ABANDONED:
            folder.rmdir()
        return None
    if try_lock(lock):
        return lock
    lock.close()
    return None


def remove_locked(folder: Path, lock: IO[bytes]) -> None:
    """Delete a folder, its lock at last: whoever is killed meanwhile leaves one that is still known as ours."""
    with contextlib.suppress(OSError):
        for each in os.scandir(folder):
            if each.is_dir(follow_symlinks=False):
                remove_tree(Path(each.path))
            elif each.name != IN_USE:
                with contextlib.suppress(OSError):
                    os.unlink(each.path)
    lock.close()
    remove_tree(folder)


def remove_tree(folder: Path) -> None:
    """Delete a folder with all that is in it, as far as the system allows. Raises nothing.

    Folders may lie in each other ten thousand deep, which `shutil.rmtree` does not survive before Python 3.13: what is
    left of them is moved up, level by level, so that no path becomes long.
    """
    with contextlib.suppress(RecursionError):
        shutil.rmtree(folder, ignore_errors=True)
    number, kept = 0, set[str]()
    with contextlib.suppress(OSError):  # it is gone
        while below := [each for each in os.scandir(folder) if _is_folder(each) and each.name not in kept]:
            for each in below:
                try:
                    os.chmod(each.path, 0o700)
                    for inside in os.scandir(each.path):
                        if _is_folder(inside):
                            os.chmod(inside.path, 0o700)
                            os.rename(inside.path, folder / f"{number}.moved-up")
                            number += 1
                        else:
                            os.unlink(inside.path)
                    os.rmdir(each.path)
                except OSError:
                    kept.add(each.name)
        shutil.rmtree(folder, ignore_errors=True)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)


def _remove_left(prefix: str) -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with contextlib.suppress(OSError):  # gone meanwhile
            if _is_mine(left) and (lock := lock_of_the_dead(left)):
                remove_locked(left, lock)


def _is_mine(folder: Path) -> bool:
    """Whether a path is a folder of this user: anybody may lay one of this name, or a link, into the common place.

    In a folder such as /tmp nobody else can rename or replace what is one's own.
    """
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and (sys.platform == "win32" or found.st_uid == os.geteuid())


def _age(path: Path) -> float:
    """Seconds since the last change of a file or folder, by the system's clock."""
    return time.time() - path.lstat().st_mtime
