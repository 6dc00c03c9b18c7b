"""One `Set-Cookie` line of a response as a value: its parts, and whether it deletes the cookie."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from classroom.cookies.header import WSP, name_and_value, split_set_cookie

if TYPE_CHECKING:
    from classroom.cookies.parse import Parsed


class SetCookie(NamedTuple):
    """One `Set-Cookie` line, split into its parts.

    name, value: as written in the line.
    attributes: the rest, in order, as (name, value) pairs; the value is None where there is no `=`.
    arrived: when the client received the line, in seconds since 1970 (UTC).
    deletes: whether the line tells a client to delete the cookie: it expires at `arrived` or earlier. Max-Age wins
        over Expires, and a line that a client ignores deletes nothing. Whether the sender may delete that cookie
        (its domain and path) is not checked.
    line: the whole value of the header.
    Source: RFC 6265bis §4.1; §5.6 and §5.7 step 6 for `deletes`.
    """

    name: str
    value: str
    attributes: tuple[tuple[str, str | None], ...] = ()
    arrived: float = 0.0
    deletes: bool = False
    line: str = ""

    @classmethod
    def parse(cls, line: str, arrived: float | None = None) -> SetCookie:
        """Split the value of one `Set-Cookie` header (the text after the colon).

        arrived: in seconds since 1970 (UTC); the present if left out. No text is an error.
        """
        from classroom.cookies.parse import process_set_cookie  # here: a process that only serves never needs it

        moment = time.time() if arrived is None else arrived
        name, value, written = split_set_cookie(line)
        expires = process_set_cookie(name, value, written, moment).expires
        pairs = ((key.strip(WSP), text and text.strip(WSP)) for key, text in map(name_and_value, written))
        attributes = tuple(pair for pair in pairs if pair[0])
        return cls(name, value, attributes, moment, expires is not None and expires <= moment, line)

    @property
    def parsed(self) -> Parsed:
        """How a client interprets the line: what each attribute means, and which of them count."""
        from classroom.cookies.parse import parse_set_cookie

        return parse_set_cookie(self.line, self.arrived)

    def attribute(self, name: str) -> str | None:
        """Return the value of the last attribute of that name, in any case; "" for a flag; None if absent."""
        found = None
        for key, value in self.attributes:
            if key.lower() == name.lower():
                found = value or ""
        return found
