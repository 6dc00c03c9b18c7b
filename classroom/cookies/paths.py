"""The path of a cookie: its default, and which requests it matches.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.1.4.
"""

from __future__ import annotations


def default_path(request_path: str) -> str:
    """Return the path of a cookie that has no usable `Path`: the directory of the request's path.

    `/market/cart/add` gives `/market/cart`; `/market` gives `/`.
    """
    if not request_path.startswith("/") or request_path.count("/") <= 1:  # steps 2 and 3
        return "/"
    return request_path[: request_path.rindex("/")]  # step 4


def path_matches(request_path: str, cookie_path: str) -> bool:
    """Whether a request path path-matches a cookie path: the same, or below it at a `/`."""
    if request_path == cookie_path:
        return True
    if not request_path.startswith(cookie_path):
        return False
    return cookie_path.endswith("/") or request_path[len(cookie_path)] == "/"
