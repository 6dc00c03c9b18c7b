"""A database backend of Django: the SQLite backend, with the connection in the grader's process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

# Both under the names that they have in a submission's process.
import site_models  # type: ignore[import-not-found,unused-ignore]
import values  # type: ignore[import-not-found,unused-ignore]
from django.db.backends.sqlite3 import base

MOST_VARIABLES = 999
"""SQLite's limit of parameters in a statement."""


class Cursor:
    """The part of sqlite3's cursor that Django uses. `execute` gets all rows at once."""

    arraysize = 1

    def __init__(self) -> None:
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.description: list[tuple[Any, ...]] | None = None
        self._rows: Iterator[tuple[Any, ...]] = iter(())

    def execute(self, sql: str, parameters: Sequence[Any] | None = None) -> Cursor:
        if parameters is not None:
            sql = base.FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")
        told = site_models.ask_grader(sql=sql, parameters=values.packed(list(parameters or ())))
        if "refused" in told:
            raise getattr(sqlite3, told["refused"], sqlite3.DatabaseError)(told["words"])
        self.rowcount, self.lastrowid = told["count"], told["last"]
        self.description = told["names"] and [(name, *[None] * 6) for name in told["names"]]
        self._rows = iter(values.unpacked(told["rows"]))
        return self

    def executemany(self, sql: str, several: Sequence[Sequence[Any]]) -> Cursor:
        total = 0
        for parameters in several:
            total += max(0, self.execute(sql, parameters).rowcount)
        self.rowcount = total
        return self

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return [row for row, _ in zip(self._rows, range(size), strict=False)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def close(self) -> None:
        """Do nothing: the rows are here already."""


class Connection:
    """The part of sqlite3's connection that Django uses."""

    isolation_level: str | None = None

    def execute(self, sql: str, parameters: Sequence[Any] | None = None) -> Cursor:
        return Cursor().execute(sql, parameters)

    def commit(self) -> None:
        site_models.ask_grader(sql="COMMIT", parameters={"list": []})

    def rollback(self) -> None:
        site_models.ask_grader(sql="ROLLBACK", parameters={"list": []})

    def getlimit(self, category: int) -> int:
        return MOST_VARIABLES

    def close(self) -> None:
        self.rollback()


class DatabaseWrapper(base.DatabaseWrapper):  # type: ignore[misc,unused-ignore]
    """Django's SQLite backend with this connection and this cursor."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        return Connection()

    def create_cursor(self, name: str | None = None) -> Cursor:
        return Cursor()
