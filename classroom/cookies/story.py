"""What `explain_cookie` returns: frozen values.

All text in them is cut to a readable length and free of control characters; `str()` puts it all together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Fact(NamedTuple):
    """One statement. subject: an attribute as written, or "no Path" and the like. source: section of 6265bis, or ""."""

    subject: str
    says: str
    source: str = ""


@dataclass(frozen=True)
class CookieStory:
    """One Set-Cookie header explained.

    line: as it was given. name, value: as a browser reads them.
    verdict: "stored", "refused" or "expired" (on arrival: it deletes). reason, source: why.
    facts: attribute by attribute, missing ones included. reach: for which hosts and paths, how long.
    contexts: (what starts a request, whether the request carries the cookie, why), to the cookie's own address.
    requests: what `requests` does differently, a sentence each; () if it does the same.
    """

    line: str
    name: str
    value: str
    verdict: str
    reason: str
    source: str
    facts: tuple[Fact, ...]
    reach: tuple[Fact, ...] = ()
    contexts: tuple[tuple[str, bool, str], ...] = ()
    requests: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"Set-Cookie: {self.line}", f"  {self.verdict}: {self.reason} [{self.source}]"]
        lines += [_line(fact) for fact in (*self.facts, *self.reach)]
        lines += [f"  {'sent' if sent else 'not sent'} {label}" for label, sent, _ in self.contexts]
        lines += [f"  requests: {each}" for each in self.requests or ("does the same",)]
        return "\n".join(lines)


@dataclass(frozen=True)
class Sending:
    """A request to one URL, after all headers were received.

    header, requests_header: the Cookie headers of a browser and of `requests`, "" for none.
    choices: (name, whether it is sent, why, source) of each cookie in the browser's jar.
    """

    url: str
    header: str
    requests_header: str
    choices: tuple[tuple[str, bool, str, str], ...]

    def __str__(self) -> str:
        lines = [f"Request to {self.url}", f"  browser:  {_cookie_header(self.header)}"]
        lines.append(f"  requests: {_cookie_header(self.requests_header)}")
        lines += [
            f"  {name}: {'sent' if sent else 'not sent'}. {why} [{source}]" for name, sent, why, source in self.choices
        ]
        return "\n".join(lines)


@dataclass(frozen=True, repr=False)
class Explanation:
    """What `explain_cookie` returns: one story for each header, and one sending for each further URL."""

    url: str
    cookies: tuple[CookieStory, ...]
    sendings: tuple[Sending, ...] = ()

    def __str__(self) -> str:
        parts = [f"Answer from {self.url}", *map(str, self.cookies), *map(str, self.sendings)]
        return "\n".join(parts)

    __repr__ = __str__


def _line(fact: Fact) -> str:
    return f"  {fact.subject}: {fact.says}" + (f" [{fact.source}]" if fact.source else "")


def _cookie_header(value: str) -> str:
    return f"Cookie: {value}" if value else "no Cookie header"
