"""Facts as text: durations, sizes, lifetimes, shortened values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from classroom.cookies.facts import NO_LIFETIME, attribute_facts
from classroom.record.exchange import Exchange, SetCookie

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def count(number: int, thing: str) -> str:
    """`1 row`, `1,200 rows`; for nouns whose plural only adds an s."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def shorten(value: str, most: int = 26) -> str:
    """Cut the middle of a long value, because readers compare beginnings and ends. most: its length afterwards."""
    if len(value) <= most:
        return value
    end = max(4, most // 3)
    return f"{value[: most - end - 1]}…{value[-end:]}"


def cut(value: str, most: int) -> str:
    """Cut a text after `most` characters, and add how many it had."""
    return value if len(value) <= most else f"{value[:most]}… ({len(value):,} characters)"


def duration(seconds: float) -> str:
    """A duration in its largest unit, rounded: `14 days`, `2 hours`, `5 minutes`."""
    for unit, name in _UNITS:
        if seconds >= unit * 0.99:  # A cookie of 14 days that was set a moment ago still counts as 14 days.
            return count(round(seconds / unit), name)
    return "less than a second"


def time_left(expires: float | None, now: float) -> str:
    """How much of a lifetime is left at `now`. expires, now: in seconds since 1970; None for a session cookie."""
    if expires is None:
        return "until the browser closes"
    if expires == math.inf:
        return "never ends by itself"
    if expires > now:
        return f"{duration(expires - now)} left"
    return f"expired {duration(now - expires)} ago"


def milliseconds(value: float) -> str:
    """`12.7 ms`; without decimals from 100 on."""
    return f"{value:,.0f} ms" if value >= 100 else f"{value:.1f} ms"


def status_line(exchange: Exchange) -> str:
    """`302 Found`, or that no response came."""
    return cut(f"{exchange.status} {exchange.reason}".strip(), 60) if exchange.status else "no response"


def status_kind(status: int) -> str:
    """The CSS class for the colour of a status code."""
    return {2: "cr-good", 3: "cr-warn", 4: "cr-bad", 5: "cr-bad"}.get(status // 100, "cr-soft")


def several_hosts(exchanges: Iterable[Exchange]) -> bool:
    """Whether requests were sent to more than one host, so that a drawing has to name it. Ports do not count."""
    hosts = {one.host for one in exchanges}
    return len({re.sub(r":\d*\Z", "", host.lower()) for host in hosts if host}) > 1


def asked_for(exchange: Exchange, with_host: bool = False) -> str:
    """The target of a request, shortened. with_host: whether to put the host before it."""
    host = exchange.host if with_host and exchange.target.startswith("/") else ""
    return shorten(host, 40) + shorten(exchange.target, 60)


def attributes_explained(cookie: SetCookie) -> list[tuple[str, str]]:
    """(attribute as written, what it means) for each attribute of a Set-Cookie header, and for a missing lifetime.

    The meaning is that of `classroom.cookies`, as in the cookie explainer.
    """
    parsed = cookie.parsed
    if parsed.refused:
        return [("ignored", parsed.refused)]
    pairs = [(fact.subject, fact.says) for fact in attribute_facts(parsed)]
    return pairs if parsed.expires is not None else [*pairs, (NO_LIFETIME.subject, NO_LIFETIME.says)]
