"""The site's database for a submission that uses Django's models: the grader runs each of its SQL statements.

A learner's kernel can read and change every row through the models, and some tasks need that. A submission can do the
same and nothing else: SQLite's authorizer refuses other files, changes of tables, other tables and functions. Every
statement has limits of time and memory, and functions that are written in Python run in the submission's process.
Source: https://www.sqlite.org/security.html
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from classroom.grade import sql_functions
from classroom.grade.inside import values
from classroom.workshop.session_file import bounded
from classroom.workshop.sqlite_limits import Deadline

Ask = Callable[[dict[str, Any], float], dict[str, Any] | None]

SECONDS = 5.0
"""The time limit of a statement, and the timeout of a lock."""
MORE_PAGES = 12_500
"""Pages (of 4,096 bytes) by which a submission may make the database larger."""
TRANSACTIONS = {
    sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT, sqlite3.SQLITE_RECURSIVE,
}  # fmt: skip
ROWS = {sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
READABLE = ("sqlite_master", "sqlite_schema")


class SiteDatabase:
    """A separate connection to the live database, for one submission at a time. Django has to be set up."""

    def __init__(self) -> None:
        from django.conf import settings

        self._ask: Ask | None = None
        self._connection = connection = sqlite3.connect(
            settings.DATABASES["default"]["NAME"], uri=True, timeout=SECONDS, isolation_level=None,
            check_same_thread=False,
        )  # fmt: skip
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        for pragma in (f"max_page_count = {pages + MORE_PAGES}", "temp_store = MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA foreign_keys = ON")
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        self._tables = {str(name) for (name,) in tables}
        self._functions = sql_functions.register(connection, self._computed)
        self._deadline = Deadline(connection)
        connection.set_authorizer(self._authorize)

    def execute(self, asked: dict[str, Any], ask: Ask) -> dict[str, Any]:
        """Run a statement of a submission. Returns its rows, or the name and the message of SQLite's error.

        asked: the message of the submission: "sql", and "parameters" as `values.packed` writes them.
        ask: has its process compute a function, in so many seconds: (question, seconds) to the answer.
        """
        self._ask = ask
        try:
            sql, parameters = str(asked["sql"]), values.unpacked(asked["parameters"])
            self._deadline.begin(SECONDS)
            if sql in ("COMMIT", "ROLLBACK") and not self._connection.in_transaction:
                sql = "SELECT 1 WHERE 0"  # like commit() and rollback() of sqlite3: without a transaction, nothing
            cursor = self._connection.execute(sql, parameters)
            rows = list(bounded(cursor))
        except (sqlite3.Error, sqlite3.Warning) as error:
            return {"refused": type(error).__name__, "words": str(error)[:1000]}
        except MemoryError:
            return {"refused": "OperationalError", "words": "out of memory"}
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
            return {"refused": "ProgrammingError", "words": str(error)[:1000]}
        names = [column[0] for column in cursor.description or ()]
        return {"rows": values.packed(rows), "names": names, "count": cursor.rowcount, "last": cursor.lastrowid}

    def roll_back(self) -> None:
        """Roll back a transaction that was left open, because the site would wait for its lock."""
        if self._connection.in_transaction:
            self._deadline.begin(SECONDS)
            self._connection.rollback()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _computed(self, name: str, arity: int, arguments: list[Any]) -> Any:
        """The value of a function of Django's, from the submission's process. It is no more than its own literals are.

        Raises an exception where none comes in time; sqlite3 refuses what is no value for SQLite.
        """
        assert self._ask is not None  # a statement is being executed
        question = {"function": name, "arity": arity, "arguments": values.packed(arguments)}
        return values.unpacked((self._ask(question, self._deadline.left) or {})["value"])

    def _authorize(self, action: int, *about: str | None) -> int:
        """The authorizer callback of SQLite: allows rows and transactions, nothing else."""
        if action in TRANSACTIONS:
            return sqlite3.SQLITE_OK
        if action in ROWS and (about[0] in self._tables or (action == sqlite3.SQLITE_READ and about[0] in READABLE)):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and str(about[1]).lower() in self._functions:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY
