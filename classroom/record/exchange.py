"""One exchange: what travelled, and what the server kept and made of it.

Plain, frozen values that import only the standard library and two light modules of `classroom.cookies`, so that
drawings and checks can be tested without a socket. The recorder makes them; all other code reads them.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import dataclass, field
from email.message import Message as MimeHeaders
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from classroom.cookies.header import cookie_pairs
from classroom.cookies.set_cookie import SetCookie

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
        return self.head.split(b"\n", 1)[0].rstrip(b"\r").decode("latin-1")

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """(name, value) pairs in the order and spelling of the wire; values trimmed."""
        if self._headers is None:  # parsed once: one drawing reads it about twenty times
            lines = (line.decode("latin-1").partition(":") for line in self.head.split(b"\n")[1:])
            pairs = tuple((name.strip(), value.strip(" \t\r")) for name, colon, value in lines if colon)
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

    @property
    def text(self) -> str:
        """The body as text, by the charset of `Content-Type` (UTF-8 where none is named); never raises."""
        kind = MimeHeaders()
        kind["Content-Type"] = (self.header("content-type") or "").encode("ascii", "replace").decode()
        charset = kind.get_param("charset", "utf-8")
        try:
            return self.body.decode(charset if isinstance(charset, str) else "utf-8", "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


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
    _parts: tuple[str, str, str] = field(default=("", "", ""), init=False, compare=False)

    def __post_init__(self) -> None:
        parts = self.request.start_line.split(" ", 2)
        object.__setattr__(self, "_parts", tuple(parts + [""] * (3 - len(parts))))

    def __repr__(self) -> str:
        up, down = len(self.request_cookies), len(self.response_cookies)
        line = f"{self.method} {self.target} → {self.status} {self.reason}".strip()
        return f"<Exchange {self.number}: {line}, cookies up {up}, down {down}>"

    @property
    def method(self) -> str:
        return self._parts[0]

    @property
    def target(self) -> str:
        """Path and query, as in the request line; of a target in absolute form without scheme and host."""
        absolute = re.match(r"(?i)http://[^/?#]*(.*)", self._parts[1])
        if absolute is None:
            return self._parts[1]
        return absolute[1] if absolute[1].startswith("/") else f"/{absolute[1]}"

    @property
    def host(self) -> str:
        """Host and port that were asked: those of a target in absolute form, else of `Host` (RFC 9112 §3.2.2)."""
        absolute = re.match(r"(?i)http://([^/?#]+)", self._parts[1])
        return absolute[1] if absolute else self.request.header("host") or ""

    @property
    def url(self) -> str:
        """The URL that was asked for (RFC 9112 §3.3); of `OPTIONS *` it has no path."""
        return f"http://{self.host or '127.0.0.1'}{'' if self.target == '*' else self.target}"

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

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
        """The fields of a urlencoded request body; () for any other body."""
        if "urlencoded" not in (self.request.header("content-type") or ""):
            return ()
        return tuple(parse_qsl(self.request.body.decode("latin-1"), keep_blank_values=True))

    @property
    def location(self) -> str | None:
        """The path that a redirect points to, without scheme and host; None if it is no redirect."""
        target = self.response.header("location")
        if target is None:
            return None
        try:
            parts = urlsplit(target)
        except ValueError:
            return target
        return parts.path + (f"?{parts.query}" if parts.query else "")
