"""The functions that Django adds to SQL, written in Python. Used at both ends: the grader has to know their names."""

from __future__ import annotations

import sqlite3
from typing import Any


class Functions(sqlite3.Connection):
    """A connection to no file, on which Django registers its functions.

    found: each function, and the class of each aggregate, by name and arity.
    """

    def __init__(self) -> None:
        super().__init__(":memory:")
        self.found: dict[tuple[str, int], Any] = {}

    def create_function(self, name: str, arity: int, function: Any, **_: object) -> None:  # type: ignore[override,unused-ignore]
        self.found[name, arity] = function

    def create_aggregate(self, name: str, arity: int, kind: Any) -> None:  # type: ignore[override,unused-ignore]
        self.found[name, arity] = kind


def of_django() -> dict[tuple[str, int], Any]:
    """The functions, and the classes of aggregates, by name and arity."""
    from django.db.backends.sqlite3 import _functions

    connection = Functions()
    try:
        _functions.register(connection)
    finally:
        connection.close()
    return connection.found
