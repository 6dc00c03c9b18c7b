"""`explain_cookie("a=1; Secure", url)`: what becomes of a cookie, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from classroom.errors import CourseError, described
from classroom.site.live_site import is_site_open, open_site

if TYPE_CHECKING:
    from classroom.draw.view import View


def explain_cookie(
    set_cookie: Any, url: str | None = None, *, now: float | None = None, send_to: str | Iterable[str] = ()
) -> View:
    """Explain what becomes of a cookie: in a browser, as Chromium follows the draft 6265bis, and in `requests`.

    set_cookie: one `Set-Cookie` header as a text or bytes, with or without its name; several; a response; or an
        exchange of the site. Headers that a client joined with commas are taken apart, and the drawing says so.
    url: where the response came from; a response and an exchange know it.
    now: the time, in seconds since 1970; by default the present, or the time of the site's clock where that is turned.
    send_to: URLs of later requests: whether the cookie is sent with each, and why.
    Raises CourseError for what holds no Set-Cookie header, and where a URL cannot be read.
    """
    from classroom.cells.panel import say
    from classroom.cells.set_cookie_lines import set_cookie_lines
    from classroom.cookies.explain import explain_cookie as explain
    from classroom.draw.cookies.explainer import cookie_explanation
    from classroom.draw.view import stack

    given = set_cookie_lines(set_cookie)
    where, later = _url(given.url or None if url is None else url), _urls(send_to)
    if now is None and is_site_open():
        now = open_site().clock.now()
    view = cookie_explanation(explain(given.lines, where, now=now, send_to=later))
    return stack([*map(say, given.remarks), view]) if given.remarks else view


def _url(url: Any) -> str:
    if isinstance(url, str):
        return url
    raise CourseError(
        f"explain_cookie() needs the URL that the header came from, and was handed {described(url)}.",
        "Scheme, host and path decide what a client does with a cookie.",
        'Add it as a text: explain_cookie("a=1", "http://127.0.0.1:8000/")',
    )


def _urls(send_to: Any) -> list[str]:
    several = [send_to] if isinstance(send_to, str) else send_to
    found = list(several) if isinstance(several, list | tuple | set) else [several] if several is not None else []
    wrong = [each for each in found if not isinstance(each, str)]
    if not wrong:
        return found
    raise CourseError(
        f"send_to of explain_cookie() names the URLs of later requests, and was handed {described(wrong[0])}.",
        "A URL is a text; several of them are a list.",
        'Write it like this: send_to="http://127.0.0.1:8000/market/"',
    )
