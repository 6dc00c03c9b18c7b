"""The guard: keeps Jupyter's cookies away from the demo site, and the demo site away from Jupyter's cookies.

Cookies are not isolated by port (RFC 6265 §8.5), so a browser that is logged in to Jupyter on 127.0.0.1 sends
Jupyter's login cookies to every other site there, and every other site there can replace or delete them. They are
removed before Django, the recorder or a drawing sees them, and no response sets or deletes them. Any other cookie
passes unchanged.
"""

from __future__ import annotations

from classroom.cookies.header import between_semicolons, name_and_value, split_set_cookie

JUPYTERS_COOKIES = ("username-", "jupyter")
"""How the names of Jupyter's cookies begin, in lower case; one more is `_xsrf`."""
BLANKS = "".join(map(chr, range(33))) + "\x7f"
"""The space and the control characters, which a client may leave out around a name."""


def without_jupyters_cookies(line: bytes) -> tuple[bytes, int]:
    """Remove Jupyter's own cookies from one `Cookie:` header line.

    line: the whole line with its line end.
    Returns the line without them (b"" if no cookie is left), and how many were removed; a line without any of them is
    returned unchanged.
    """
    name, _, value = line.partition(b":")
    text = value.rstrip(b"\r\n")
    pairs = between_semicolons(text.decode("latin-1"))  # each byte is one character, and back
    kept = [pair for pair in pairs if not _is_jupyters(name_and_value(pair)[0])]
    if len(kept) == len(pairs):
        return line, 0
    end = value[len(text) :]
    rest = ";".join(kept).encode("latin-1").strip()
    return (name + b": " + rest + end if rest else b""), len(pairs) - len(kept)


def sets_jupyters_cookie(value: str) -> bool:
    """Whether a `Set-Cookie` header would set or delete a cookie of Jupyter's in a browser.

    value: the text after the colon. A cookie without a name counts by its value: a client that keeps `=_xsrf=1` sends
    `_xsrf=1` (RFC 6265bis §5.8.3 step 6).
    """
    name, text, _ = split_set_cookie(value)
    return _is_jupyters(name or name_and_value(text)[0])


def _is_jupyters(name: str) -> bool:
    name = name.strip(BLANKS).lower()
    return name == "_xsrf" or name.startswith(JUPYTERS_COOKIES)
