"""The functions that a submission's SQL may call: SQLite's own that have an end, and Django's, which run elsewhere.

Django defines functions of SQL in Python (REGEXP, LPAD, the parts of a date …). SQLite's time limit does not end one of
those, and none of them has a limit of memory. So they run in the submission's process, which has both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from classroom.grade.inside import functions
from classroom.workshop.session_file import MOST_ROWS

Ask = Callable[[str, int, list[Any]], Any]
"""Has the submission's process compute a function: its name, its arity, its arguments; for an aggregate the rows of
them. Raises an exception where there is no result."""

BUILT_IN = frozenset(
    """
    -> ->> abs acos asin atan atan2 avg ceil ceiling changes char coalesce concat concat_ws cos count cume_dist
    current_date current_time current_timestamp date datetime degrees dense_rank exp first_value floor glob
    group_concat hex ifnull iif instr json json_array json_array_length json_extract json_group_array
    json_group_object json_insert json_object json_patch json_quote json_remove json_replace json_set
    json_type json_valid julianday lag last_insert_rowid last_value lead length like likelihood likely ln log log10
    log2 lower ltrim max min mod nth_value ntile nullif octet_length percent_rank pi pow power quote radians
    random rank replace round row_number rtrim sign sin sqlite_version sqrt strftime string_agg substr substring sum
    tan time timediff total trim typeof unicode unixepoch unlikely upper
    """.split()  # noqa: SIM905 -- a list of this length is read as words
)
"""SQLite's own functions that may be called. Not fts3_tokenizer, which takes an address in memory and jumps to it."""


def register(connection: sqlite3.Connection, ask: Ask) -> frozenset[str]:
    """Give a connection Django's functions, each of which is asked for.

    Returns the names of the functions that its SQL may call, in lower case.
    """
    django = functions.of_django()
    for (name, arity), found in django.items():
        if isinstance(found, type):
            connection.create_aggregate(name, arity, _aggregate(ask, name, arity))
        else:
            connection.create_function(name, arity, _asked(ask, name, arity))
    return BUILT_IN | {name.lower() for name, _ in django}


def _asked(ask: Ask, name: str, arity: int) -> Callable[..., Any]:
    return lambda *arguments: ask(name, arity, list(arguments))


def _aggregate(ask: Ask, name: str, arity: int) -> type:
    class Rows:
        """The rows of one aggregate, as many as a result may have."""

        def __init__(self) -> None:
            self._rows: list[Any] = []

        def step(self, *arguments: Any) -> None:
            if len(self._rows) >= MOST_ROWS:
                raise ValueError("too many rows")
            self._rows.append(list(arguments))

        def finalize(self) -> Any:
            return ask(name, arity, self._rows)

    return Rows
