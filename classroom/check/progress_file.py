"""The file of a learner's own record: where it lies, how it is read, and how it is written whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

VARIABLE = "CLASSROOM_PROGRESS"
COURSE = "how-the-web-remembers"
VERSION = 1
KINDS = ("tasks", "predictions")
PATIENCE = 2.0  # seconds to wait for another notebook that is writing


def default_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the record lies: where `CLASSROOM_PROGRESS` points, else in the user's data folder."""
    if named := environment.get(VARIABLE):
        return Path(named).expanduser()
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA") or tempfile.gettempdir()
    elif sys.platform == "darwin":
        base = os.path.join(environment.get("HOME") or tempfile.gettempdir(), "Library", "Application Support")
    else:
        home = environment.get("HOME")
        base = environment.get("XDG_DATA_HOME") or (
            os.path.join(home, ".local", "share") if home else tempfile.gettempdir()
        )
    return Path(base) / COURSE / "progress.json"


def shaped(record: Any) -> dict[str, Any]:
    """The record with both of its parts, whatever was in the file; an entry that is none is left out."""
    found = record if isinstance(record, dict) else {}
    parts = {
        kind: {name: entry for name, entry in part.items() if isinstance(entry, dict)}
        for kind, part in ((kind, found.get(kind)) for kind in KINDS)
        if isinstance(part, dict)
    }
    return {"course": COURSE, "version": VERSION, **found, **{kind: parts.get(kind, {}) for kind in KINDS}}


def written(record: dict[str, Any]) -> str:
    """The record as the text of its file."""
    return json.dumps(record, indent=1, ensure_ascii=False)


def replace(path: Path, text: str) -> None:
    """Write a file whole or not at all: a killed kernel leaves the old one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def copy_beside(path: Path) -> Path:
    """Copy a file to the first free name beside it, such as "progress.copy-1.json"; return the copy's path."""
    content = path.read_bytes()
    number = 1
    while True:
        copy = path.with_name(f"{path.stem}.copy-{number}{path.suffix}")
        try:
            with open(copy, "xb") as file:
                file.write(content)
            return copy
        except FileExistsError:
            number += 1


def sweep(path: Path) -> None:
    """Remove what a kernel left that was killed while it wrote. Only for who holds the lock."""
    for left in path.parent.glob(f"{path.name}*.new"):
        with contextlib.suppress(OSError):
            left.unlink()


@contextlib.contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Hold a lock of the operating system: it dies with its process, so none is ever left behind.

    Some network folders know no locks; after two seconds the write goes ahead without one. Yields whether it is held.
    """
    with open(path, "a+b") as lock:
        until = time.monotonic() + PATIENCE
        while not (held := _try_lock(lock.fileno())) and time.monotonic() < until:
            time.sleep(0.01)
        yield held  # closing the file gives the lock back


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
