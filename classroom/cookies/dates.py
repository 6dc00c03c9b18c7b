"""The date of an `Expires` attribute.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.1.1. The algorithm takes the tokens one after another and tests whether
each can be the time, the day, the month or the year, in this order. So it reads many formats, not only HTTP's own.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from classroom.cookies.words import EPOCH

_DELIMITERS = re.compile(r"[\x09\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?![0-9])")
_DAY = re.compile(r"([0-9]{1,2})(?![0-9])")
_MONTH = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"([0-9]{2,4})(?![0-9])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_cookie_date(text: str) -> float | None:
    """Return the time that `text` names, in seconds since 1970 (UTC); None where it is not a date (§5.1.1)."""
    time = day = month = year = None
    for token in _DELIMITERS.split(text):  # steps 1 and 2
        if time is None and (found := _TIME.match(token)):
            time = found
        elif day is None and (found := _DAY.match(token)):
            day = int(found[1])
        elif month is None and (found := _MONTH.match(token)):
            month = _MONTHS.index(found[1].lower()) + 1
        elif year is None and (found := _YEAR.match(token)):
            year = int(found[1])
    if time is None or day is None or month is None or year is None:  # step 5, first point
        return None
    if 70 <= year <= 99:  # step 3
        year += 1900
    elif 0 <= year <= 69:  # step 4
        year += 2000
    if year < 1601:
        return None
    try:  # the rest of step 5, and step 6: hour, minute, second and day must exist
        when = datetime(year, month, day, int(time[1]), int(time[2]), int(time[3]), tzinfo=UTC)
    except ValueError:
        return None
    return (when - EPOCH).total_seconds()
