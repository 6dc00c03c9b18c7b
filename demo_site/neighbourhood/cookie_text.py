"""Encodes any text as a cookie value, and decodes it again.

A cookie value may have only some ASCII characters: no space, comma, semicolon, quote or backslash (RFC 6265
section 4.1.1), and no Hangul. Django writes other ASCII characters between quotes, and some servers fail on the
rest while they send the headers. Percent-encoding avoids both: 민아 is sent as %EB%AF%BC%EC%95%84.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

# What Python's http.cookies writes without quotes, less "%", which starts an encoded character.
PLAIN = "!#$&'*+-.^_`|~:"


def to_cookie(text: str) -> str:
    """Return `text` percent-encoded, in ASCII characters that need no quotes in a cookie."""
    return quote(text, safe=PLAIN, errors="replace")


def from_cookie(value: str, limit: int = 60) -> str:
    """Return the decoded text of a cookie value: printable characters only, at most `limit` of them.

    A cookie comes from the client and may be anything, so no value raises an exception.
    """
    text = unquote(value[: limit * 12], errors="replace")
    return "".join(character for character in text if character.isprintable())[:limit]
