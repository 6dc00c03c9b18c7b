"""What `explain_cookie` answers with: frozen values whose texts are made for reading.

All text in them is cut to a readable length and free of control characters; `str()` gives the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Fact(NamedTuple):
    """One thing to know. subject: an attribute as written, or its absence. source: section of 6265bis, or ""."""

    subject: str
    says: str
    source: str = ""


@dataclass(frozen=True)
class CookieStory:
    """One Set-Cookie header explained.

    line: as it was given. name, value: as a browser reads them.
    verdict: "stored", "refused" or "expired" (over on arrival: it deletes). reason, source: why.
    facts: attribute by attribute, absences included. reach: for which hosts and paths, how long.
    contexts: (how a request comes about, whether it carries the cookie, why) for its own address.
    requests: what `requests` does otherwise, a sentence each; () if it does the same.
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
    """A request to one URL, after all headers. header, requests_header: the Cookie headers, "" for none.

    choices: (name, whether it goes, why, source) of each cookie in the browser's jar.
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
    """What `explain_cookie` found. Text in it is made for reading: cut, and free of control characters."""

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
