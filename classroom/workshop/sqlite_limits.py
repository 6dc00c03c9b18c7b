"""Limits for SQLite where it runs statements, or reads a file, of somebody who is not trusted.

SQLite's progress handler ends a statement between two of its steps, and one call of a function is one step. So what
such a call can take is limited too: the length of a value and of a pattern, and the functions that are slow even then.
Source: https://www.sqlite.org/security.html
"""

from __future__ import annotations

import sqlite3
import time
from typing import NoReturn

LONGEST = 100_000
"""Bytes of one value, and of one statement."""
LONGEST_PATTERN = 250
"""Bytes of a pattern of LIKE and GLOB."""
SLOW = (("trim", 2), ("ltrim", 2), ("rtrim", 2), ("printf", -1), ("format", -1))
"""Functions and how many arguments they have. Trimming compares each letter with each; printf writes as many letters as
it is told, before it looks how long the text may be."""
HEAP = 400_000_000
"""Bytes that SQLite may use in a process that works for somebody else."""


class Deadline:
    """The time at which the statement of a connection is ended.

    connection: is limited from now on. longest: bytes of one value, and of one statement.
    """

    def __init__(self, connection: sqlite3.Connection, longest: int = LONGEST) -> None:
        self._until = 0.0
        for name, arity in SLOW:
            connection.create_function(name, arity, _refused)
        for limit, most in (
            (sqlite3.SQLITE_LIMIT_ATTACHED, 0),  # no ATTACH, and no VACUUM INTO another file
            (sqlite3.SQLITE_LIMIT_LENGTH, longest),
            (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN),
        ):
            connection.setlimit(limit, most)
        connection.set_progress_handler(lambda: self.left < 0, 100)  # one step may take a second

    @property
    def left(self) -> float:
        """Seconds until then."""
        return self._until - time.monotonic()

    def begin(self, seconds: float) -> None:
        """Give the next statement so many seconds."""
        self._until = time.monotonic() + seconds


def limit_memory() -> None:
    """Limit what SQLite uses in this process, in all of its connections, to HEAP bytes."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"PRAGMA hard_heap_limit = {HEAP}")
    finally:
        connection.close()


def _refused(*arguments: object) -> NoReturn:
    raise ValueError("this function is not available here")
