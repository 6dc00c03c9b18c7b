"""The drawings of the front door: takes what a learner holds, hands plain values to ``classroom.draw``.

The learner hands everything over; nothing is looked up among their names.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from classroom.errors import CourseError
from classroom.jars import jar_of
from classroom.record.exchange import Exchange, SessionRow
from classroom.site.live_site import is_site_open, open_site

if TYPE_CHECKING:
    from classroom.draw.view import View


class Recorded(Protocol):
    """Whatever is served and recorded: the demo site, the learner's project, one of two servers."""

    @property
    def exchanges(self) -> tuple[Exchange, ...]: ...
    @property
    def sessions(self) -> tuple[SessionRow, ...]: ...
    @property
    def session_engine(self) -> str: ...


def show(what: Exchange | Iterable[Exchange] | Recorded) -> View:
    """Draw exchanges like a browser's Network panel.

    what: ``site.exchanges``, a part of it such as ``site.exchanges[-2:]``, one exchange, or the site itself.
    Raises CourseError for anything else.
    """
    from classroom.draw.exchange_viewer import exchange_viewer

    return exchange_viewer(_exchanges(what, "show"))


def ladder(what: Exchange | Iterable[Exchange] | Recorded) -> View:
    """Draw a conversation: client and server as two lines, a pair of arrows for each exchange, cookies on them."""
    from classroom.draw.ladder import ladder as draw

    return draw(_exchanges(what, "ladder"))


def onion(exchange: Exchange) -> View:
    """Draw the way of one request through the middleware to the view, and of its response back out."""
    from classroom.draw.onion import onion as draw

    one = _one_exchange(exchange, "onion")
    return draw(one, one.notes.layers if one.notes else ())


def microscope(exchange: Exchange) -> View:
    """Draw what ``login()`` and ``logout()`` did in one exchange, step by step, and what they did not.

    exchange: of the demo site or of a workshop. Raises CourseError for anything else.
    """
    from classroom.draw.microscope import microscope as draw

    return draw(_one_exchange(exchange, "microscope"))


def both_sides(client: Any, site: Recorded | None = None) -> View:
    """Draw what each side keeps: the client's cookie jar beside the server's session rows.

    client: the ``requests.Session`` whose jar is meant, or a cookie jar. Times are those of the site's clock.
    site: the demo site, or what else is meant: ``both_sides(client, workshop)``.
    Marks what the last exchange changed. Raises CourseError for anything else.
    """
    from classroom.draw.both_sides import JarCookie
    from classroom.draw.both_sides import both_sides as draw

    site = site or open_site()
    clock = getattr(site, "clock", None)  # the demo site's can be turned; everybody else has the present
    jar = [
        JarCookie(
            name=each.name,
            value=each.value or "",
            domain=each.domain,
            path=each.path,
            expires=None if each.expires is None else each.expires + (clock.ahead if clock else 0),
            secure=each.secure,
            httponly=any(key.lower() == "httponly" for key in getattr(each, "_rest", ())),
        )
        for each in jar_of(client, "both_sides")
    ]
    exchanges = site.exchanges
    now = clock.now() if clock else time.time()
    return draw(jar, site.sessions, now, exchanges[-1] if exchanges else None, site.session_engine)


def page(what: Any) -> View:
    """Draw the page as a person sees it, inside a frame that can do nothing, with a link to the real browser.

    what: a ``requests.Response``, or one exchange.
    """
    from classroom.draw.mini_browser import mini_browser

    if isinstance(what, Exchange):
        host = what.request.header("host") or open_site().url.partition("//")[2]
        body, url, status, reason = what.response.text, f"http://{host}{what.target}", what.status, what.reason
        kind = what.response.header("content-type") or "text/plain"
    elif hasattr(what, "text") and hasattr(what, "status_code"):
        body, url, status, reason = what.text, what.url, what.status_code, what.reason or ""
        kind = what.headers.get("content-type", "text/plain")
    else:
        raise CourseError(
            f"page() cannot show a {type(what).__name__}.",
            "It draws the page of one response.",
            "Hand it a response or an exchange: page(response), page(site.exchanges[-1])",
        )
    style = _style_sheet() if "neighbourhood/site.css" in body else ""
    return mini_browser(body, url, status, style=style, kind=kind, reason=reason)


def explain_cookie(
    set_cookie: str | Sequence[str], url: str, *, now: float | None = None, send_to: str | Sequence[str] = ()
) -> View:
    """Explain what becomes of a cookie: in a browser that follows RFC 6265bis, and in ``requests``.

    set_cookie: the value of one ``Set-Cookie`` header, or of several.
    url: where the response came from.
    now: the moment, in seconds since 1970; by default the present one, on the site's clock where that is turned.
    send_to: addresses to ask about: would it be sent there, and why or why not?
    Raises CourseError where a URL cannot be read.
    """
    from classroom.cookies import explain
    from classroom.draw.cookie_explainer import cookie_explanation

    if now is None and is_site_open():
        now = open_site().clock.now()
    return cookie_explanation(explain.explain_cookie(set_cookie, url, now=now, send_to=send_to))


def _one_exchange(what: Any, name: str) -> Exchange:
    found = _exchanges(what, name)
    if len(found) != 1:
        raise CourseError(
            f"{name}() draws one exchange.",
            "It was handed none, or several.",
            f"Hand it one: {name}(site.exchanges[-1])",
        )
    return found[0]


def _exchanges(what: Any, name: str) -> tuple[Exchange, ...]:
    if isinstance(what, Exchange):
        return (what,)
    if isinstance(getattr(what, "exchanges", None), tuple):
        return what.exchanges
    found = tuple(what) if isinstance(what, Iterable) and not isinstance(what, str | bytes) else ()
    if not all(isinstance(each, Exchange) for each in found) or (not found and what not in ((), [])):
        raise CourseError(
            f"{name}() cannot draw a {type(what).__name__}.",
            "It draws exchanges, which the site records.",
            f"Hand it some: {name}(site.exchanges), or the last one: {name}(site.exchanges[-1])",
        )
    return found


def _style_sheet() -> str:
    """The demo site's style sheet: the frame of a preview may load nothing, so it is put inside."""
    from classroom.site.database import DEMO_SITE

    sheets = sorted((DEMO_SITE / "neighbourhood" / "static").rglob("*.css"))
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
