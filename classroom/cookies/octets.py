"""Text and its bytes: how bytes that name no charset are read, and how many octets a header text has."""

from __future__ import annotations

from collections.abc import Iterable


def header_lines(headers: str | bytes | Iterable[str | bytes] | None) -> tuple[str, ...]:
    """Return headers as a tuple of texts. headers: one or several; bytes are decoded as UTF-8, else as Latin-1."""
    if headers is None:
        return ()
    several = [headers] if isinstance(headers, str | bytes | bytearray) else list(headers)
    return tuple(_text(each) for each in several)


def _text(header: object) -> str:
    if isinstance(header, bytes | bytearray):
        return text_of(bytes(header))
    return header if isinstance(header, str) else str(header)


def text_of(raw: bytes) -> str:
    """Return bytes as text: UTF-8 where they are UTF-8, else Latin-1, in which every byte is a character.

    For all text that names no charset of its own: header lines, request lines, forms. Django reads forms and queries
    in the same way. Source: https://docs.djangoproject.com/en/5.2/ref/unicode/#form-submission
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def octets(text: str) -> bytes:
    """Return the bytes of a header text.

    They are its UTF-8 encoding, unless the text is UTF-8 that was decoded as Latin-1, as `requests` and `http.client`
    do with headers: then the original bytes.
    """
    if not text.isascii():
        try:
            raw = text.encode("latin-1")
            raw.decode("utf-8")
            return raw
        except UnicodeError:
            pass
    return text.encode("utf-8", "surrogatepass")


def unwire(text: str) -> str:
    """Return a header text as its bytes mean it, where a client has decoded UTF-8 as Latin-1."""
    try:
        return text_of(text.encode("latin-1"))
    except UnicodeEncodeError:
        return text
