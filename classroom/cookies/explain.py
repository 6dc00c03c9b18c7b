"""The cookie explainer: what a client does with a Set-Cookie header, attribute by attribute, and when it sends it back.

It puts into words what `parse`, `store` and `send` decide. What it says of `requests` comes from the jar of
`requests` itself, not from a table.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from classroom.cookies.address import Address
from classroom.cookies.facts import NO_LIFETIME, attribute_facts
from classroom.cookies.hosts import is_address
from classroom.cookies.model import (
    CHROMIUM,
    EMBEDDED,
    FORM,
    LINK,
    SAME_SITE,
    SCRIPT,
    Cookie,
    Policy,
    as_address,
    as_seconds,
)
from classroom.cookies.octets import header_lines
from classroom.cookies.requests_differ import differences
from classroom.cookies.requests_jar import RequestsClient
from classroom.cookies.send import choose, cookie_string
from classroom.cookies.store import Decision, Jar
from classroom.cookies.story import CookieStory, Explanation, Fact, Sending
from classroom.cookies.words import duration, http_date, printable

CONTEXTS = (SAME_SITE, LINK, FORM, EMBEDDED, SCRIPT)


def explain_cookie(
    set_cookie: str | bytes | Iterable[str | bytes],
    url: str,
    *,
    now: float | datetime | None = None,
    send_to: str | Iterable[str] = (),
    policy: Policy = CHROMIUM,
) -> Explanation:
    """Explain what a browser does with Set-Cookie headers by 6265bis, and what `requests` does instead.

    set_cookie: the value of one Set-Cookie header (the text after the colon), or several of one response.
    url: the URL of the request that they answer. send_to: one or more URLs; says whether the cookies are sent there.
    now: the time of the response and of those requests, in seconds since 1970, or a datetime; the present if left out.
    policy: what the standard leaves to the client. Chromium's choices, unless others are named: a real Chromium is
        asked about them in `tests/browser/test_cookies_in_chromium.py`.
    Raises CourseError for a URL that no client can request; no text in a header is an error.
    """
    address, when = as_address(url), as_seconds(now)
    jar, client, stories = Jar(policy=policy), RequestsClient(when), []
    lines = header_lines(set_cookie)
    client.receive_response(lines, address.url)
    for line in lines:
        jar, (decision,) = jar.receive([line], address, when)
        kept = RequestsClient(when).receive(line, address.url)
        told = tuple(differences(line, decision, kept, address, jar.policy, when))
        stories.append(_story(line, decision, address, jar.policy, when, told))
    targets = [as_address(each) for each in ([send_to] if isinstance(send_to, str | Address) else send_to)]
    return Explanation(
        printable(address.url, 300), tuple(stories), tuple(_sending(each, jar, client, when) for each in targets)
    )


def _story(
    line: str, decision: Decision, address: Address, policy: Policy, now: float, told: tuple[str, ...]
) -> CookieStory:
    parsed, cookie = decision.parsed, decision.cookie
    live = cookie is not None and decision.verdict == "stored"
    return CookieStory(
        line=printable(line, 300),
        name=printable(parsed.name),
        value=printable(parsed.value),
        verdict=decision.verdict,
        reason=decision.reason,
        source=decision.source,
        facts=tuple(_facts(decision, policy)),
        reach=tuple(_reach(cookie, now)) if live and cookie else (),
        contexts=tuple(_contexts(cookie, address, policy, now)) if live and cookie else (),
        requests=told,
    )


def _facts(decision: Decision, policy: Policy) -> Iterable[Fact]:
    """The attributes as written, each with what the client does with it; then what missing attributes mean."""
    parsed = decision.parsed
    yield from attribute_facts(parsed)
    if parsed.refused:
        return
    if not parsed.name and parsed.value:
        yield Fact("no name", "the whole pair is the value, and comes back without =", "§5.6 step 3")
    if decision.verdict != "refused":
        yield from _absences(decision, policy)


def _absences(decision: Decision, policy: Policy) -> Iterable[Fact]:
    """What missing attributes mean. For a cookie that deletes, only Domain and Path, which select what is deleted."""
    parsed, lives = decision.parsed, decision.verdict == "stored"
    if not parsed.last("Domain"):
        yield Fact("no Domain", "host-only: for the host that set it, not for those below it", "§5.7 step 10")
    if not parsed.last("Path"):
        yield Fact("no Path", "the default path counts: the directory of the request's path", "§5.1.4")
    if lives and not parsed.last("Max-Age") and not parsed.last("Expires"):
        yield NO_LIFETIME
    if lives and not parsed.last("Secure"):
        yield Fact("no Secure", "accepted and sent over plain http as well", "§5.7 step 12")
    if lives and not parsed.last("HttpOnly"):
        yield Fact("no HttpOnly", "scripts in the page can read it", "§5.7 step 14")
    if lives and not parsed.last("SameSite"):
        yield Fact("no SameSite", _no_same_site(policy), "§5.6.7.2" if policy.unsafe_seconds else "§5.7 step 17")


def _no_same_site(policy: Policy) -> str:
    """What a missing SameSite means. Of Firefox and Safari: https://developer.mozilla.org, `Set-Cookie`, SameSite."""
    if not policy.unsafe_seconds:
        return "works like Lax"
    most = duration(policy.unsafe_seconds)
    return (
        f"works like Lax in Chromium, which for {most} sends it with forms that other sites post, too; "
        "Firefox and Safari, as installed, do not treat it like Lax"
    )


def _reach(cookie: Cookie, now: float) -> Iterable[Fact]:
    alone = cookie.host_only or is_address(cookie.domain)
    hosts = f"{cookie.domain} only" if alone else f"{cookie.domain} and the hosts below it"
    yield Fact("hosts", f"{printable(hosts)}, on any port", "§5.8.3, §8.5")
    below = "every path" if cookie.path == "/" else f"{printable(cookie.path)} and what lies below it"
    yield Fact("paths", below, "§5.1.4")
    if cookie.expires is None:
        yield Fact("life", "until the browser's session is over", "§5.7")
    else:
        yield Fact("life", f"until {http_date(cookie.expires)}, {duration(cookie.expires - now)} from now", "§5.7")


def _contexts(cookie: Cookie, address: Address, policy: Policy, now: float) -> Iterable[tuple[str, bool, str]]:
    """Whether a request to the cookie's own address carries it, for each kind of request."""
    own = address._replace(path=cookie.path if cookie.path.startswith("/") else "/")
    for context in CONTEXTS:
        (choice,) = choose(Jar((cookie,), policy), own, now, context)
        if context is FORM and cookie.same_site == "Default" and policy.unsafe_seconds:
            young = f"in the cookie's first {duration(policy.unsafe_seconds)}"
            yield f"{context.label}, {young}", choice.sent, choice.reason
            (choice,) = choose(Jar((cookie,), policy), own, now + policy.unsafe_seconds + 1, context)
            yield f"{context.label}, later", choice.sent, choice.reason
        else:
            yield context.label, choice.sent, choice.reason


def _sending(address: Address, jar: Jar, client: RequestsClient, now: float) -> Sending:
    choices = choose(jar, address, now)
    return Sending(
        printable(address.url, 300),
        printable(cookie_string(each.cookie for each in choices if each.sent), 1000),
        printable(client.cookie_header(address.url), 1000),
        tuple((printable(each.cookie.name or "(no name)"), each.sent, each.reason, each.source) for each in choices),
    )
