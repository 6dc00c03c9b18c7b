"""What a client that follows the cookie standard does with cookies, as plain functions over plain values.

The standard is draft-ietf-httpbis-rfc6265bis-22 ("6265bis"), which replaces RFC 6265; every § in this package
is one of its sections. Nothing here opens a connection or keeps anything between two calls.

``dates``, ``hosts``, ``paths``, ``suffixes``: §5.1. ``parse``: §5.6. ``model``, ``store``: §5.7. ``send``: §5.8.
``explain``: all of it in words, beside what ``requests`` does. ``replay``: all of it in one call.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from classroom.cookies.explain import Explanation, explain_cookie
from classroom.cookies.model import (
    CHROMIUM,
    EMBEDDED,
    FORM,
    LINK,
    SAME_SITE,
    SCRIPT,
    Context,
    Cookie,
    Policy,
    as_seconds,
)
from classroom.cookies.send import choose, cookie_string, send
from classroom.cookies.store import Decision, Jar

__all__ = [
    "CHROMIUM",
    "EMBEDDED",
    "FORM",
    "LINK",
    "SAME_SITE",
    "SCRIPT",
    "Context",
    "Cookie",
    "Decision",
    "Explanation",
    "Jar",
    "Policy",
    "choose",
    "cookie_string",
    "explain_cookie",
    "replay",
    "send",
]


def replay(
    set_cookie_headers: str | bytes | Iterable[str | bytes],
    from_url: str,
    to_url: str,
    *,
    now: float | datetime | None = None,
    policy: Policy | None = None,
) -> str:
    """The ``Cookie`` header of a request, after one response of the past; "" if the request has none.

    set_cookie_headers: the values of the response's Set-Cookie headers, in order.
    from_url: where they came from. to_url: where the request goes. It is a plain client's: same-site.
    now: the time of both, in seconds since 1970; the present if left out.
    policy: what the standard leaves to the client. Raises CourseError for a URL that no client can ask.
    """
    moment = as_seconds(now)
    jar, _ = Jar(policy=policy or Policy()).receive(set_cookie_headers, from_url, moment)
    return send(jar, to_url, moment)[1]
