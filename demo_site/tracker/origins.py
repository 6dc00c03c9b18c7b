"""Three origins on one server: the shops and the tracker, distinguished by the `Host` header.

Each has a name and an address (see TRACKER_ORIGINS in settings.py). A page that was requested by name has a pixel by
name, and one that was requested by address has one by address, so that one client stays one visitor. The port is
always that of the request.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.http import HttpRequest


def origin_of(request: HttpRequest, company: str) -> str:
    """Return the origin of a company, such as `http://tracker.localhost:8000`, for links in the response to `request`.

    At 127.0.0.1, which is none of the three companies, it is the name: a browser that reached 127.0.0.1 reaches the
    names there too, while the other addresses work only where the server listens on them.
    """
    host, port = split_host(request)
    name, address = settings.TRACKER_ORIGINS[company]
    by_address = any(host == other for _, other in settings.TRACKER_ORIGINS.values())
    return f"{request.scheme}://{address if by_address else name}{port}"


def is_at(request: HttpRequest, company: str) -> bool:
    """Whether the request was sent to an origin of this company."""
    return split_host(request)[0] in settings.TRACKER_ORIGINS[company]


def split_host(request: HttpRequest) -> tuple[str, str]:
    """Return host and port of the `Host` header: ("bakery.localhost", ":8000"). The port is "" where it has none."""
    host, port = re.fullmatch(r"(.*?)(:\d*)?", request.get_host()).groups(default="")
    return host, port
