"""Splits `Set-Cookie` and `Cookie` headers into their parts: nothing is checked, decoded or repaired.

No other module splits such a header. `parse` builds on this what a client makes of a Set-Cookie line.
It imports almost nothing, because every start of the site and of a learner's project loads it.
Source: draft-ietf-httpbis-rfc6265bis-22 §5.6 steps 2 to 4 (Set-Cookie) and §4.2.1 (Cookie).
"""

from __future__ import annotations

from collections.abc import Iterator

WSP = " \t"  # RFC 5234: space and tab; other white space is not trimmed


def between_semicolons(header: str) -> list[str]:
    """Split a header at its semicolons, without trimming. A semicolon inside quotation marks splits too."""
    return header.split(";")


def name_and_value(text: str) -> tuple[str, str | None]:
    """Split a text at its first `=`. Returns both parts untrimmed; the second is None where there is no `=`.

    text: one of those between the semicolons.
    """
    name, equals, value = text.partition("=")
    return name, value if equals else None


def cookie_pairs(header: str) -> Iterator[tuple[str, str]]:
    """Yield the (name, value) pairs of the value of a `Cookie` header, in order, duplicates kept.

    A text without `=` is a value without a name, as a client sends a cookie that has none (§5.8.3 step 6).
    """
    for text in between_semicolons(header):
        name, value = _named(text.strip(WSP))
        if name or value:
            yield name, value


def split_set_cookie(header: str) -> tuple[str, str, tuple[str, ...]]:
    """Split the value of one `Set-Cookie` header (the text after the colon) into name, value and attributes.

    The attributes are the texts between the other semicolons, each trimmed; empty ones are left out.
    """
    pair, *rest = between_semicolons(header)
    name, value = _named(pair)
    return name.strip(WSP), value.strip(WSP), tuple(text for each in rest if (text := each.strip(WSP)))


def _named(pair: str) -> tuple[str, str]:
    """Name and value of a cookie; without `=` the name is empty and the whole text is the value (§5.6 step 3)."""
    name, value = name_and_value(pair)
    return ("", name) if value is None else (name, value)
