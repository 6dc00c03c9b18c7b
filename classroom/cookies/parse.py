"""How a client interprets a `Set-Cookie` header that `header` has split: as leniently as a browser.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.6.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from classroom.cookies.attributes import Attribute, read_attribute
from classroom.cookies.header import split_set_cookie
from classroom.cookies.octets import octets

LONGEST_PAIR = 4096  # octets of name and value together, §5.6 step 5
CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f]")


class Parsed(NamedTuple):
    """A Set-Cookie header as a client processes it.

    refused: why the client ignores the whole header, else "". source: the section of the draft.
    """

    name: str
    value: str
    attributes: tuple[Attribute, ...] = ()
    refused: str = ""
    source: str = "§5.6"

    def last(self, kind: str) -> Attribute | None:
        """Return the last attribute of a kind, which is the one that counts (§5.7); None if there is none."""
        return next((each for each in reversed(self.attributes) if each.kind == kind), None)

    @property
    def expires(self) -> float | None:
        """When the cookie expires, in seconds since 1970; None for the end of the client's session.

        Max-Age wins over Expires (§5.7 step 6).
        """
        expiry = self.last("Max-Age") or self.last("Expires")
        return expiry and float(expiry.value or 0)


def parse_set_cookie(header: str, now: float) -> Parsed:
    """Process the value of one Set-Cookie header (the text after the colon).

    now: the time of its arrival in seconds since 1970, from which Max-Age counts.
    """
    return process_set_cookie(*split_set_cookie(header), now)


def process_set_cookie(name: str, value: str, written: tuple[str, ...], now: float) -> Parsed:
    """Process a header that is already split: name, value and attributes as `split_set_cookie` returns them.

    now: the time of its arrival in seconds since 1970.
    """
    if any(CONTROLS.search(text) for text in (name, value, *written)):  # step 1
        return Parsed("", "", refused="It contains a control character.", source="§5.6 step 1")
    size = len(octets(name)) + len(octets(value))
    if size > LONGEST_PAIR:  # step 5
        why = f"Name and value have {size:,} octets together; {LONGEST_PAIR:,} are the most."
        return Parsed(name, value, refused=why, source="§5.6 step 5")
    return Parsed(name, value, tuple(read_attribute(each, now) for each in written))
