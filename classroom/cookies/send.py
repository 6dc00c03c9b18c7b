"""Which cookies a client sends with a request, in which order, and why not the others.

Source: draft-ietf-httpbis-rfc6265bis-22 §5.8.3 (the retrieval algorithm).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from classroom.cookies.address import Address
from classroom.cookies.hosts import domain_matches
from classroom.cookies.model import SAME_SITE, Context, Cookie, Policy, as_address, as_seconds, partition_of
from classroom.cookies.octets import octets
from classroom.cookies.paths import path_matches
from classroom.cookies.store import Jar
from classroom.cookies.suffixes import is_public_suffix
from classroom.cookies.words import printable


class Selection(NamedTuple):
    """Whether one cookie is sent with a request. reason: one sentence. source: the section of the draft."""

    cookie: Cookie
    sent: bool
    reason: str
    source: str


def choose(
    jar: Jar, url: str | Address, now: float | datetime | None = None, context: Context = SAME_SITE
) -> tuple[Selection, ...]:
    """Decide for every cookie in the jar whether a request carries it; those that are sent come first, in their order.

    url: where the request goes. context: what started it. now: seconds since 1970, or a datetime; the present if
        left out.
    Raises CourseError for a URL that no client can request.
    """
    address, moment = as_address(url), as_seconds(now)
    choices = [_choice(each, address, moment, context, jar.policy) for each in jar.cookies]
    # Step 4: longer paths first, then earlier creation; the sort is stable.
    choices.sort(key=lambda each: (not each.sent, -len(octets(each.cookie.path)), each.cookie.created))
    return tuple(choices)


def cookie_string(cookies: Iterable[Cookie]) -> str:
    """Return the value of the `Cookie` header for these cookies (step 6); "" for none."""
    return "; ".join(f"{each.name}={each.value}" if each.name else each.value for each in cookies)


def send(
    jar: Jar, url: str | Address, now: float | datetime | None = None, context: Context = SAME_SITE
) -> tuple[Jar, str]:
    """Make a request: return the jar with the new last-access times, and the value of the Cookie header.

    Arguments and exceptions are those of `choose`.
    """
    moment = as_seconds(now)
    going = [each.cookie for each in choose(jar, url, moment, context) if each.sent]
    names = {each.identity for each in going}
    used = tuple(replace(each, used=moment) if each.identity in names else each for each in jar.cookies)  # step 5
    return replace(jar, cookies=used), cookie_string(going)


def _choice(cookie: Cookie, address: Address, now: float, context: Context, policy: Policy) -> Selection:
    source = "§5.8.3 step 3"
    why_not = _obstacle(cookie, address, now, context, policy)
    if why_not is not None:
        return Selection(cookie, False, why_not, "§5.7, expired cookies" if cookie.expired(now) else source)
    return Selection(cookie, True, f"Host {address.host} and path {printable(address.path)} fit the cookie.", source)


def _obstacle(cookie: Cookie, address: Address, now: float, context: Context, policy: Policy) -> str | None:
    """The first condition of step 3 that the request does not meet, in words; None if it meets them all."""
    host, domain = address.host, printable(cookie.domain)
    if cookie.expired(now):
        return "It has expired."
    if host is None:
        return "The host of the address has no canonical form (letters, digits, hyphens)."
    if cookie.host_only and host != cookie.domain:
        return f"It is for the host {domain} only, not for {host}."
    if not domain_matches(host, cookie.domain):
        return f"{host} is neither {domain} nor a host below it."
    if not cookie.host_only and policy.public_suffixes and is_public_suffix(cookie.domain):
        return f"Its domain {domain} is a public suffix."
    if not path_matches(address.path, cookie.path):
        return f"The path {printable(address.path)} does not lie at or below {printable(cookie.path)}."
    if cookie.secure and not policy.secure(address):
        return f"Secure, and the request goes over {address.scheme}."
    if cookie.http_only and not context.http:
        return "HttpOnly: scripts do not see it."
    if cookie.partition and cookie.partition != partition_of(context, address):
        return f"Partitioned: it belongs to visits of {printable(cookie.partition)}."
    if cookie.same_site != "None" and not context.same_site:
        return _same_site_obstacle(cookie, now, context, policy)
    return None


def _same_site_obstacle(cookie: Cookie, now: float, context: Context, policy: Policy) -> str | None:
    """The last condition of step 3: SameSite, for a request that another site started."""
    words = "no SameSite, which works like Lax" if cookie.same_site == "Default" else f"SameSite={cookie.same_site}"
    fresh = (
        cookie.same_site == "Default" and policy.unsafe_seconds > 0 and now - cookie.created <= policy.unsafe_seconds
    )
    if cookie.same_site == "Strict" or not context.http or not context.top_level:
        return f"Another site started the request, and the cookie has {words}."
    if not context.safe and not fresh:
        return f"Another site posted a form, and the cookie has {words}."
    return None
