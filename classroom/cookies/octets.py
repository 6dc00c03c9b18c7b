"""Text and the bytes that travel for it: the draft counts octets, a reader sees characters."""

from __future__ import annotations

from collections.abc import Iterable


def header_lines(headers: str | bytes | Iterable[str | bytes] | None) -> tuple[str, ...]:
    """The headers as text, one each: a single one or several; bytes are read as UTF-8, else as Latin-1."""
    if headers is None:
        return ()
    several = [headers] if isinstance(headers, str | bytes | bytearray) else list(headers)
    return tuple(_text(each) for each in several)


def _text(header: object) -> str:
    if isinstance(header, bytes | bytearray):
        try:
            return header.decode("utf-8")
        except UnicodeDecodeError:
            return header.decode("latin-1")
    return header if isinstance(header, str) else str(header)


def octets(text: str) -> bytes:
    """The bytes that travel for a text.

    UTF-8, unless the text is what a client makes of UTF-8 bytes when it reads each as one character
    (`requests` and `http.client` do): then those bytes.
    """
    if not text.isascii():
        try:
            raw = text.encode("latin-1")
            raw.decode("utf-8")
            return raw
        except UnicodeError:
            pass
    return text.encode("utf-8", "surrogatepass")
