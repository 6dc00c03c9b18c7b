"""The cookie jar: which of the cookies that arrive it keeps, and why not the others.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.7 (the storage model); the numbers in the comments are its steps.
Everything here is a frozen value: receiving cookies returns a new jar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from classroom.cookies.address import Address
from classroom.cookies.admit import RefusedError, check_storage, new_cookie
from classroom.cookies.model import SAME_SITE, Context, Cookie, Policy, as_address, as_seconds
from classroom.cookies.octets import header_lines
from classroom.cookies.parse import Parsed, parse_set_cookie
from classroom.cookies.suffixes import registrable_domain
from classroom.cookies.words import printable


class Decision(NamedTuple):
    """What the jar did with one Set-Cookie header.

    verdict: "stored", "refused", or "expired" where the cookie had expired on arrival: nothing is kept then.
    cookie: the cookie that the header describes, None if refused. replaced: the older cookie that it replaced.
    reason: one sentence. source: the section of the draft.
    """

    parsed: Parsed
    verdict: str
    reason: str
    source: str
    cookie: Cookie | None = None
    replaced: Cookie | None = None


@dataclass(frozen=True)
class Jar:
    """A client's cookies, in order of creation. policy: what the standard leaves to the client."""

    cookies: tuple[Cookie, ...] = ()
    policy: Policy = field(default_factory=Policy)

    def receive(
        self,
        set_cookie_headers: str | bytes | Iterable[str | bytes],
        url: str | Address,
        now: float | datetime | None = None,
        context: Context = SAME_SITE,
    ) -> tuple[Jar, tuple[Decision, ...]]:
        """Process Set-Cookie headers of one response, in order.

        url: the URL of the request. now: seconds since 1970, or a datetime; the present if left out.
        context: what started that request. Returns the new jar and one decision for each header.
        Raises CourseError for a URL that no client can request. No text in a header is an error.
        """
        address, moment, jar = as_address(url), as_seconds(now), self
        decisions = []
        for line in header_lines(set_cookie_headers):
            jar, decision = _receive(jar, parse_set_cookie(line, moment), address, moment, context)
            decisions.append(decision)
        return jar, tuple(decisions)

    def end_session(self) -> Jar:
        """Return the jar without its session cookies, as it is after "the current session is over" (§5.7)."""
        return replace(self, cookies=tuple(each for each in self.cookies if each.expires is not None))

    def at(self, now: float) -> Jar:
        """Return the jar without the cookies that have expired at `now`, in seconds since 1970 (§5.7)."""
        return replace(self, cookies=tuple(each for each in self.cookies if not each.expired(now)))


def _receive(jar: Jar, parsed: Parsed, address: Address, now: float, context: Context) -> tuple[Jar, Decision]:
    jar = jar.at(now)
    try:
        if parsed.refused:
            raise RefusedError(parsed.refused, parsed.source)
        cookie = new_cookie(parsed, address, now, context, jar.policy)
        old = check_storage(cookie, parsed, jar.cookies, address, context, jar.policy)
    except RefusedError as refused:
        return jar, Decision(parsed, "refused", refused.reason, refused.source)
    if old is not None:  # step 23: the new cookie keeps the position and the creation time of the old one
        cookie = replace(cookie, created=old.created)
        cookies = tuple(cookie if each is old else each for each in jar.cookies)
    else:
        cookies = (*jar.cookies, cookie)
    if cookie.expired(now):
        reason = f"It is over already, and the older {_named(cookie)} goes with it." if old else "It is over already."
        decision = Decision(parsed, "expired", reason, "§5.7, expired cookies", cookie, old)
    else:
        reason = f"It takes the place of the older {_named(cookie)}." if old else "Nothing stands against it."
        decision = Decision(parsed, "stored", reason, "§5.7 step 23" if old else "§5.7 step 24", cookie, old)
    return replace(jar, cookies=_evicted(cookies, jar.policy, now)), decision


def _named(cookie: Cookie) -> str:
    return printable(cookie.name, 40) if cookie.name else "cookie without a name"


def _evicted(cookies: tuple[Cookie, ...], policy: Policy, now: float) -> tuple[Cookie, ...]:
    """Return the cookies that are left after eviction (§5.7, "remove excess cookies").

    Expired ones go first. Then, of a domain with too many, those without Secure before the others; then those of any
    domain; the least recently used first. As in Chromium, the hosts of one registrable domain are counted together.
    """
    kept = [each for each in cookies if not each.expired(now)]
    for owner, number in Counter(_owner(each) for each in kept).items():
        if number > policy.most_of_a_domain:
            same = [each for each in kept if _owner(each) == owner]
            same.sort(key=lambda each: (each.secure, each.used, each.created))
            kept = _without(kept, same[: number - policy.most_of_a_domain + policy.spare])
    oldest = sorted(kept, key=lambda each: (each.used, each.created))
    return tuple(_without(kept, oldest[: max(0, len(kept) - policy.most)]))


def _owner(cookie: Cookie) -> str:
    return registrable_domain(cookie.domain) or cookie.domain


def _without(cookies: list[Cookie], gone: list[Cookie]) -> list[Cookie]:
    names = {each.identity for each in gone}
    return [each for each in cookies if each.identity not in names]
