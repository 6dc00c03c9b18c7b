"""One exchange: what travelled, and what the server kept and made of it.

Plain, frozen values that import only the standard library and light modules of ours, so that drawings and checks can be
tested without a socket. The recorder makes them; all other code reads them. How bytes become text is told in `text`,
`target` and `form`.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from classroom.cookies.header import WSP, cookie_pairs
from classroom.cookies.octets import text_of
from classroom.cookies.set_cookie import SetCookie
from classroom.record.form import FormField, form_fields
from classroom.record.target import host_of, origin_form, pairs_of, path_of, query_of, request_line_words, url_of
from classroom.record.text import MOST, Content, body_text, content_of

SESSION_COOKIE = "sessionid"
NOBODY = "AnonymousUser"
"""The name of a visitor who is not logged in, as Django writes it."""
MOST_UNPACKED = 10_000_000
"""Bytes of one session's data after decompression: stored data may be a decompression bomb."""


@dataclass(frozen=True, slots=True)
class Message:
    """A request or a response, byte for byte.

    head: start line and headers, up to and including the empty line.
    body: the body, cut at the recorder's limit.
    body_length: how many bytes of body travelled, whether kept or not.
    """

    head: bytes
    body: bytes = b""
    body_length: int = 0
    _headers: tuple[tuple[str, str], ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def start_line(self) -> str:
        return text_of(self.first_line)

    @property
    def first_line(self) -> bytes:
        """The start line as it travelled, without its line end."""
        return self.head.split(b"\n", 1)[0].removesuffix(b"\r")

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """(name, value) pairs in the order and spelling of the wire, values without the spaces and tabs around them.

        A line that begins with a space or a tab goes on with the value before it. Source: RFC 9110 §5.6.3 (OWS);
        RFC 9112 §5.2 (line folding).
        """
        if self._headers is None:  # parsed once: one drawing reads it about twenty times
            pairs = tuple(_header_pairs(self.head.split(b"\n")[1:]))
            object.__setattr__(self, "_headers", pairs)
            return pairs
        return self._headers

    def all(self, name: str) -> list[str]:
        """Return the values of every header of that name; upper and lower case are the same."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def header(self, name: str) -> str | None:
        """Return the value of the first header of that name; None if there is none."""
        return next(iter(self.all(name)), None)

    @property
    def cut(self) -> bool:
        """Whether the kept body is shorter than the one that travelled."""
        return len(self.body) < self.body_length

    def content(self, most: int = MOST) -> Content:
        """The body with its Content-Encoding undone, and what there is to say of that. most: bytes to return."""
        return content_of(self.body, ",".join(self.all("content-encoding")), not self.cut, most)

    @property
    def text(self) -> str:
        """The body as text: its Content-Encoding undone, by the charset of `Content-Type`; never raises.

        Where no charset is named: UTF-8 where it is that, else Latin-1. `body` holds the bytes as they travelled.
        """
        content = self.content()
        return body_text(content.data, self.header("content-type") or "", content.whole)


def _header_pairs(lines: list[bytes]) -> Iterator[tuple[str, str]]:
    pairs: list[tuple[bytes, list[bytes]]] = []
    for line in lines:
        name, colon, value = line.removesuffix(b"\r").partition(b":")
        if line.startswith((b" ", b"\t")) and pairs:
            pairs[-1][1].append(line.strip(b" \t\r"))
        elif colon:
            pairs.append((name, [value]))
    return ((text_of(name).strip(WSP), text_of(b" ".join(values)).strip(WSP)) for name, values in pairs)


class SessionRow(NamedTuple):
    """One stored session, under any of Django's session engines.

    key: the session key, the same text as the value of the `sessionid` cookie.
    stored: the stored text: the `session_data` column, the text of the file, the value of the cookie. A cache stores
        a pickle, which is not text: its contents are given as JSON.
    expires: when it ends on the server, in seconds since 1970 (UTC); `math.inf` if it never does.
    place: where it is stored: "db", "cache", "db and cache", "file" or "cookie" (then the server stores nothing).
    size: how many bytes the data takes there; in two places, the sum.
    """

    key: str
    stored: str
    expires: float
    place: str = "db"
    size: int = 0

    @property
    def data(self) -> dict[str, Any]:
        """The decoded contents; {} if unreadable. No key is needed: session data is signed, not encrypted."""
        payload = self.stored.split(":", 1)[0]
        squeezed, payload = payload.startswith("."), payload.lstrip(".")
        try:
            if self.stored.startswith("{"):
                decoded = json.loads(self.stored)
            else:
                raw = _unbase64(payload)
                decoded = json.loads(zlib.decompressobj().decompress(raw, MOST_UNPACKED) if squeezed else raw)
        except (ValueError, zlib.error, RecursionError):
            return {}
        return decoded if isinstance(decoded, dict) else {}


def _unbase64(text: str) -> bytes:
    """Decode URL-safe base64, with or without padding (RFC 4648 §5). Raises ValueError for any other text.

    The characters are checked first, because Python discards those outside the alphabet, and from 3.15 on warns of
    some.
    """
    text = text.rstrip("=")
    if not re.fullmatch("[A-Za-z0-9_-]*", text):
        raise ValueError("not base64")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Statement(NamedTuple):
    """One SQL statement of the view or of a middleware: its text, its parameters as text, its time in milliseconds."""

    sql: str
    parameters: str
    milliseconds: float


class Step(NamedTuple):
    """Session and user at one moment: after a middleware has done its part, on the way in or on the way out.

    A middleware that answers by itself has no step "in"; the view has a step "out" only.

    layer: the middleware's class name, or "view".
    way: "in" or "out".
    session: what `request.session` was at that moment: "absent", "not loaded", "empty" or its contents.
    user: what `request.user` was: "absent", "not asked yet" or a name ("AnonymousUser", "alice").
    status: the status code of the response, on the way out; on the way in, None.
    """

    layer: str
    way: str
    session: str
    user: str
    status: int | None = None


class Event(NamedTuple):
    """A signal that Django's auth app sent during a request.

    name: "user_logged_in", "user_logged_out" or "user_login_failed".
    facts: what was known at that moment, as (name, value) pairs; never a password or a hash.
        user: the user's name; "" where nobody was logged in; where a login failed, the name that was tried.
        backend: dotted path of the backend whose `authenticate()` found the user; "" if none was asked.
        backends: the paths that the settings name, in order, with spaces between.
        hash: algorithm and cost of the stored password ("pbkdf2_sha256, 10,000 rounds"); for an unknown name, those
            of the hash that Django computes all the same.
        key: the session key at that moment, "" if there was none.
        known, active: "yes" or "no", where a login failed.
    position: how many SQL statements had run before it.
    Source: https://docs.djangoproject.com/en/5.2/ref/contrib/auth/#login-and-logout-signals
    """

    name: str
    facts: tuple[tuple[str, str], ...] = ()
    position: int = 0

    def fact(self, name: str) -> str:
        """Return the fact of that name; "" if there is none."""
        return dict(self.facts).get(name, "")


class ServerNotes(NamedTuple):
    """What the server kept and made of one request.

    view: dotted name of the view that answered, or None if no view ran.
    session_before: the row that the request's session cookie named, or None.
    session_after: the row of the session after the response, or None.
    session_gone: whether this request deleted the row that the cookie named.
    user_before, user_after: the user of those sessions, "AnonymousUser" if none.
    user_asked: whether any code evaluated the lazy `request.user`.
    statements: the SQL, in order, the first 500 statements.
    steps: what was there between every two middlewares, in and out.
    error: the type, message and line of an uncaught exception, or None.
    layers: the class names of all middleware, from the outside in, reached or not.
    events: the signals of Django's auth app, in order.
    """

    view: str | None = None
    session_before: SessionRow | None = None
    session_after: SessionRow | None = None
    session_gone: bool = False
    user_before: str = NOBODY
    user_after: str = NOBODY
    user_asked: bool = False
    statements: tuple[Statement, ...] = ()
    steps: tuple[Step, ...] = ()
    error: str | None = None
    layers: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Exchange:
    """One request and its response: the bytes, and what the server made of them.

    number: its place in the recording, from 1.
    connection: which TCP connection carried it, counted by the server from 1.
    client_port: the client's port of that connection.
    started: when its first byte arrived, in seconds since 1970 (UTC).
    milliseconds: from the first byte of the request until the last bytes of the response were sent.
    notes: the server's side; None where the request did not reach Django's middleware (garbage, a style sheet).
    remark: what the recorder, the guard or the server adds, in a sentence; "" if nothing.
    server_port: the server's port of that connection; 0 if unknown.
    """

    number: int
    connection: int
    client_port: int
    started: float
    milliseconds: float
    request: Message
    response: Message
    notes: ServerNotes | None = None
    remark: str = ""
    server_port: int = 0
    _words: tuple[bytes, bytes, bytes] = field(default=(b"", b"", b""), init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_words", request_line_words(self.request.first_line))

    def __repr__(self) -> str:
        up, down = len(self.request_cookies), len(self.response_cookies)
        line = f"{self.method} {self.target} → {self.status} {self.reason}".strip()
        return f"<Exchange {self.number}: {line}, cookies up {up}, down {down}>"

    @property
    def method(self) -> str:
        return text_of(self._words[0])

    @property
    def target(self) -> str:
        """Path and query, as in the request line; of a target in absolute form without scheme and host."""
        return text_of(origin_form(self._words[1])) if self._words[1] else ""

    @property
    def host(self) -> str:
        """Host and port that were asked: those of a target in absolute form, else of `Host` (RFC 9112 §3.2.2)."""
        return host_of(self._words[1]) or self.request.header("host") or ""

    @property
    def version(self) -> str:
        """The version of HTTP in the request line, such as "HTTP/1.1"; "" where it names none."""
        return text_of(self._words[2])

    @property
    def path(self) -> str:
        """The path as the server sees it, percent-encoding undone: what Django calls `request.path`."""
        return path_of(self._words[1])

    @property
    def query(self) -> str:
        """The query, as it is written in the request line."""
        return query_of(self._words[1])

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """The (name, value) pairs of the query, decoded, in order: what Django calls `request.GET`."""
        return pairs_of(self.query)

    @property
    def url(self) -> str:
        """The whole URL that was asked for, in ASCII."""
        return url_of(self._words[1], self.request.header("host"), self.server_port)

    @property
    def status(self) -> int:
        """The status code; 0 where the connection ended without a response."""
        code = [*self.response.start_line.split(" ", 2), "", ""][1]
        return int(code) if re.fullmatch(r"[0-9]{3}", code) else 0

    @property
    def reason(self) -> str:
        return [*self.response.start_line.split(" ", 2), "", "", ""][2]

    @property
    def request_cookies(self) -> tuple[tuple[str, str], ...]:
        """(name, value) pairs of the `Cookie` header, in order, duplicates kept (RFC 6265 §4.2)."""
        return tuple(pair for line in self.request.all("cookie") for pair in cookie_pairs(line))

    @property
    def response_cookies(self) -> tuple[SetCookie, ...]:
        """The cookies of the response, one for each `Set-Cookie` line (RFC 6265 §4.1)."""
        arrived = self.started + self.milliseconds / 1000
        return tuple(SetCookie.parse(line, arrived) for line in self.response.all("set-cookie"))

    @property
    def form(self) -> tuple[tuple[str, str], ...]:
        """The (name, value) pairs of a form in the request's body, without its files; () for any other body.

        Of a POST in UTF-8 they are what Django calls `request.POST`: a file field in which no file was chosen counts
        as an empty text there. Django reads no form out of another method's body, and unpacks no Content-Encoding; here
        both are read. Source: `django.http.request.HttpRequest._load_post_and_files`.
        """
        return tuple((each.name, each.value) for each in self.form_fields if not each.file_name)

    @property
    def form_fields(self) -> tuple[FormField, ...]:
        """All fields of a form in the request's body, files too; () for any other body."""
        kind = self.request.header("content-type") or ""
        return form_fields(self.request.content().data, kind) if self.request.body else ()

    @property
    def location(self) -> str | None:
        """The path and query that a redirect points to, without scheme and host; None if it is no redirect.

        A relative reference counts from the URL that was asked for, as for a client (RFC 9110 §10.2.2).
        """
        target = self.response.header("location")
        if not target:
            return target
        try:
            parts = urlsplit(urljoin(self.url, target))
        except ValueError:
            return target
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
