"""The values that the cookie rules work on: a cookie, the context of a request, the choices of a client.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.2 (same-site and cross-site), §5.7 (the fields of a cookie), §6.1 (limits).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from classroom.cookies.address import Address, read_address
from classroom.cookies.hosts import is_loopback
from classroom.cookies.words import printable
from classroom.errors import CourseError, shown


class Policy(NamedTuple):
    """What the draft leaves to the client.

    trust_loopback: whether http to `localhost` and `127.0.0.1` counts as secure. The draft does not define
        "secure" and calls this typical. Off by default, so that secure means https; on in Chrome and Firefox.
    public_suffixes: whether a cookie for `com` or `co.uk` is refused (§5.7 step 9).
    most_of_a_domain, most: how many cookies are kept: of a registrable domain with all its hosts, and in all. The
        draft asks for at least 50 of a domain and 3000 (§6.1); the defaults are Chromium's.
    spare: how many more than necessary are evicted when a domain has too many: 30 in Chromium.
    unsafe_seconds: how long a cookie without SameSite is sent with a form that another site posts
        ("Lax-allowing-unsafe", §5.6.7.2): 0 for never, 120 in Chromium.
    partitioned: whether `Partitioned` is understood (CHIPS); it is not in the draft.
    """

    trust_loopback: bool = False
    public_suffixes: bool = True
    most_of_a_domain: int = 180
    most: int = 3300
    spare: int = 0
    unsafe_seconds: float = 0
    partitioned: bool = False

    def secure(self, address: Address) -> bool:
        """Whether a request to this address uses a secure connection (§5.8.3)."""
        return address.encrypted or (self.trust_loopback and is_loopback(address.host or ""))


CHROMIUM = Policy(trust_loopback=True, spare=30, unsafe_seconds=120, partitioned=True)
"""What Chromium chooses; `tests/browser/test_cookies_in_chromium.py` compares it with a real one."""


class Context(NamedTuple):
    """What started a request: what SameSite, HttpOnly and Partitioned depend on (§5.2, §5.8.3).

    label: in words, for the explainer.
    same_site: whether the page that starts it belongs to the site that it goes to.
    safe: whether its method is GET, HEAD, OPTIONS or TRACE. top_level: whether it changes the address bar.
    http: False for a script that reads or writes `document.cookie`.
    top_site: the site in the address bar, which partitions cookies (CHIPS), like "https://news.example"; "" for the
        site of the request. Any other text counts as a site of that name.
    """

    label: str
    same_site: bool = True
    safe: bool = True
    top_level: bool = True
    http: bool = True
    top_site: str = ""


SAME_SITE = Context("in a request from the same site, or from a plain client")
LINK = Context("when a link on another site is followed", same_site=False)
FORM = Context("when a form on another site is posted", same_site=False, safe=False)
EMBEDDED = Context(
    "when another site embeds it (image, frame, fetch), where third-party cookies are allowed",
    same_site=False,
    top_level=False,
    top_site="another site",
)
SCRIPT = Context("to a script in the page that reads document.cookie", http=False, top_level=False)


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie in a jar: the fields of §5.7.

    expires: in seconds since 1970, None for a session cookie. created, used: creation and last-access time, too.
    same_site: "Strict", "Lax", "None" or "Default". partition: the site that it is partitioned by (CHIPS), else "".
    """

    name: str
    value: str
    domain: str
    path: str
    host_only: bool = True
    expires: float | None = None
    secure: bool = False
    http_only: bool = False
    same_site: str = "Default"
    created: float = 0.0
    used: float = 0.0
    partition: str = ""

    @property
    def identity(self) -> tuple[str, str, bool, str, str]:
        """The fields that must be equal for a new cookie to replace an old one (step 23)."""
        return self.name, self.domain, self.host_only, self.path, self.partition

    def expired(self, now: float) -> bool:
        """Whether its expiry date lies in the past."""
        return self.expires is not None and self.expires < now


def partition_of(context: Context, address: Address) -> str:
    """Return the site by which a cookie of this request is partitioned: the one in the address bar (CHIPS)."""
    return context.top_site or "://".join(address.site)


def as_address(url: str | Address) -> Address:
    """Return a URL parsed. Raises CourseError for a URL that no client can request."""
    return url if isinstance(url, Address) else read_address(url)


def as_seconds(now: float | datetime | None) -> float:
    """Return a time in seconds since 1970; the present for None. Raises CourseError for anything that is not a time."""
    if now is None:
        return time.time()
    try:
        seconds = now.timestamp() if isinstance(now, datetime) else float(now)
        if abs(seconds) < 1e15:
            return seconds
    except (TypeError, ValueError, OverflowError):
        pass
    raise CourseError(
        f"This is no time: {printable(shown(now), 60)}",
        "A time is a number of seconds since 1970, or a datetime.",
        "Leave it out for the present, or write now=time.time()",
    )
