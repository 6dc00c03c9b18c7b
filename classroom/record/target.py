"""The request line, the path and the query of a request, as the server reads them.

Two spellings that the server takes for the same path are the same path here: `exchange.path` is what Django calls
`request.path`. Drawings and checks read them here, and nowhere else.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote_to_bytes

from classroom.cookies.octets import text_of

ABSOLUTE = re.compile(rb"https?://[^/?#]*", re.IGNORECASE)
AUTHORITY = re.compile(r"([A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")
IN_URL = "/?:@!$&'()*+,;=-._~"
"""What stays as it is in the path and the query of a URL, besides letters, digits and `%41` (RFC 3986 §3.3, §3.4)."""


def request_line_words(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return method, target and version of a request line; b"" for what is not there.

    The server takes a line of two or three words with one space between them, and no other white space of ASCII in
    them (`read_request_line`). Another line is refused by it: where it has two or three words all the same, these are
    returned; else it is taken apart at its first two spaces. The bytes A0 and 85, white space in Latin-1, are bytes of
    a word: many letters of UTF-8 end in them.
    """
    words = line.split()
    if not 2 <= len(words) <= 3:
        words = line.split(b" ", 2)
    method, target, version = [*words, b"", b"", b""][:3]
    return method, target, version


def path_of(target: str | bytes) -> str:
    """Return the path that the server sees in a request target, or in a URL: what Django calls `request.path`.

    Percent-encoding is undone, but for bytes that are not UTF-8; several slashes at the beginning are one; the scheme
    and host of a whole URL are left out. Nothing else is changed: `.`, `;`, a slash at the end and capital letters
    matter. Sources: `http.server`, `wsgiref.simple_server`, and `django.core.handlers.wsgi.get_path_info`.
    """
    raw = origin_form(target).partition(b"?")[0]
    if raw.startswith(b"//"):
        raw = b"/" + raw.lstrip(b"/")
    path = unquote_to_bytes(raw).decode("utf-8", "surrogateescape")
    return "/" + re.sub("[\udc80-\udcff]", lambda found: f"%{ord(found[0]) - 0xDC00:02X}", path).replace("/", "", 1)


def query_of(target: str | bytes) -> str:
    """Return the query of a target or a URL, as it is written; "" where there is none."""
    return text_of(origin_form(target).partition(b"?")[2])


def pairs_of(text: str | bytes) -> tuple[tuple[str, str], ...]:
    """Return the (name, value) pairs of a query or of a urlencoded form, decoded, in order, as Django reads them.

    Source: `django.http.QueryDict`.
    """
    return tuple(parse_qsl(text if isinstance(text, str) else text_of(text), keep_blank_values=True))


def path_and_query(target: str | bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return path and (name, value) pairs of a target or a URL: equal for two that the server takes for the same."""
    return path_of(target), pairs_of(query_of(target))


def url_of(target: str | bytes, host: str | None, port: int = 0) -> str:
    """Return the whole URL of a request, in ASCII: what RFC 3986 does not allow in a URL is percent-encoded.

    host: the Host header. port: the server's, for a request without a host that can be read.
    """
    raw = target if isinstance(target, bytes) else target.encode("utf-8", "surrogatepass")
    found = ABSOLUTE.match(raw)
    if found:
        host, raw = host_of(raw), raw[found.end() :]
    if not host or not AUTHORITY.fullmatch(host):
        host = f"127.0.0.1:{port}" if port else "127.0.0.1"
    if raw == b"*":  # it asks about the server and no page of it (RFC 9110 §9.3.7)
        return f"http://{host}"
    if not raw.startswith((b"/", b"?")):
        raw = b"/" + raw
    path, mark, query = re.sub(rb"%(?![0-9A-Fa-f]{2})", b"%25", raw).partition(b"?")
    return f"http://{host}{quote(path, IN_URL + '%')}{mark.decode()}{quote(query, IN_URL + '%')}"


def origin_form(target: str | bytes) -> bytes:
    """Return the target without scheme and host (RFC 9112 §3.2.1); a path at least."""
    raw = target if isinstance(target, bytes) else target.encode("utf-8", "surrogatepass")
    found = ABSOLUTE.match(raw)
    if found:
        raw = raw[found.end() :]
    return raw if not raw.startswith(b"?") and raw else b"/" + raw


def host_of(target: bytes) -> str:
    """Return host and port of a target in absolute form; "" for any other (RFC 9112 §3.2.2)."""
    found = ABSOLUTE.match(target)
    return text_of(found[0].partition(b"://")[2]) if found else ""
