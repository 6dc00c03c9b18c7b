"""What of a project's answer cannot be sent as HTTP, and what a client would misread; told in place of that answer."""

from __future__ import annotations

import re
from typing import NamedTuple
from wsgiref.util import is_hop_by_hop

from classroom.cookies.header import split_set_cookie

Pairs = list[tuple[str, str]]
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""Source: RFC 9110, section 5.6.2."""
NO_BODY = ("204", "304")


class Unfit(NamedTuple):
    """Why an answer is not sent.

    what, then: see `problem.Problem`. patterns: regular expressions of the line that may have caused it, the surest
    first.
    """

    what: str
    then: str
    patterns: tuple[str, ...]


def unfit(status: str, headers: Pairs, body: int | None, method: str) -> Unfit | None:
    """Return why an answer cannot be sent; None where it can.

    status: code and reason. headers: in order. body: its bytes; None where it comes in pieces. method: of the request.
    Source: RFC 9110, sections 5.1 and 5.5 (names and values), 8.6 (Content-Length), 15.2 (1xx), 15.3.5 and 15.4.5 (no
    content); PEP 3333 (hop-by-hop headers are the server's).
    """
    code, _, reason = status.partition(" ")
    if not re.fullmatch(r"[1-5][0-9]{2}", code):
        return Unfit(f"An answer has a status from 100 to 599, and this one has {code[:60]!r}.", "Mend it there.", ())
    if not _fits(reason):
        text = f"The reason phrase of the answer cannot be sent: {reason[:60]!r}."
        return Unfit(text, "Take reason=… out there: clients go by the number alone.", (r"\breason\s*=",))
    for name, value in headers:
        if found := _unfit_header(name, value):
            return found
    if code.startswith("1"):
        text = f"{code} is no final answer: a client that gets it waits for another."
        return Unfit(text, "Give the view's answer a status from 200 on.", (rf"status\s*=\s*{code}\b",))
    if code in NO_BODY and body:
        text = (
            f"An answer with {code} ends with its headers: the body ({_bytes(body)}) would be read as the next answer."
        )
        return Unfit(text, "Leave the content out, or answer with 200.", (rf"status\s*=\s*{code}\b",))
    length = next((value for name, value in headers if name.lower() == "content-length"), None)
    if length is not None and method != "HEAD" and code not in NO_BODY:
        return misread(length, body)
    return None


def misread(length: str, body: int | None) -> Unfit | None:
    """Return why a Content-Length is wrong; None where it is right. body: the bytes; None where they are unknown."""
    said = int(length) if re.fullmatch(r"[0-9]{1,18}", length) else None
    if said is not None and body in (None, said):
        return None
    text = f"Content-Length says {length[:60]!r}, and that is no number of bytes."
    if said is not None and body is not None:
        then = "a client would wait for the rest" if said > body else "the rest would be taken for the next answer"
        text = f"Content-Length says {_bytes(said)}, and the body has {body}: {then}."
    return Unfit(text, "Take that header out: Django counts the body itself.", ("""['"](?i:content-length)['"]""",))


def _unfit_header(name: str, value: str) -> Unfit | None:
    literal = rf"""['"](?i:{re.escape(name)})['"]"""
    what, where = f"The header {name}", (literal,)
    if not TOKEN.fullmatch(name):
        text = f"The header {name[:60]!r} cannot be sent: its name holds what no name may hold."
        return Unfit(text, "Name it with English letters, digits and hyphens.", where)
    if is_hop_by_hop(name):
        return Unfit(f"{what} is the server's own: a view cannot set it.", "Take it out there.", where)
    if name.lower() == "set-cookie":
        cookie = split_set_cookie(value)[0]
        what, where = (
            f"The cookie {cookie}",
            (rf"""set_(signed_)?cookie\(\s*(key\s*=\s*)?['"]{re.escape(cookie)}['"]""",),
        )
    if re.search(r"[\r\n\0]", value):
        text = f"{what} cannot be sent: it holds a line break, and what follows would be read as a header of its own."
        return Unfit(text, "Take the line break out of what is put in there.", where)
    if not _fits(value):
        odd = max(re.findall(r"[^\x00-\xff]+", value), key=len)
        text = f"{what} cannot be sent: a header has no room for {odd[:60]!r}."
        then = "Put it in percent-encoded: urllib.parse.quote(…). Who reads it calls unquote(…)."
        return Unfit(text, then, (*where, re.escape(odd)))
    return None


def _fits(text: str) -> bool:
    """Whether a text can stand in the head of an answer: in Latin-1, as wsgiref writes it, and in one line."""
    return not re.search(r"[^\x00-\xff]|[\r\n\0]", text)


def _bytes(number: int) -> str:
    return f"{number} byte{'' if number == 1 else 's'}"
