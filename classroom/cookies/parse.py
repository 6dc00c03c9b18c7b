"""Taking a ``Set-Cookie`` header apart, as lenient as a browser.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.6.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from classroom.cookies.attributes import WSP, Attribute, read_attribute
from classroom.cookies.octets import octets

LONGEST_PAIR = 4096  # octets of name and value together, §5.6 step 5
CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f]")


class Parsed(NamedTuple):
    """A Set-Cookie header taken apart. refused: why the whole header is ignored, else ""."""

    name: str
    value: str
    attributes: tuple[Attribute, ...] = ()
    refused: str = ""
    source: str = "§5.6"

    def last(self, kind: str) -> Attribute | None:
        """The last attribute of a kind that was not ignored; None if there is none. The last one wins (§5.7)."""
        return next((each for each in reversed(self.attributes) if each.kind == kind), None)


def parse_set_cookie(header: str, now: float) -> Parsed:
    """Take the value of one Set-Cookie header apart (the text after the colon).

    now: the time of its arrival in seconds since 1970, from which Max-Age counts.
    """
    if CONTROLS.search(header):  # step 1
        return Parsed("", "", refused="It contains a control character.", source="§5.6 step 1")
    pair, semicolon, rest = header.partition(";")  # step 2
    name, equals, value = pair.partition("=")  # step 3
    if not equals:
        name, value = "", pair
    name, value = name.strip(WSP), value.strip(WSP)  # step 4
    size = len(octets(name)) + len(octets(value))
    if size > LONGEST_PAIR:  # step 5
        why = f"Name and value have {size:,} octets together; {LONGEST_PAIR:,} are the most."
        return Parsed(name, value, refused=why, source="§5.6 step 5")
    written = rest.split(";") if semicolon else []
    return Parsed(name, value, tuple(read_attribute(each, now) for each in written if each.strip(WSP)))
