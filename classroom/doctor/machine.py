"""Whether this machine's Python, SQLite and folders serve."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import tempfile
from pathlib import Path

from classroom.doctor.finding import CheckFailed

OLDEST, NEWEST = (3, 11), (3, 15)
"""The Python versions that the tests run on. A newer one is accepted, and the finding says that it is untested."""


def check_python(root: Path) -> str:
    """Check for Python 3.11 or newer; say so where it is newer than the tested 3.15."""
    version = "{}.{}.{}".format(*sys.version_info)
    if sys.version_info[:2] < OLDEST:
        raise CheckFailed(f"{version} is too old ({sys.executable})", "Run the course with Python 3.11 to 3.15")
    untested = ", newer than the tested 3.15" if sys.version_info[:2] > NEWEST else ""
    return f"{version}{untested} ({sys.executable})"


def check_sqlite(root: Path) -> str:
    """Check for SQLite 3.36 or newer, whose `memdb` VFS lets two connections share a database in memory.

    The demo site keeps its database there.
    """
    if sqlite3.sqlite_version_info < (3, 36):
        raise CheckFailed(f"{sqlite3.sqlite_version}, and the site needs 3.36", "Use a newer Python from python.org")
    with (
        contextlib.closing(sqlite3.connect("file:/doctor?vfs=memdb", uri=True)) as one,
        contextlib.closing(sqlite3.connect("file:/doctor?vfs=memdb", uri=True)) as two,
    ):
        one.execute("CREATE TABLE seen (it)")
        one.commit()
        two.execute("SELECT * FROM seen").fetchall()
    return f"{sqlite3.sqlite_version} with memdb"


def check_folders(root: Path) -> str:
    """Check that notebooks can be saved, and that a temporary file can be written."""
    with tempfile.TemporaryFile() as file:
        file.write(b"room")
    closed = [name for name in ("notebooks", "exercises") if not os.access(root / name, os.W_OK)]
    if closed:
        raise CheckFailed(f"{' and '.join(closed)} cannot be written", "Copy the course into a folder of your own")
    return "notebooks and exercises can be saved"
