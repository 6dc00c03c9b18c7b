"""The cookie jar: what is kept of the cookies that arrive, and why some are not.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.7 (the storage model); the numbers in the comments are its steps.
Everything here is a frozen value: a jar that receives something is a new jar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from classroom.cookies.address import Address
from classroom.cookies.admit import RefusedError, made, may_enter
from classroom.cookies.model import SAME_SITE, Context, Cookie, Policy, as_address, as_seconds
from classroom.cookies.octets import header_lines
from classroom.cookies.parse import Parsed, parse_set_cookie
from classroom.cookies.words import seen


class Decision(NamedTuple):
    """What became of one Set-Cookie header.

    verdict: "stored", "refused", or "expired" where it said that the cookie is over: nothing is kept then.
    cookie: what was made of it, None if refused. replaced: the older cookie whose place it took.
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
    """A client's cookies at one moment, in order of creation."""

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

        url: the address of the request. now: seconds since 1970, or a datetime; the present if left out.
        context: how that request came about. Returns the new jar and one decision for each header.
        Raises CourseError for a URL that no client can ask. Text is never the cause of an error.
        """
        address, moment, jar = as_address(url), as_seconds(now), self
        decisions = []
        for line in header_lines(set_cookie_headers):
            jar, decision = _receive(jar, parse_set_cookie(line, moment), address, moment, context)
            decisions.append(decision)
        return jar, tuple(decisions)

    def end_session(self) -> Jar:
        """The jar after "the current session is over": without its session cookies (§5.7)."""
        return replace(self, cookies=tuple(each for each in self.cookies if each.expires is not None))

    def at(self, now: float) -> Jar:
        """The jar at that time: without what has expired (§5.7)."""
        return replace(self, cookies=tuple(each for each in self.cookies if not each.expired(now)))


def _receive(jar: Jar, parsed: Parsed, address: Address, now: float, context: Context) -> tuple[Jar, Decision]:
    jar = jar.at(now)
    try:
        if parsed.refused:
            raise RefusedError(parsed.refused, parsed.source)
        cookie = made(parsed, address, now, context, jar.policy)
        old = may_enter(cookie, parsed, jar.cookies, address, context, jar.policy)
    except RefusedError as refused:
        return jar, Decision(parsed, "refused", refused.reason, refused.source)
    if old is not None:  # step 23: the newer one keeps the place and the creation time of the older
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
    return seen(cookie.name, 40) if cookie.name else "cookie without a name"


def _evicted(cookies: tuple[Cookie, ...], policy: Policy, now: float) -> tuple[Cookie, ...]:
    """What is left after "remove excess cookies": expired ones always, others only where there are too many.

    First those without Secure of a crowded domain, then others of it, then any; each time the one that was
    used longest ago.
    """
    kept = [each for each in cookies if not each.expired(now)]
    for domain, number in Counter(each.domain for each in kept).items():
        if number > policy.most_of_a_domain:
            crowd = [each for each in kept if each.domain == domain]
            crowd.sort(key=lambda each: (each.secure, each.used, each.created))
            kept = _without(kept, crowd[: number - policy.most_of_a_domain + policy.spare])
    oldest = sorted(kept, key=lambda each: (each.used, each.created))
    return tuple(_without(kept, oldest[: max(0, len(kept) - policy.most)]))


def _without(cookies: list[Cookie], gone: list[Cookie]) -> list[Cookie]:
    names = {each.identity for each in gone}
    return [each for each in cookies if each.identity not in names]
