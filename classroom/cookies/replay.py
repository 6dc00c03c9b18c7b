"""All rules in one call: from the Set-Cookie headers of one response to the Cookie header of the next request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from classroom.cookies.model import Policy, as_seconds
from classroom.cookies.send import send
from classroom.cookies.store import Jar


def replay(
    set_cookie_headers: str | bytes | Iterable[str | bytes],
    from_url: str,
    to_url: str,
    *,
    now: float | datetime | None = None,
    policy: Policy | None = None,
) -> str:
    """Return the `Cookie` header of a request that follows one response; "" if the request has none.

    set_cookie_headers: the values of the response's Set-Cookie headers, in order.
    from_url: where they came from. to_url: where the request goes; it counts as same-site.
    now: the time of both, in seconds since 1970, or a datetime; the present if left out.
    policy: what the standard leaves to the client. Raises CourseError for a URL that no client can request.
    """
    moment = as_seconds(now)
    jar, _ = Jar(policy=policy or Policy()).receive(set_cookie_headers, from_url, moment)
    return send(jar, to_url, moment)[1]
