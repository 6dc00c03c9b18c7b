"""Text for the cookie explainer: control characters made visible, long values cut, times in UTC."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def printable(text: str, most: int = 80) -> str:
    """Return `text` cut to `most` characters and safe for a terminal.

    Control and format characters, lone surrogates and line separators are written as `[U+001B]`.
    """
    cut = text if len(text) <= most else f"{text[:most]}… ({len(text):,} characters)"
    return "".join(
        f"[U+{ord(each):04X}]" if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") else each for each in cut
    )


def count(number: int, thing: str) -> str:
    """Return a number and its noun: `1 second`, `1,200 seconds`. thing: a noun whose plural ends in s."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def duration(seconds: float) -> str:
    """Return a length of time in its largest fitting unit, rounded: `14 days`, `2 hours`."""
    for unit, name in _UNITS:
        if seconds >= unit * 0.99:
            return count(round(seconds / unit), name)
    return "less than a second"


def http_date(seconds: float) -> str:
    """Return a time in seconds since 1970 as `Sun, 06 Dec 2026 17:39:47 GMT` (RFC 9110 §5.6.7)."""
    try:
        when = EPOCH + timedelta(seconds=int(seconds))
    except (OverflowError, ValueError):
        return f"{seconds:.0f} seconds after 1970"
    day = _DAYS[when.weekday()]
    month = _MONTHS[when.month - 1]
    return f"{day}, {when.day:02} {month} {when.year:04} {when:%H:%M:%S} GMT"
