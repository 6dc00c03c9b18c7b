"""One `Set-Cookie` line of a response as a value: what stands in it, and whether it deletes."""

from __future__ import annotations

import time
from typing import NamedTuple

from classroom.cookies.header import WSP, name_and_value, split_set_cookie


class SetCookie(NamedTuple):
    """One `Set-Cookie` line, taken apart.

    name, value: as they stand in the line.
    attributes: the rest, in order, as (name, value) pairs; the value is None where there is no `=`.
    arrived: when a client had the line, in seconds since 1970 (UTC).
    deletes: whether a client is to forget the cookie: its expiry is not later than that. Max-Age wins over Expires,
        and a line that a client ignores deletes nothing. Which cookies the sender's address may touch is not asked.
    Source: RFC 6265bis §4.1; §5.6 and §5.7 step 6 for `deletes`.
    """

    name: str
    value: str
    attributes: tuple[tuple[str, str | None], ...] = ()
    arrived: float = 0.0
    deletes: bool = False

    @classmethod
    def parse(cls, line: str, arrived: float | None = None) -> SetCookie:
        """Take apart the value of one `Set-Cookie` header (the text after the colon).

        arrived: in seconds since 1970 (UTC); the present if left out. Returns the line as a value; no text is an error.
        """
        from classroom.cookies.parse import processed  # loaded here: whoever only serves never asks

        moment = time.time() if arrived is None else arrived
        name, value, written = split_set_cookie(line)
        expires = processed(name, value, written, moment).expires
        pairs = ((key.strip(WSP), text and text.strip(WSP)) for key, text in map(name_and_value, written))
        attributes = tuple(pair for pair in pairs if pair[0])
        return cls(name, value, attributes, moment, expires is not None and expires <= moment)

    def attribute(self, name: str) -> str | None:
        """The value of the last attribute of that name, in any case; "" for a flag; None if absent."""
        found = None
        for key, value in self.attributes:
            if key.lower() == name.lower():
                found = value or ""
        return found
