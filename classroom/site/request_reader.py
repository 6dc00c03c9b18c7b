"""Reads one request from a connection, whole, before Django is called.

So a client that announces a body and does not send it cannot block a thread, every malformed request has an error
response of its own, and Jupyter's cookies are removed before they are recorded. Source: RFC 9112 §§3, 5, 6.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from classroom.site.guard import without_jupyters_cookies
from classroom.site.request_head import (
    OLDEST,
    BadRequest,
    Fields,
    RequestLine,
    check_host,
    read_field_line,
    read_request_line,
    values,
)

MOST_LINE = 65_536
MOST_HEAD = 262_144
MOST_FIELDS = 100
MOST_BODY = 32_000_000
TLS_HANDSHAKE = b"\x16"
"""The first byte that a client sends for https (RFC 8446 §5.1)."""

JUPYTERS = re.compile(rb"_xsrf|username-|jupyter", re.IGNORECASE)


@dataclass(slots=True)
class Raw:
    """One request as it came.

    head, body: its bytes, the head without Jupyter's cookies. dropped: how many of these there were.
    line, fields: what the head says; nobody else parses it.
    """

    head: bytes = b""
    body: bytes = b""
    dropped: int = 0
    line: RequestLine = field(default_factory=RequestLine)
    fields: Fields = field(default_factory=list)


def read_head(stream: io.BufferedIOBase, first: bytes, raw: Raw) -> None:
    """Read the request line and the headers into `raw`.

    stream: the connection. first: the byte that was already read.
    Raises BadRequest for a head that is too long or incomplete, or is none (see `classroom.site.request_head`).
    """
    raw.head = first
    if first == TLS_HANDSHAKE:  # the client waits for an answer before it sends more, and no line end may come
        raise BadRequest(400, "These bytes begin a TLS handshake. This site has no https: ask for it by http://.")
    line = raw.head = first + stream.readline(MOST_LINE - 1)
    if len(line) >= MOST_LINE:
        raise BadRequest(414, "The request line is longer than 64 kB.")
    if not line.endswith(b"\n"):
        raise BadRequest(400, "The request line breaks off: it has no line end.")
    try:
        raw.line = read_request_line(line)
    except BadRequest as problem:
        raw.head = b""
        raise _refused(line, raw, problem) from None
    if raw.line.version == OLDEST:  # it has no headers
        return
    came = len(line)
    while True:
        line = stream.readline(MOST_LINE + 1)
        came += len(line)
        if len(line) > MOST_LINE or came > MOST_HEAD or len(raw.fields) > MOST_FIELDS:
            raise BadRequest(431, "The headers are longer than this site reads.")
        if not line.endswith(b"\n"):
            raise BadRequest(400, "The headers break off before the empty line that ends them.")
        if line in (b"\r\n", b"\n"):
            break
        _take(line, raw)
    raw.head += line
    check_host(raw.line, raw.fields)


def _take(line: bytes, raw: Raw) -> None:
    """Add one line of the headers to `raw`, without Jupyter's cookies. Raises BadRequest where it is no field line."""
    try:
        name, value = read_field_line(line)
    except BadRequest as problem:
        raise _refused(line, raw, problem) from None
    if name.lower() == "cookie":
        line, dropped = without_jupyters_cookies(line)
        raw.dropped += dropped
        if not line:
            return
        value = read_field_line(line)[1]
    raw.head += line
    raw.fields.append((name, value))


def _refused(line: bytes, raw: Raw, problem: BadRequest) -> BadRequest:
    """Keep a wrong line, for the recording. One that may hide Jupyter's cookies is neither kept nor repeated."""
    if JUPYTERS.search(line):
        raw.dropped += 1
        return BadRequest(problem.status, "A line is wrong. It names a cookie of Jupyter's, so it is not shown.")
    raw.head += line
    return problem


def body_length(fields: Fields) -> int:
    """Return the length of the body in bytes by the headers. Raises BadRequest where it is invalid or too large."""
    if values(fields, "transfer-encoding"):
        raise BadRequest(411, "This site reads bodies by Content-Length only, not chunked ones.")
    lengths = set(values(fields, "content-length"))
    if not lengths:
        return 0
    (text, *others) = lengths
    if others or not re.fullmatch("[0-9]{1,18}", text):
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
