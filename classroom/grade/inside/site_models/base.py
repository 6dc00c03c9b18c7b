"""A database backend of Django's with its connection in another process: SQLite's, each statement is carried there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

# Both by the names that they have in the process of a submission.
import site_models  # type: ignore[import-not-found,unused-ignore]
import values  # type: ignore[import-not-found,unused-ignore]
from django.db.backends.sqlite3 import base

MOST_VARIABLES = 999


class Cursor:
    """What Django uses of sqlite3's cursor. A result has come whole before it is fetched."""

    arraysize = 1

    def __init__(self) -> None:
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.description: list[tuple[Any, ...]] | None = None
        self._rows: Iterator[tuple[Any, ...]] = iter(())

    def execute(self, sql: str, parameters: Sequence[Any] | None = None) -> Cursor:
        if parameters is not None:
            sql = base.FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%")
        told = site_models.asked(sql=sql, parameters=values.packed(list(parameters or ())))
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
        """Nothing is held here."""


class Connection:
    """What Django uses of sqlite3's connection."""

    isolation_level: str | None = None

    def execute(self, sql: str, parameters: Sequence[Any] | None = None) -> Cursor:
        return Cursor().execute(sql, parameters)

    def commit(self) -> None:
        site_models.asked(sql="COMMIT", parameters={"list": []})

    def rollback(self) -> None:
        site_models.asked(sql="ROLLBACK", parameters={"list": []})

    def getlimit(self, category: int) -> int:
        return MOST_VARIABLES

    def close(self) -> None:
        self.rollback()


class DatabaseWrapper(base.DatabaseWrapper):  # type: ignore[misc,unused-ignore]
    """SQLite, elsewhere."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Connection:
        return Connection()

    def create_cursor(self, name: str | None = None) -> Cursor:
        return Cursor()
