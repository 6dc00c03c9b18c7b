"""The parser of a request's head: there is one, so that the guard, the recorder and Django see the same headers.

It is strict. Where two parsers of one head disagree, a line can be a header to one of them and nothing to the other
(request smuggling). What is no field line is refused, with a sentence that says which rule it breaks.
Source: RFC 9112 §§2.2, 3, 5 and RFC 9110 §§5.5, 7.2, 7.4.
"""

from __future__ import annotations

import re
from typing import NamedTuple

Fields = list[tuple[str, str]]
"""(name, value) of each header line, in order; a byte is one character (Latin-1), values trimmed (RFC 9112 §5)."""

TOKEN = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")  # RFC 9110 §5.6.2
VISIBLE = re.compile(rb"[^\x00-\x20\x7f]+")
VERSION = re.compile(rb"HTTP/([0-9])\.[0-9]")
ABSOLUTE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)")
OLDEST = "HTTP/0.9"
MOST_SHOWN = 40
"""Bytes of a wrong line that its error response repeats."""


class BadRequest(Exception):
    """A request that is answered without Django. status: of the response. sentence: its text."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class RequestLine(NamedTuple):
    """What the first line of a request says.

    method, version: as written; "HTTP/0.9" where there is no version.
    target: path and query, without scheme and authority; "*" for the server itself (RFC 9112 §3.2.4).
    authority: host and port of a target in absolute form, which stand above `Host` (§3.2.2); else "".
    """

    method: str = ""
    target: str = ""
    version: str = ""
    authority: str = ""

    @property
    def stays_open(self) -> bool:
        """Whether the connection stays open where no header says otherwise (RFC 9112 §9.3)."""
        return self.version not in (OLDEST, "HTTP/1.0")


def read_request_line(line: bytes) -> RequestLine:
    """Parse a request line. line: with its line end. Raises BadRequest."""
    words = _without_end(line).split(b" ")
    if len(words) not in (2, 3) or not TOKEN.fullmatch(words[0]) or not VISIBLE.fullmatch(words[1]):
        raise BadRequest(400, "A request line is a method, a target and HTTP/1.1, with one space between them.")
    version = _read_version(words)
    method, target = words[0].decode("latin-1"), words[1].decode("latin-1")
    if method == "CONNECT":
        raise BadRequest(501, "CONNECT asks for a tunnel, and this site is no proxy.")
    if target == "*" and method == "OPTIONS":
        return RequestLine(method, target, version)
    path, authority = _read_target(target)
    return RequestLine(method, path, version, authority)


def _read_version(words: list[bytes]) -> str:
    if len(words) == 2:  # the first version of HTTP had GET alone, and named no version
        if words[0] == b"GET":
            return OLDEST
        raise BadRequest(400, "The request line names no version: it ends in HTTP/1.1.")
    found = VERSION.fullmatch(words[2])
    if found is None:
        raise BadRequest(400, f"The request line ends in HTTP/1.1 or HTTP/1.0, not in {_shown(words[2])}.")
    if found[1] != b"1":
        raise BadRequest(505, f"This site speaks HTTP/1.1 and HTTP/1.0, not {_shown(words[2])}.")
    return words[2].decode("latin-1")


def _read_target(target: str) -> tuple[str, str]:
    """Return path with query, and the authority, "" where the target names none."""
    if target.startswith("/"):
        return target, ""
    absolute = ABSOLUTE.fullmatch(target)
    if absolute is None:
        raise BadRequest(400, "The target of a request begins with a slash, as in GET /desk/ HTTP/1.1.")
    scheme, authority, rest = absolute.groups()
    if scheme.lower() != "http":  # RFC 9110 §7.4
        raise BadRequest(421, f"This site answers for http, not for {scheme[:MOST_SHOWN].lower()}.")
    if not authority or "@" in authority:  # RFC 9110 §4.2.4: a name before the host is a trick
        raise BadRequest(400, "A target in absolute form names the host and nothing else before its path.")
    return (rest if rest.startswith("/") else f"/{rest}"), authority


def read_field_line(line: bytes) -> tuple[str, str]:
    """Parse one header line. line: with its line end. Returns name and value. Raises BadRequest."""
    text = _without_end(line)
    name, colon, value = text.partition(b":")
    if text[:1] in (b" ", b"\t"):
        raise BadRequest(400, "A header line begins with white space: a header may not go on in a second line.")
    if not colon:
        raise BadRequest(400, f"A header line has no colon: {_shown(text)}.")
    if not TOKEN.fullmatch(name):
        why = "white space stands before the colon" if TOKEN.fullmatch(name.rstrip()) else "that is no header name"
        raise BadRequest(400, f"A header line is wrong: {why}: {_shown(name)}.")
    if re.search(rb"[\x00\r]", value):
        raise BadRequest(400, f"The header {_shown(name)} holds a NUL or a carriage return inside its value.")
    return name.decode("latin-1"), value.strip(b" \t").decode("latin-1")


def check_host(line: RequestLine, fields: Fields) -> None:
    """Raise BadRequest unless there is one Host; requests of HTTP/1.0 may leave it out (RFC 9112 §3.2)."""
    hosts = len(values(fields, "host"))
    if hosts > 1 or (hosts == 0 and line.stays_open):
        raise BadRequest(400, "A request of HTTP/1.1 must have one Host header.")


def values(fields: Fields, name: str) -> list[str]:
    """Return the values of every header of that name. name: in lower case."""
    return [value for each, value in fields if each.lower() == name]


def tokens(fields: Fields, name: str) -> set[str]:
    """Return the members of a header that lists tokens, such as Connection, in lower case."""
    return {token.strip(" \t").lower() for value in values(fields, name) for token in value.split(",")}


def _without_end(line: bytes) -> bytes:
    r"""Take the line end off: \r\n, or \n alone, which a server may accept (RFC 9112 §2.2)."""
    return line.removesuffix(b"\n").removesuffix(b"\r")


def _shown(text: bytes) -> str:
    return ascii(text[:MOST_SHOWN].decode("latin-1"))
