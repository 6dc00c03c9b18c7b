"""The Set-Cookie headers in whatever a learner hands to `explain_cookie`: a text, several, a response, an exchange."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http.cookiejar import Cookie, CookieJar
from http.cookies import BaseCookie, Morsel
from typing import Any, NamedTuple

from classroom.cells.given import attribute, is_response
from classroom.cookies.attributes import KNOWN
from classroom.cookies.header import WSP, between_semicolons, name_and_value
from classroom.cookies.merged import may_be_merged, unmerged
from classroom.cookies.octets import text_of, unwire
from classroom.cookies.set_cookie import SetCookie
from classroom.errors import CourseError, described
from classroom.record.exchange import Exchange

NAME = re.compile(r"^[<>]?[ \t]*(set-cookie|cookie)[ \t]*:[ \t]*", re.IGNORECASE)
MESSAGE = re.compile(r"^[<>]?[ \t]*(HTTP/\d|[A-Z]+ \S+ HTTP/\d)")
MOST_HEADERS = 1_000
HAND_OVER = "Hand over the response, explain_cookie(response), or one header: "
HAND_OVER += 'explain_cookie("a=1; Path=/", "http://127.0.0.1:8000/")'


class Given(NamedTuple):
    """Set-Cookie headers that were found.

    lines: their values. url: where they came from; "" if that is not known. remarks: how they were read.
    """

    lines: tuple[str, ...]
    url: str = ""
    remarks: tuple[str, ...] = ()


def set_cookie_lines(what: Any) -> Given:
    """Find the Set-Cookie headers in what was handed over. Raises CourseError where there are none in it.

    A text that a client has decoded as Latin-1 is read as the UTF-8 that travelled.
    """
    found = _given(what)
    return found._replace(lines=tuple(map(unwire, found.lines)))


def _given(what: Any) -> Given:
    if isinstance(what, Exchange):
        return _found(what.response.all("set-cookie"), "This exchange", what.url)
    if isinstance(what, Cookie | CookieJar):
        raise CourseError(
            f"explain_cookie() reads Set-Cookie headers, and was handed {described(what)}.",
            "A jar holds what the client made of them; the headers themselves are no longer there.",
            HAND_OVER,
        )
    single = _of_one(what)
    if single is not None:
        return single
    if is_response(what):
        return _of_response(what)
    headers = _of_headers(what) or _of_headers(attribute(what, "headers"))
    if headers is not None and headers.lines:
        return headers
    if headers is not None or isinstance(what, Mapping):
        return _found([], f"explain_cookie() was handed {described(what)}, which")
    if isinstance(what, Iterable) and not isinstance(what, type | Mapping):
        return _of_several(what)
    raise _refused(what)


def _of_one(what: Any) -> Given | None:
    """A text, a value of ours or of `http.cookies`; None for anything else."""
    if isinstance(what, str | bytes | bytearray):
        return _of_text(what if isinstance(what, str) else text_of(bytes(what)))
    if isinstance(what, SetCookie):
        return Given((what.line,))
    if isinstance(what, Morsel):
        if not what.key:
            raise _refused(what)
        return Given((what.OutputString(),))
    if isinstance(what, BaseCookie):
        return _found([each.OutputString() for each in what.values()], "This cookie object")
    return None


def _of_response(response: Any) -> Given:
    """The headers of a response, each for itself where the client kept them so."""
    url = str(attribute(response, "url") or "")
    raw = _of_headers(attribute(attribute(response, "raw"), "headers")) or _of_headers(attribute(response, "headers"))
    if raw is not None and raw.lines:
        return raw._replace(url=url)
    cookies = attribute(response, "cookies")
    if isinstance(cookies, BaseCookie) and cookies:  # a response of Django's that was not sent yet
        return _of_one(cookies) or Given(())
    before = attribute(response, "history")
    more = f"{len(before)} redirected responses came before it: response.history." if before else ""
    return _found([], "This response", url, more)


def _of_headers(headers: Any) -> Given | None:
    """The Set-Cookie lines of a collection of headers; None where it is no such thing."""
    for name in ("getlist", "get_list", "get_all"):  # urllib3, httpx, http.client
        method = attribute(headers, name)
        if callable(method) and not isinstance(headers, type):
            try:
                found = list(method("Set-Cookie") or [])
            except Exception:
                continue
            if all(isinstance(each, str) for each in found):
                return Given(tuple(found))
    if not isinstance(headers, Mapping):
        return None
    values = [text for key, text in headers.items() if isinstance(key, str) and key.lower() == "set-cookie"]
    if not values or not isinstance(values[0], str):
        return None
    return Given(unmerged(values[0], joined=True), remarks=_joined(len(unmerged(values[0], joined=True))))


def _of_several(what: Iterable[Any]) -> Given:
    """The headers of a list or a generator: texts, or (name, value) pairs of a response's headers."""
    lines: list[str] = []
    remarks: list[str] = []
    pairs = False
    try:
        each_of = iter(what)
    except Exception:
        raise _refused(what) from None
    for number, each in enumerate(each_of):
        if number == MOST_HEADERS:
            raise CourseError(f"explain_cookie() was handed more than {MOST_HEADERS:,} headers.", "", HAND_OVER)
        if isinstance(each, tuple) and len(each) == 2 and not isinstance(each, SetCookie):
            pairs = True
            if str(each[0]).lower() != "set-cookie":
                continue
            each = each[1]
        found = _of_one(each)
        if found is None:
            raise _refused(what, each)
        lines += found.lines
        remarks += found.remarks
    if not lines and not pairs:
        raise _refused(what)
    return _found(lines, "This collection of headers")._replace(remarks=tuple(dict.fromkeys(remarks)))


