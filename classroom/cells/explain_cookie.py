"""`explain_cookie("a=1; Secure", url)`: what becomes of a cookie, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from classroom.site.live_site import is_site_open, open_site

if TYPE_CHECKING:
    from classroom.draw.view import View


def explain_cookie(
    set_cookie: str | Sequence[str], url: str, *, now: float | None = None, send_to: str | Sequence[str] = ()
) -> View:
    """Explain what becomes of a cookie: in a browser that follows RFC 6265bis, and in `requests`.

    set_cookie: the value of one `Set-Cookie` header, or of several.
    url: where the response came from.
    now: the time, in seconds since 1970; by default the present, or the time of the site's clock where that is turned.
    send_to: URLs of later requests: whether the cookie is sent with each, and why.
    Raises CourseError where a URL cannot be read.
    """
    from classroom.cookies.explain import explain_cookie as explain
    from classroom.draw.cookies.explainer import cookie_explanation

    if now is None and is_site_open():
        now = open_site().clock.now()
    return cookie_explanation(explain(set_cookie, url, now=now, send_to=send_to))
