"""Where `requests` and a browser differ: both process the same cookie, and the results are compared."""

from __future__ import annotations

from collections.abc import Iterator
from http.cookiejar import Cookie as RequestsCookie

from classroom.cookies.address import Address
from classroom.cookies.header import between_semicolons
from classroom.cookies.hosts import is_address
from classroom.cookies.model import EMBEDDED, Cookie, Policy
from classroom.cookies.requests_jar import RequestsClient, unwire, wire
from classroom.cookies.send import choose
from classroom.cookies.store import Decision, Jar
from classroom.cookies.words import duration, http_date, printable

MOST_TRIED = 40  # attributes that are left out one by one to find the one that makes `requests` drop the cookie


def differences(
    line: str, decision: Decision, kept: RequestsCookie | None, address: Address, policy: Policy, now: float
) -> Iterator[str]:
    """Yield what `requests` does differently, a sentence each.

    line: the value of the Set-Cookie header. decision: what a browser did with it.
    kept: the cookie that the jar of `requests` made of it, or None. address: the URL that the header came from.
    policy: what the standard leaves to the browser. now: seconds since 1970.
    """
    cookie = decision.cookie
    if decision.verdict != "stored" or cookie is None:
        if kept is not None and not kept.is_expired(int(now)):
            own = address._replace(path=kept.path if kept.path.startswith("/") else "/", query="")
            unsent = f", and does not send it to {printable(own.url)}"
            addition = "" if RequestsClient(now).sends(kept, own.url) else unsent
            yield f"keeps it, for {printable(kept.domain)} and {printable(kept.path)}{addition}."
        return
    if kept is None:
        yield f"drops the whole cookie{_offending_attribute(line, address, now)}."
        return
    yield from _other_contents(cookie, kept, now)
    yield from _other_reach(cookie, kept, address, policy, now)


def _offending_attribute(line: str, address: Address, now: float) -> str:
    """The attribute without which `requests` would have kept the cookie, found by leaving out one after another."""
    pair, *attributes = between_semicolons(line)
    for place, attribute in enumerate(attributes[:MOST_TRIED]):
        without = ";".join([pair, *attributes[:place], *attributes[place + 1 :]])
        if RequestsClient(now).receive(without, address.url) is not None:
            return f", because of {printable(attribute.strip())}"
    return ""


def _other_contents(cookie: Cookie, kept: RequestsCookie, now: float) -> Iterator[str]:
    pair = (kept.name, kept.value or "") if kept.value is not None else ("", kept.name)
    if pair != (wire(cookie.name), wire(cookie.value)):
        text = kept.name if kept.value is None else f"{kept.name}={kept.value}"
        yield f"keeps the pair as {printable(unwire(text))}."
    if cookie.expires is None and kept.expires is not None:
        yield f"keeps it until {http_date(kept.expires)}."
    elif cookie.expires is not None and kept.expires is None:
        yield "makes it a session cookie."
    elif cookie.expires is not None and kept.expires is not None and abs(cookie.expires - kept.expires) > 1:
        yield f"keeps it for {duration(kept.expires - now)}, until {http_date(kept.expires)}."
    if cookie.expires is None:
        yield "knows no end of a session: the cookie stays until the jar is thrown away or cleared."


def _other_reach(cookie: Cookie, kept: RequestsCookie, address: Address, policy: Policy, now: float) -> Iterator[str]:
    """Compare where the two clients send the cookie: each has it alone in a jar, and the URLs are the same."""
    client, jar = RequestsClient(now), Jar((cookie,), policy)
    more, less = [], []
    for place in _places(cookie, address):
        browser, there = choose(jar, place, now)[0].sent, client.sends(kept, place.url)
        if there and not browser:
            more.append(place.url)
        elif browser and not there:
            less.append(place.url)
    if more:
        yield f"sends it also to {' and '.join(printable(each) for each in more)}."
    if less:
        yield f"does not send it to {' and '.join(printable(each) for each in less)}."
    own = address._replace(path=cookie.path if cookie.path.startswith("/") else "/")
    if client.sends(kept, own.url) and not choose(jar, own, now, EMBEDDED)[0].sent:
        unknown = "Partitioned" if cookie.partition and cookie.same_site == "None" else "SameSite"
        yield f"sends it whoever starts the request: it knows no {unknown}."
    if cookie.http_only:
        yield "hands it to your Python code: HttpOnly hides it from scripts in a page only."


def _places(cookie: Cookie, address: Address) -> list[Address]:
    """The cookie's own address, and others that differ from it in one part: path, host or scheme."""
    own = address._replace(path=cookie.path if cookie.path.startswith("/") else "/", query="")
    places = [own, own._replace(path=own.path.rstrip("/") + "/below"), own._replace(path=own.path.rstrip("/") + "x")]
    if address.path != own.path:
        places.append(own._replace(path=address.path))
    host = address.host or ""
    if not is_address(host):
        below, sibling = f"sub.{host}", ".".join(["sibling", *host.split(".")[1:]])
        domain = cookie.domain
        places += [own._replace(host=each) for each in dict.fromkeys((below, sibling, domain)) if each != host]
    scheme, port = ("http", 80) if own.encrypted else ("https", 443)
    places.append(own._replace(scheme=scheme, port=port))
    return list(dict.fromkeys(places))
