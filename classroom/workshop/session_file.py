"""Reads a project's database file, past the project's code. The file may hold anything: whoever wrote the project
wrote it, and a view or a trigger of theirs may compute without an end."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from classroom.record.exchange import SessionRow

SECONDS = 3.0
"""For one question."""
MOST_ROWS, MOST_BYTES, LONGEST = 20_000, 20_000_000, 1_000_000
"""Of one answer; the last: bytes of one value."""


def session_rows(database: str) -> tuple[SessionRow, ...]:
    """Every row of `django_session` in a database file, in the order of writing; () where there is none."""
    found = read_rows(database, "SELECT session_key, session_data, expire_date FROM django_session ORDER BY rowid")
    try:
        return tuple(SessionRow(key, data, _epoch(expires), "db", len(data)) for key, data, expires in found)
    except (TypeError, ValueError):  # a table that is none of Django's
        return ()


def read_rows(database: str, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Ask a database file; [] where there is no such file or table, or the answer takes too long."""
    if not os.path.isfile(database):
        return []
    until = time.monotonic() + SECONDS
    try:
        with contextlib.closing(sqlite3.connect(f"{Path(database).as_uri()}?mode=ro", uri=True, timeout=5)) as file:
            file.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
            file.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            file.set_progress_handler(lambda: time.monotonic() > until, 10_000)
            return list(bounded(file.execute(sql, parameters)))
    except (sqlite3.Error, OverflowError):
        return []


def bounded(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The first rows of an answer, as many as fit into memory."""
    size = 0
    for row in itertools.islice(rows, MOST_ROWS):
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > MOST_BYTES:
            return
        yield row


def _epoch(text: str) -> float:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC).timestamp()
