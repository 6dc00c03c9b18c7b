"""The URL that a Set-Cookie header came from, or that a request goes to: parsed and normalized.

A client does not send a URL as it was typed: the host is in lower case, the path percent-encoded and
without `.` and `..`. Sources: RFC 3986 §5.2.4 and §6.2.2, https://url.spec.whatwg.org (the characters of a path).
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from classroom.cookies.hosts import canonical_host
from classroom.cookies.suffixes import registrable_domain
from classroom.cookies.words import printable
from classroom.errors import CourseError

_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_SAFE = "!#$%&'()*+,-./:;=@[\\]_|~"  # what is not percent-encoded in a path, besides letters and digits


class Address(NamedTuple):
    """The parts of a URL that matter for cookies.

    scheme: "http", "https", "ws" or "wss". named_host: the host as it was written, in lower case.
    host: its canonical form (RFC 6265bis §5.1.2), None where it has none.
    port: the number; cookies ignore it (§8.5). path: percent-encoded, begins with "/". query: with its "?", or "".
    """

    scheme: str
    named_host: str
    host: str | None
    port: int
    path: str
    query: str = ""

    @property
    def encrypted(self) -> bool:
        """Whether it is reached over TLS."""
        return self.scheme in ("https", "wss")

    @property
    def url(self) -> str:
        """The address as a client would write it."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host or self.named_host}{port}{self.path}{self.query}"

    @property
    def site(self) -> tuple[str, str]:
        """What "same site" compares: the scheme, and the registrable domain or else the host (HTML standard)."""
        host = self.host or self.named_host
        return {"ws": "http", "wss": "https"}.get(self.scheme, self.scheme), registrable_domain(host) or host


def read_address(url: str) -> Address:
    """Parse a URL. Raises CourseError for anything but an absolute http, https, ws or wss URL with a host."""
    text = re.sub("[\t\r\n]", "", url if isinstance(url, str) else str(url)).strip("".join(map(chr, range(33))))
    try:
        parts = urlsplit(text)
        named = unquote(parts.hostname or "").lower()
        port = parts.port if parts.port is not None else _PORTS.get(parts.scheme, 0)
    except ValueError:
        parts, named, port = urlsplit(""), "", 0
    if parts.scheme not in _PORTS or not named:
        raise CourseError(
            f"This is no address that a client can ask: {printable(text, 60) or 'an empty text'}",
            "A cookie needs the whole address it came from: scheme, host and path.",
            "Write it like this: http://127.0.0.1:8000/market/",
        )
    query = "?" + _encoded(parts.query, "?/") if parts.query else ""
    return Address(parts.scheme, named, canonical_host(named), port, _path(parts.path), query)


def _encoded(text: str, more: str = "") -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe=_SAFE + more)


def _path(path: str) -> str:
    """The path as a client sends it: percent-encoded, without dot segments, at least "/"."""
    kept: list[str] = []
    segments = _encoded(path.replace("\\", "/")).split("/")[1:] or [""]
    for place, segment in enumerate(segments):
        plain = re.sub("%2e", ".", segment, flags=re.IGNORECASE)
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(segment)
        if plain in (".", "..") and place == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)
