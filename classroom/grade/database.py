"""The site's database for a submission that uses Django's models: each of its statements is run here.

The learner's own kernel has the models too, with all rights over the site's rows, and some tasks are about that. So a
submission may read and change every row, and nothing else: no other file, no table made or dropped, no end of time.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from classroom.grade.inside import values
from classroom.workshop.session_file import LONGEST, bounded

SECONDS = 5.0
ALLOWED = {
    sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE,
    sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE,
}  # fmt: skip


class SiteDatabase:
    """A connection of its own to the live database, for one submission at a time. Needs Django to be set up."""

    def __init__(self) -> None:
        from django.conf import settings
        from django.db.backends.sqlite3._functions import register

        self._until = 0.0
        self._connection = sqlite3.connect(
            settings.DATABASES["default"]["NAME"], uri=True, timeout=SECONDS, isolation_level=None,
            check_same_thread=False,
        )  # fmt: skip
        register(self._connection)  # the functions that Django's SQL calls
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # VACUUM INTO writes a file, too
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        self._connection.set_authorizer(_may)
        self._connection.set_progress_handler(lambda: time.monotonic() > self._until, 10_000)

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Run the statement that a submission asks for; the rows, or the name and words of SQLite's error."""
        try:
            sql, parameters = str(asked["sql"]), values.unpacked(asked["parameters"])
            self._until = time.monotonic() + SECONDS
            if sql in ("COMMIT", "ROLLBACK") and not self._connection.in_transaction:
                sql = "SELECT 1 WHERE 0"  # as sqlite3's own commit() and rollback(): nothing to do
            cursor = self._connection.execute(sql, parameters)
            rows = list(bounded(cursor))
        except (sqlite3.Error, sqlite3.Warning) as error:
            return {"refused": type(error).__name__, "words": str(error)[:1000]}
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
            return {"refused": "ProgrammingError", "words": str(error)[:1000]}
        names = [column[0] for column in cursor.description or ()]
        return {"rows": values.packed(rows), "names": names, "count": cursor.rowcount, "last": cursor.lastrowid}

    def rest(self) -> None:
        """Give up a transaction that was left open: the site waits for it."""
        if self._connection.in_transaction:
            self._until = time.monotonic() + SECONDS
            self._connection.rollback()

    def close(self) -> None:
        """Let the database go."""
        self._connection.close()


def _may(action: int, *about: str | None) -> int:
    """SQLite's authorizer: rows and transactions, nothing else."""
    if action in ALLOWED and "load_extension" not in about:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
