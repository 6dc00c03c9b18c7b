"""The site's database for a submission that uses Django's models: the grader runs each of its SQL statements.

A learner's kernel can read and change every row through the models, and some tasks need that. A submission can do the
same and nothing else: SQLite's authorizer refuses other files and changes of tables, and every statement has a time
limit.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from classroom.grade.inside import values
from classroom.workshop.session_file import LONGEST, bounded

SECONDS = 5.0
"""The time limit of a statement, and the timeout of a lock."""
ALLOWED = {
    sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE,
    sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE,
}  # fmt: skip


class SiteDatabase:
    """A separate connection to the live database, for one submission at a time. Django has to be set up."""

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
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # no ATTACH, and no VACUUM INTO another file
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        self._connection.set_authorizer(_authorize)
        self._connection.set_progress_handler(lambda: time.monotonic() > self._until, 10_000)

    def execute(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Run a statement of a submission. Returns its rows, or the name and the message of SQLite's error.

        asked: the message of the submission: "sql", and "parameters" as `values.packed` writes them.
        """
        try:
            sql, parameters = str(asked["sql"]), values.unpacked(asked["parameters"])
            self._until = time.monotonic() + SECONDS
            if sql in ("COMMIT", "ROLLBACK") and not self._connection.in_transaction:
                sql = "SELECT 1 WHERE 0"  # like commit() and rollback() of sqlite3: without a transaction, nothing
            cursor = self._connection.execute(sql, parameters)
            rows = list(bounded(cursor))
        except (sqlite3.Error, sqlite3.Warning) as error:
            return {"refused": type(error).__name__, "words": str(error)[:1000]}
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
            return {"refused": "ProgrammingError", "words": str(error)[:1000]}
        names = [column[0] for column in cursor.description or ()]
        return {"rows": values.packed(rows), "names": names, "count": cursor.rowcount, "last": cursor.lastrowid}

    def roll_back(self) -> None:
        """Roll back a transaction that was left open, because the site would wait for its lock."""
        if self._connection.in_transaction:
            self._until = time.monotonic() + SECONDS
            self._connection.rollback()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _authorize(action: int, *about: str | None) -> int:
    """The authorizer callback of SQLite: allows rows and transactions, nothing else."""
    if action in ALLOWED and "load_extension" not in about:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
