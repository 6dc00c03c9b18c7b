"""`Set-Cookie` and `Cookie` headers taken apart as they stand in the line: nothing is judged, decoded or repaired.

No other module takes such a header apart. What a client makes of a Set-Cookie line is built on this, in `parse`.
It is light on purpose: every start of the site and of a learner's project loads it.
Source: draft-ietf-httpbis-rfc6265bis-22 §5.6 steps 2 to 4 (Set-Cookie) and §4.2.1 (Cookie).
"""

from __future__ import annotations

from collections.abc import Iterator

WSP = " \t"  # RFC 5234: what is trimmed; no other kind of white space is.


def between_semicolons(header: str) -> list[str]:
    """The texts between the semicolons of a header, untrimmed; a quotation mark does not protect a semicolon."""
    return header.split(";")


def name_and_value(text: str) -> tuple[str, str | None]:
    """What stands before the first `=` of a text, and what stands after it; None for the latter without `=`.

    text: one of those between the semicolons. Neither part is trimmed.
    """
    name, equals, value = text.partition("=")
    return name, value if equals else None


def cookie_pairs(header: str) -> Iterator[tuple[str, str]]:
    """The (name, value) pairs of the value of a `Cookie` header, in order, duplicates kept.

    A text without `=` is a value without a name, as a client sends a cookie that has none (§5.8.3 step 6).
    """
    for text in between_semicolons(header):
        name, value = _named(text.strip(WSP))
        if name or value:
            yield name, value


def split_set_cookie(header: str) -> tuple[str, str, tuple[str, ...]]:
    """Name, value and attributes of the value of one `Set-Cookie` header (the text after the colon).

    The attributes are the texts between the further semicolons, each trimmed; empty ones are left out.
    """
    pair, *rest = between_semicolons(header)
    name, value = _named(pair)
    return name.strip(WSP), value.strip(WSP), tuple(text for each in rest if (text := each.strip(WSP)))


def _named(pair: str) -> tuple[str, str]:
    """Name and value of a cookie; without `=` the name is empty and all of it the value (§5.6 step 3)."""
    name, value = name_and_value(pair)
    return ("", name) if value is None else (name, value)
