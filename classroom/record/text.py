"""The body of a message as text: its Content-Encoding undone, its charset read. The bytes themselves stay as they are.

Everybody who shows, checks or exports a body reads it here. Sources: RFC 9110 §8.3 (Content-Type) and §8.4
(Content-Encoding).
"""

from __future__ import annotations

import codecs
import re
import zlib
from email.message import Message as MimeHeaders
from email.utils import collapse_rfc2231_value
from typing import NamedTuple

from classroom.cookies.octets import text_of

MOST = 2_000_000
"""Bytes of one body after its Content-Encoding is undone: it may be a decompression bomb."""
MOST_CODINGS = 4
"""Codings of one body that are undone, one after the other."""
MOST_MEMBERS = 100
"""Members of one gzip file."""
PIECE = 4096
"""Bytes that are unpacked at once: of a damaged body, what comes before the damage is kept."""
READERS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
"""zlib's window bits for each coding; "deflate" is sent with a header (RFC 9110 §8.4.1.2) and, wrongly, without."""
LONGEST_TYPE = 1_000
"""Characters of a header with parameters that are read."""
NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "raw-unicode-escape", "unicode-escape", "mbcs", "oem"})
"""Codecs of Python's that no Content-Type means."""

# Invisible characters that can change what a reader sees: control characters (but tab and newline), direction marks
# and overrides, zero-width space, line separators, surrogates, noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb"
    "\ud800-\udfff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)


class Content(NamedTuple):
    """A body with its Content-Encoding undone.

    data: the bytes. note: what was undone, could not be undone or was cut, in a sentence or two; "" if nothing.
    whole: whether `data` is all of it.
    unpacked: whether `data` is other than what travelled.
    """

    data: bytes
    note: str = ""
    whole: bool = True
    unpacked: bool = False


def visible(text: str) -> str:
    """Replace the invisible characters of `text` by their code points: NUL by `[U+0000]`, an override by `[U+202E]`."""
    return _INVISIBLE.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def content_of(body: bytes, codings: str, complete: bool = True, most: int = MOST) -> Content:
    """Undo the Content-Encoding of a body.

    body: what travelled, or its beginning. codings: the value of Content-Encoding, several joined with commas.
    complete: whether `body` is all that travelled. most: bytes to return at most.
    What is not compressed as it says, and a coding that is not known here, stays as it travelled, and `note` says so.
    """
    named = [name for each in codings.split(",") if (name := each.strip(" \t").lower()) not in ("", "identity")]
    if not named or not body:
        return Content(body[:most], whole=complete and len(body) <= most)
    unknown = [name for name in named if name not in READERS]
    if unknown or len(named) > MOST_CODINGS:
        why = f"{unknown[0][:40]} is not undone here" if unknown else f"{len(named)} codings are too many"
        return Content(body[:most], f"Content-Encoding: {why}; this is what travelled.", complete and len(body) <= most)
    data, whole = body, complete
    for place, name in reversed(list(enumerate(named))):  # the last one was applied last (RFC 9110 §8.4)
        limit = MOST if place else most  # what is unpacked again may need more than is wanted in the end
        tries = (_unpacked(data, bits, limit) for bits in READERS[name])
        found = next((each for each in tries if each is not None), None)
        if found is None:
            note = f"Content-Encoding: the body is not {name}, though it says so; this is what travelled."
            return Content(body[:most], note, complete and len(body) <= most)
        data, ended = found
        whole = whole and ended
    rest = f"{len(body):,} bytes became {len(data):,}." if whole else "Not all of it is here."
    return Content(data, f"Content-Encoding: {', '.join(named)} was undone. {rest}", whole, unpacked=True)


def _unpacked(data: bytes, bits: int, most: int) -> tuple[bytes, bool] | None:
    """The unpacked bytes, at most `most`, and whether they are all; None where `data` is nothing of that kind.

    bits: what zlib calls window bits; they say which header it expects.
    """
    made, rest = bytearray(), data
    for _ in range(MOST_MEMBERS):
        machine = zlib.decompressobj(bits)
        for place in range(0, len(rest), PIECE):
            try:
                made += machine.decompress(rest[place : place + PIECE], most - len(made) + 1)
            except zlib.error:
                return (bytes(made), False) if made and bits > 0 else None
            if len(made) > most:
                return bytes(made[:most]), False
            if machine.eof:
                rest = machine.unused_data + rest[place + PIECE :]
                break
        if not machine.eof:
            return bytes(made), False
        if not rest.startswith(b"\x1f\x8b"):  # no further member of gzip (RFC 1952 §2.2)
            return bytes(made), True
    return bytes(made), False


def media_type(value: str) -> str:
    """Return the media type that a Content-Type names, in lower case; "text/plain" for what names none."""
    return _mime(value).get_content_type()


def parameter(value: str, name: str) -> str | None:
    """Return a parameter of a header such as Content-Type, without its quotation marks; None where it is not there."""
    found = _mime(value).get_param(name)
    return None if found is None else collapse_rfc2231_value(found)


def _mime(value: str) -> MimeHeaders:
    headers = MimeHeaders()
    headers["Content-Type"] = value[:LONGEST_TYPE].encode("utf-8", "replace").decode("utf-8")
    return headers


def charset_of(content_type: str) -> str:
    """The charset that a Content-Type names, as Python calls it; "" where it names none, or none that is known."""
    try:
        found = codecs.lookup(parameter(content_type, "charset") or "")
    except (LookupError, ValueError):
        return ""
    known = getattr(found, "_is_text_encoding", True) and found.name not in NO_CHARSETS
    return found.name if known else ""


def body_text(data: bytes, content_type: str, whole: bool = True) -> str:
    """Return the bytes of a body as text; never raises.

    By the charset of its Content-Type, with U+FFFD for what is not of it; where it names none, UTF-8 or else Latin-1.
    whole: False for the beginning of a body: then the first bytes of a last character are left out.
    """
    charset = charset_of(content_type)
    if not charset and not whole:
        data = _to_a_characters_end(data)
    if not charset:
        return text_of(data)
    try:
        return codecs.getincrementaldecoder(charset)("replace").decode(data, whole)
    except (LookupError, ValueError):
        return text_of(data)


def exact_text(data: bytes, content_type: str, whole: bool = True) -> str | None:
    """Return a body as text from which its bytes could be made again; None for a picture and for a wrong charset.

    Arguments: see `body_text`.
    """
    charset = charset_of(content_type)
    try:
        return codecs.getincrementaldecoder(charset or "utf-8")("strict").decode(data, whole)
    except (LookupError, ValueError):
        return text_of(data) if not charset and content_type.strip().lower().startswith("text/") else None


def _to_a_characters_end(data: bytes) -> bytes:
    """Leave out the last bytes where they begin a character of UTF-8."""
    try:
        kept = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return data
    return kept.encode()
