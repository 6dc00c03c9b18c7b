"""The attributes of a `Set-Cookie` header, each by its own rule.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.6.1 to §5.6.7 and §5.5 (the longest life). `Partitioned` is not in
that draft; it is read as in draft-cutler-httpbis-partitioned-cookies (CHIPS).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from classroom.cookies.dates import parse_cookie_date
from classroom.cookies.header import WSP, name_and_value
from classroom.cookies.hosts import is_address
from classroom.cookies.octets import octets
from classroom.cookies.words import duration, http_date, printable

LONGEST_ATTRIBUTE = 1024  # octets of an attribute's value, §5.6
LONGEST_LIFE = 400 * 86_400  # seconds, §5.5
EARLIEST = -11_644_473_600.0  # 1 January 1601: the earliest date that §5.1.1 can read


class Attribute(NamedTuple):
    """One attribute of a Set-Cookie header, as the draft processes it.

    written: the text between the semicolons, trimmed.
    kind: "Expires", "Max-Age", "Domain", "Path", "Secure", "HttpOnly", "SameSite", "Partitioned", or "" if ignored.
    value: what the client keeps. An expiry in seconds since 1970 for Expires and Max-Age; a domain without its
        leading dot; a path, or None for the default path; "Strict", "Lax", "None" or "Default"; else "".
    remark: what the client does with it, or why it ignores it. source: the section that says so.
    """

    written: str
    kind: str
    value: str | float | None
    remark: str
    source: str


def read_attribute(written: str, now: float) -> Attribute:
    """Process the text between two semicolons (§5.6, the second algorithm, steps 4 to 7).

    now: when the header arrived, in seconds since 1970. No text is an error: what cannot be read is ignored.
    """
    name, after = name_and_value(written)
    name, value = name.strip(WSP), (after or "").strip(WSP)
    whole = written.strip(WSP)
    if len(octets(value)) > LONGEST_ATTRIBUTE:
        why = f"ignored: its value is longer than {LONGEST_ATTRIBUTE:,} octets"
        return Attribute(whole, "", "", why, "§5.6 step 6")
    read = _READERS.get(name.lower()) if name.isascii() else None
    if read is None:
        return Attribute(whole, "", "", "ignored: the draft knows no attribute of this name", "§5.6 step 7")
    return read(whole, value, now)


def _expires(written: str, value: str, now: float) -> Attribute:
    when = parse_cookie_date(value)
    if when is None:
        return Attribute(written, "", "", "ignored: not a date that can be read", "§5.6.1 step 2")
    if when > now + LONGEST_LIFE:
        return Attribute(written, "Expires", now + LONGEST_LIFE, "cut to 400 days, the longest life", "§5.6.1 step 4")
    gone = "a time in the past: forget the cookie" if when < now else f"until {http_date(when)}"
    return Attribute(written, "Expires", when, gone, "§5.6.1")


def _max_age(written: str, value: str, now: float) -> Attribute:
    if not re.fullmatch("-?[0-9]+", value):
        return Attribute(written, "", "", "ignored: not a whole number of seconds", "§5.6.2 steps 1 to 3")
    seconds = int(value)
    if seconds > LONGEST_LIFE:
        return Attribute(written, "Max-Age", now + LONGEST_LIFE, "cut to 400 days, the longest life", "§5.6.2 step 6")
    if seconds <= 0:
        return Attribute(written, "Max-Age", EARLIEST, "zero or less: forget the cookie", "§5.6.2 step 7")
    return Attribute(written, "Max-Age", now + seconds, f"for {duration(seconds)}", "§5.6.2 step 7")


def _domain(written: str, value: str, now: float) -> Attribute:
    domain = value.removeprefix(".").lower()
    if not domain:
        remark = "empty: as if there were none"
    elif is_address(domain):
        remark = f"for {printable(domain)} only: there are no hosts below an IP address"
    else:
        remark = f"for {printable(domain)} and the hosts below it"
    return Attribute(written, "Domain", domain, remark, "§5.6.3")


def _path(written: str, value: str, now: float) -> Attribute:
    if not value.startswith("/"):
        return Attribute(written, "Path", None, "does not begin with /: the default path counts", "§5.6.4 step 1")
    reach = "every path of the host" if value == "/" else f"{printable(value)} and what lies below it"
    return Attribute(written, "Path", value, f"for {reach}", "§5.6.4")


def _same_site(written: str, value: str, now: float) -> Attribute:
    known = {"none": "None", "strict": "Strict", "lax": "Lax"}.get(value.lower(), "Default")
    remarks = {
        "None": "sent in requests that other sites start as well; needs Secure",
        "Strict": "left out of every request that another site starts",
        "Lax": "left out of requests that other sites start, except when a link or a GET form leads there",
        "Default": "not a value that clients know: as if there were none",
    }
    return Attribute(written, "SameSite", known, remarks[known], "§5.6.7")


def _secure(written: str, value: str, now: float) -> Attribute:
    remark = "accepted and sent over a secure connection only; in Chromium http to this computer counts as one"
    return Attribute(written, "Secure", "", remark, "§5.6.5")


def _http_only(written: str, value: str, now: float) -> Attribute:
    return Attribute(written, "HttpOnly", "", "hidden from scripts in the page", "§5.6.6")


def _partitioned(written: str, value: str, now: float) -> Attribute:
    remark = "not in this draft; browsers that know it keep a jar for each site in the address bar"
    return Attribute(written, "Partitioned", "", remark, "CHIPS")


_READERS = {
    "expires": _expires,
    "max-age": _max_age,
    "domain": _domain,
    "path": _path,
    "secure": _secure,
    "httponly": _http_only,
    "samesite": _same_site,
    "partitioned": _partitioned,
}
KNOWN = frozenset(_READERS)
"""The names of the attributes that clients know, in lower case."""
