"""Reads a project's database file, without the project's code.

The file is not trusted: it may hold anything, and a view or a trigger in it may run without end.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from classroom.record.exchange import SessionRow
from classroom.record.table_row import table_row
from classroom.workshop.sqlite_limits import Deadline

SECONDS = 3.0
"""Timeout of one query."""
MOST_ROWS, MOST_BYTES, LONGEST = 20_000, 20_000_000, 1_000_000
"""Rows and bytes of one result; bytes of one value: a learner's own session may be large."""


def session_rows(database: str) -> tuple[SessionRow, ...]:
    """Return every row of `django_session` in a database file, in the order of writing; () where there is none."""
    found = read_rows(database, "SELECT session_key, session_data, expire_date FROM django_session ORDER BY rowid")
    return tuple(row for row in itertools.starmap(table_row, found) if row)


def read_rows(database: str, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a query; [] where there is no such file or table, or the query takes too long.

    database: path of the file. sql, parameters: for `sqlite3`.
    """
    if not os.path.isfile(database):
        return []
    try:
        with contextlib.closing(sqlite3.connect(f"{Path(database).as_uri()}?mode=ro", uri=True, timeout=5)) as file:
            file.execute("PRAGMA temp_store = MEMORY")
            Deadline(file, LONGEST).begin(SECONDS)
            return list(bounded(file.execute(sql, parameters)))
    except (sqlite3.Error, OverflowError, MemoryError):
        return []


def bounded(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield the first rows of a result, up to MOST_ROWS and MOST_BYTES."""
    size = 0
    for row in itertools.islice(rows, MOST_ROWS):
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > MOST_BYTES:
            return
        yield row
