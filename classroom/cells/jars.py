"""The cookie jar of a client. Drawings look at nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookiejar import Cookie, CookieJar
from types import ModuleType
from typing import TYPE_CHECKING, Any

from classroom.cells.given import attribute, is_response
from classroom.cookies.octets import unwire
from classroom.errors import CourseError, described
from classroom.record.exchange import Exchange

if TYPE_CHECKING:
    from classroom.draw.sessions.changes import JarCookie


def jar_of(client: Any, asked_by: str) -> CookieJar:
    """The jar of a `requests.Session`, or the jar itself.

    asked_by: the function that the learner called, for the message. Raises CourseError for anything else, also for a
    response: its `cookies` are what one response set, and no client's jar.
    """
    if isinstance(client, CookieJar):
        return client
    jar = attribute(client, "cookies")
    if isinstance(jar, CookieJar) and not isinstance(client, type) and not is_response(client):
        return jar
    why, do = _advice(client, jar, asked_by)
    raise CourseError(
        f"{asked_by}() needs a client that has a cookie jar, and was handed {described(client)}.", why, do
    )


def jar_cookie(cookie: Cookie, ahead: float = 0) -> JarCookie:
    """One cookie of a jar, to be drawn: its text as it travelled, its expiry on the site's clock.

    ahead: how many seconds that clock is ahead.
    """
    from classroom.draw.sessions.changes import JarCookie

    return JarCookie(
        name=unwire(cookie.name),
        value=unwire(cookie.value or ""),
        domain=cookie.domain,
        path=cookie.path,
        expires=None if cookie.expires is None else cookie.expires + ahead,
        secure=cookie.secure,
        httponly=any(key.lower() == "httponly" for key in getattr(cookie, "_rest", ())),
    )


def _advice(client: Any, jar: Any, asked_by: str) -> tuple[str, str]:
    """Why there is no jar in it, and what to do."""
    make = f"Make one with client = requests.Session(), use it, then {asked_by}(client)"
    hand_over = f"Hand over the client that sends the requests: {asked_by}(client)"
    if isinstance(client, type):
        return "A class is no object yet: only an object of it could keep cookies.", make
    if isinstance(client, ModuleType):
        return "Functions of a module, such as requests.get(), keep no cookies. A Session object does.", make
    if is_response(client):
        return "A response brings cookies; the jar that keeps them belongs to the Session object that asked.", make
    if isinstance(attribute(jar, "jar"), CookieJar):
        return "Its jar is there, in .cookies.jar.", f"Hand over that: {asked_by}(client.cookies.jar)"
    if attribute(client, "cookie_jar") is not None:
        return "It keeps its cookies in a jar of another kind than requests does.", make
    if isinstance(client, Exchange) or isinstance(attribute(client, "exchanges"), tuple):
        return "That is what the site has recorded; the jar is on the client's side.", hand_over
    if attribute(client, "session_key") is not None or callable(attribute(client, "cycle_key")):
        return "That is the server's session; the jar belongs to a client.", hand_over
    if isinstance(jar, Mapping) and callable(attribute(client, "request")):
        return "Its .cookies are names and values alone, which is no jar.", make
    if isinstance(client, Mapping):
        return "Names and values alone are no jar: a jar also knows host, path and lifetime.", hand_over
    if isinstance(client, list | tuple | set):
        return "It looks into one client at a time.", hand_over
    return "There is no cookie jar in it; a Session object of requests has one.", make
