"""Reads a row of `django_session`. SQLite keeps a value of any type in any column, and anybody may have written it.

Source: https://www.sqlite.org/datatype3.html
"""

from __future__ import annotations

import datetime

from classroom.record.exchange import SessionRow


def table_row(key: object, data: object, expires: object) -> SessionRow | None:
    """Return a stored session; None for a row that Django cannot have written.

    key, data, expires: the columns `session_key`, `session_data` and `expire_date`; the last as a datetime, or as the
    text in which Django keeps one: in UTC, without saying so.
    """
    try:
        moment = datetime.datetime.fromisoformat(expires) if isinstance(expires, str) else expires
        if not (isinstance(key, str) and isinstance(data, str) and isinstance(moment, datetime.datetime)):
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
        return SessionRow(key, data, aware.timestamp(), "db", len(data))
    except (ValueError, OverflowError):
        return None
