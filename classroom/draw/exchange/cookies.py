"""The cookies of one exchange, parsed once, since a hostile header may hold thousands."""

from __future__ import annotations

from dataclasses import dataclass

from classroom.cookies.model import CHROMIUM
from classroom.cookies.store import Jar
from classroom.record.exchange import Exchange, SetCookie


@dataclass(frozen=True, slots=True)
class Cookies:
    """The cookies of an exchange.

    sent: of the request. kept: of the response. values: those sent under each name. url: what was asked for.
    """

    sent: tuple[tuple[str, str], ...]
    kept: tuple[SetCookie, ...]
    values: dict[str, list[str]]
    url: str

    @classmethod
    def of(cls, exchange: Exchange) -> Cookies:
        """Parse the cookies of an exchange."""
        sent = exchange.request_cookies
        values: dict[str, list[str]] = {}
        for name, value in sent:
            values.setdefault(name, []).append(value)
        return cls(sent, exchange.response_cookies, values, exchange.url)

    def change(self, cookie: SetCookie) -> str:
        """What a response cookie changes, compared with the cookie of that name in the same request.

        A line that a browser refuses changes nothing there, whatever it says.
        """
        _, (decision,) = Jar(policy=CHROMIUM).receive([cookie.line], self.url, cookie.arrived)
        if decision.verdict == "refused":
            return f"a browser refuses it: {decision.reason.rstrip('.')}"
        if cookie.deletes:
            return "asks the client to forget it"
        if cookie.name not in self.values:
            return "was not in the request"
        same = cookie.value in self.values[cookie.name]
        return "the same value as in the request" if same else "another value than in the request"
