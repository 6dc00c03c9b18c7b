"""Set-Cookie headers that were joined with commas to one text, taken apart again as far as that can be done.

`requests` joins all headers of one name with ", ". For Set-Cookie that loses where one ends: a comma may be part of a
value, and stands in every date. Source: RFC 9110 §5.3 and RFC 6265 §3, which forbid it for Set-Cookie.
"""

from __future__ import annotations

import re

from classroom.cookies.attributes import KNOWN
from classroom.cookies.header import WSP, name_and_value

NEXT = re.compile(r",[ \t]*(?=[^\s;,=]+=)")
"""A comma, and then what may be the name of another cookie. In a date, no `=` follows."""
LONGEST_NAME = 40


def unmerged(text: str, joined: bool = False) -> tuple[str, ...]:
    """Take joined headers apart. Returns the text alone where nothing says that it is more than one header.

    joined: whether it is known that headers were joined. Otherwise a comma counts only after an attribute that clients
        know (`Path=/, b=2`): after the cookie's own value it may be part of that (`a=1, b=2`).
    """
    if joined or any(_ends_an_attribute(text, comma.start()) for comma in NEXT.finditer(text)):
        return tuple(each.strip(WSP) for each in NEXT.split(text))
    return (text,)


def may_be_merged(text: str) -> bool:
    """Whether a text could be several joined headers, or one with a comma in its value: nobody can tell."""
    return len(unmerged(text)) == 1 and NEXT.search(text) is not None


def _ends_an_attribute(text: str, place: int) -> bool:
    start = text.rfind(";", 0, place) + 1
    name, _ = name_and_value(text[start : min(place, start + LONGEST_NAME)])
    return start > 0 and name.strip(WSP).lower() in KNOWN
