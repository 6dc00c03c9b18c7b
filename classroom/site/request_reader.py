"""Reads one request from a connection, whole, before Django is called.

So a client that announces a body and does not send it cannot block a thread, every malformed request has an error
response of its own, and Jupyter's cookies are removed before they are recorded. Source: RFC 9112 §§3, 5, 6.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from classroom.site.guard import without_jupyters_cookies

MOST_LINE = 65_536
MOST_HEAD = 262_144
MOST_BODY = 32_000_000
HOST = re.compile(rb"^host[ \t]*:", re.IGNORECASE | re.MULTILINE)
READ_TIMEOUT = 1.5
"""Seconds that a client may pause in the middle of a request."""


class BadRequest(Exception):
    """A request that is answered without Django. status: of the response. sentence: its text."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(slots=True)
class Raw:
    """One request as it came: its head without Jupyter's cookies, its body, and how many cookies were dropped."""

    head: bytes = b""
    body: bytes = b""
    dropped: int = 0


def read_head(stream: io.BufferedIOBase, first: bytes, raw: Raw) -> None:
    """Read the request line and the headers into `raw.head`.

    stream: the connection. first: the byte that was already read.
    Raises BadRequest for a head that is too long or incomplete, or has no single Host (RFC 9112 §3.2).
    """
    line = first + stream.readline(MOST_LINE - 1)
    raw.head = line
    if len(line) >= MOST_LINE:
        raise BadRequest(414, "The request line is longer than 64 kB.")
    if not line.endswith(b"\n"):
        raise BadRequest(400, "The request line breaks off: it has no line end.")
    if len(line.split()) == 2:  # HTTP/0.9 has no headers
        return
    while line not in (b"\r\n", b"\n"):
        line = stream.readline(MOST_LINE + 1)
        if len(line) > MOST_LINE or len(raw.head) + len(line) > MOST_HEAD:
            raise BadRequest(431, "The headers are longer than this site reads.")
        if not line.endswith(b"\n"):
            raise BadRequest(400, "The headers break off before the empty line that ends them.")
        if line[:7].lower() == b"cookie:":
            line, dropped = without_jupyters_cookies(line)
            raw.dropped += dropped
        raw.head += line
    if raw.head.split(b"\r\n", 1)[0].endswith(b"HTTP/1.1") and len(re.findall(HOST, raw.head)) != 1:
        raise BadRequest(400, "A request of HTTP/1.1 must have one Host header.")  # RFC 9112 §3.2


def body_length(head: bytes) -> int:
    """Return the length of the body in bytes by the head. Raises BadRequest where it is invalid or too large."""
    if re.search(rb"^transfer-encoding\s*:", head, re.IGNORECASE | re.MULTILINE):
        raise BadRequest(411, "This site reads bodies by Content-Length only, not chunked ones.")
    lengths = set(re.findall(rb"^content-length\s*:[ \t]*([^\r\n]*?)[ \t]*\r?$", head, re.IGNORECASE | re.MULTILINE))
    if not lengths:
        return 0
    (text, *others) = lengths
    if others or not re.fullmatch(rb"[0-9]{1,18}", text):
        raise BadRequest(400, "Content-Length is not one whole number.")
    if int(text) > MOST_BODY:
        raise BadRequest(413, f"The body is longer than {MOST_BODY // 1_000_000} MB.")
    return int(text)


def read_body(stream: io.BufferedIOBase, length: int, raw: Raw) -> None:
    """Read exactly `length` bytes into `raw.body`. Raises BadRequest where fewer came."""
    parts: list[bytes] = []
    missing = length
    try:
        while missing:
            part = stream.read1(min(missing, 1_000_000))
            if not part:
                break
            parts.append(part)
            missing -= len(part)
    except TimeoutError:
        pass
    raw.body = b"".join(parts)
    if missing:
        raise BadRequest(400, f"Content-Length says {length} bytes, and {len(raw.body)} came.")
