"""Reads the session table of a project's database file, past the project's code."""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
from pathlib import Path

from classroom.record.exchange import SessionRow


def session_rows(database: str) -> tuple[SessionRow, ...]:
    """Every row of ``django_session`` in a database file, in the order of writing; () where there is none."""
    if not os.path.isfile(database):
        return ()
    try:
        with contextlib.closing(sqlite3.connect(f"{Path(database).as_uri()}?mode=ro", uri=True, timeout=5)) as file:
            found = file.execute(
                "SELECT session_key, session_data, expire_date FROM django_session ORDER BY rowid"
            ).fetchall()
    except sqlite3.DatabaseError:
        return ()
    return tuple(SessionRow(key, data, _epoch(expires), "db", len(data)) for key, data, expires in found)


def _epoch(text: str) -> float:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC).timestamp()