def _of_text(text: str) -> Given:
    """One header, with or without its name; headers that were joined; or the whole text of a response."""
    text = text.strip(WSP + "\r\n")
    if not text:
        raise CourseError(
            "explain_cookie() was handed an empty text.", "A Set-Cookie header has a name and a value.", HAND_OVER
        )
    written = [line.removesuffix("\r") for line in text.split("\n")]
    if MESSAGE.match(written[0]) or (len(written) > 1 and any(map(NAME.match, written))):
        written = written[: written.index("")] if "" in written else written
        named = [(found[1].lower(), line[found.end() :]) for line in written if (found := NAME.match(line))]
        values = [value for name, value in named if name == "set-cookie"]
        if not values and named:
            raise _request_header()
        return _found(values, "This text")
    found = NAME.match(text)
    if found and found[1].lower() == "cookie":
        raise _request_header()
    line = text[found.end() :] if found else text
    lines = unmerged(line)
    return Given(lines, remarks=_joined(len(lines)) or _doubts(line))


def _joined(number: int) -> tuple[str, ...]:
    if number == 1:
        return ()
    return (
        f"Read as {number} headers that were joined with commas, as response.headers does. Commas also stand in dates "
        "and may stand in values: explain_cookie(response) reads each header for itself.",
    )


def _doubts(line: str) -> tuple[str, ...]:
    """What else the text could be."""
    if may_be_merged(line):
        return (
            "Read as one header, with a comma in its value. If it was two that a client joined, hand over the "
            "response: explain_cookie(response).",
        )
    rest = [name_and_value(each.strip(WSP)) for each in between_semicolons(line)[1:]]
    if rest and all(value is not None and name.strip(WSP).lower() not in KNOWN for name, value in rest):
        return (
            "It reads like the Cookie header of a request, which has several cookies. In a Set-Cookie header, what "
            "comes after the first semicolon are attributes.",
        )
    return ()


def _found(lines: list[str], where: str, url: str = "", more: str = "") -> Given:
    if lines:
        return Given(tuple(lines), url)
    raise CourseError(
        f"{where} has no Set-Cookie header.",
        f"It gives the client no cookie, so there is nothing to explain. {more}".strip(),
        HAND_OVER,
    )


def _request_header() -> CourseError:
    return CourseError(
        "That is a Cookie header: a client sends it with a request.",
        "explain_cookie() explains what a server sends with a response, the Set-Cookie header.",
        HAND_OVER,
    )


def _refused(what: Any, *inside: Any) -> CourseError:
    holds = f" that holds {described(inside[0])}" if inside else ""
    return CourseError(
        f"explain_cookie() reads Set-Cookie headers, and was handed {described(what)}{holds}.",
        "It takes a header as a text or bytes, several of them, a response, or an exchange of the site.",
        "Hand over one of them: explain_cookie(site.exchanges[-1])"
        if inside and isinstance(inside[0], Exchange)
        else HAND_OVER,
    )
