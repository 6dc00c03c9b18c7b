"""`time_machine(client)`: turns the site's clock, and makes the clients' cookies older by as much.

The site's clock can be turned (`classroom.site.clock`). A client in this kernel reads Python's clock, which is not
turned; so the expiry dates of its cookies are moved back instead, which has the same effect.
"""

from __future__ import annotations

import copy
import time
from functools import partial
from http.cookiejar import Cookie, CookieJar
from typing import TYPE_CHECKING, Any

from classroom.cells.jars import jar_of
from classroom.cells.panel import Action, Panel, learners_record
from classroom.cookies.octets import unwire
from classroom.interrupts import uninterrupted
from classroom.site.live_site import LiveSite, open_site

if TYPE_CHECKING:
    from classroom.draw.time.time_machine import Life
    from classroom.draw.view import View


def time_machine(*clients: Any) -> TimeMachine:
    """Turn the clock for the site and for clients, and see what dies on which side. Nothing sleeps.

    clients: `requests.Session` objects or cookie jars, whose cookies grow older with the site.
    The panel has buttons; `.forward(days=15)`, `.close_browser()` and `.reset()` do the same.
    Raises CourseError for what has no cookie jar.
    """
    return TimeMachine(open_site(), [jar_of(client, "time_machine") for client in clients])


class TimeMachine(Panel):
    """What `time_machine()` returns; it displays itself."""

    def __init__(self, site: LiveSite, jars: list[CookieJar]) -> None:
        super().__init__(learners_record())
        self._site = site
        self._jars = jars
        self._before: float | None = None
        self._aged = 0.0
        self._taken: list[tuple[CookieJar, Cookie, str]] = []
        """Cookies that left a jar through the machine: the jar, a copy of the cookie, the reason."""

    @uninterrupted("The clock had been turned by then.")  # the site's clock and the cookies, or neither
    def forward(self, **by: float) -> TimeMachine:
        """Turn the site's clock and make the clients' cookies older: `forward(days=15)`, `forward(hours=1)`.

        by: arguments of `datetime.timedelta`. Raises CourseError where they are none.
        """
        clock = self._site.clock
        self._before, ahead = clock.now(), clock.ahead
        clock.turn(**by)
        self._age(clock.ahead - ahead)
        return self

    @uninterrupted("The browser had been closed by then.")
    def close_browser(self) -> TimeMachine:
        """End the browser session of every client: session cookies go, persistent ones stay. The server hears nothing.

        Source: RFC 6265 §5.3, `http.cookiejar.CookieJar.clear_session_cookies`.
        """
        self._before = None
        for jar in self._jars:
            closed = [copy.copy(cookie) for cookie in jar if cookie.discard]
            jar.clear_session_cookies()
            self._taken += [(jar, cookie, "it went when the browser closed") for cookie in closed]
        return self

    @uninterrupted("The machine was back in the present by then.")
    def reset(self) -> TimeMachine:
        """Back to the present: the site's clock is true again, and what the machine took from the jars is put back."""
        self._age(-self._aged)
        self._site.clock.set_back()
        for jar, cookie, _ in self._taken:
            if not any(_same(cookie, other) for other in jar):
                jar.set_cookie(cookie)
        self._taken, self._before = [], None
        return self

    def parts(self) -> list[View]:
        """The lifetimes of all cookies and session rows, at the site's time."""
        from classroom.draw.time.time_machine import time_machine_view

        now = self._site.clock.now()
        return [time_machine_view(self._lives(now), now, now - self._site.clock.ahead, self._before)]

    def actions(self) -> list[Action]:
        """Buttons: three turns, closing the browser, and the reset."""
        turns = (("+1 day", {"days": 1}), ("+15 days", {"days": 15}), ("+1 year", {"days": 365}))
        return [
            *((label, partial(self.forward, **by)) for label, by in turns),
            ("Close the browser", self.close_browser),
            ("Reset", self.reset),
        ]

    def _age(self, seconds: float) -> None:
        self._aged += seconds
        for cookie in [*(each for jar in self._jars for each in jar), *(each for _, each, _ in self._taken)]:
            if cookie.expires is not None:
                cookie.expires -= seconds  # type: ignore[assignment]  # typed as int; the jar compares floats as well

    def _lives(self, now: float) -> list[Life]:
        """The lifetimes to draw. Expiry dates in a jar are on Python's clock; adding `ahead` gives the site's time."""
        from classroom.draw.time.time_machine import Life

        ahead, several = self._site.clock.ahead, len(self._jars) > 1
        lives, opened = [], set()
        self._keep_expired()
        for number, jar in enumerate(self._jars, 1):
            whose = f"client {number}: " if several else ""
            for cookie in jar:
                end = None if cookie.expires is None else cookie.expires + ahead
                lives.append(Life("client", f"{whose}{unwire(cookie.name)}", end))
                if end is None or end > now:
                    opened.add(cookie.value)
            for held, cookie, reason in self._taken:
                if held is jar and not any(_same(cookie, other) for other in jar):
                    end = None if cookie.expires is None else cookie.expires + ahead
                    lives.append(Life("client", f"{whose}{unwire(cookie.name)}", end, reason if end is None else ""))
        for number, row in enumerate(self._site.sessions, 1):
            orphan = self._jars and row.key not in opened and row.expires > now
            remark = "No cookie of these clients opens it any more: an orphan." if orphan else ""
            lives.append(Life("server", f"session row {number}, {row.key[:6]}…", row.expires, remark=remark))
        return lives

    def _keep_expired(self) -> None:
        """Keep copies of expired cookies: the jar drops them with its next request, and `reset` puts them back."""
        present = time.time()
        for jar in self._jars:
            known = [cookie for held, cookie, _ in self._taken if held is jar]
            for cookie in jar:
                expired = cookie.expires is not None and cookie.expires <= present
                if expired and not any(_same(cookie, other) for other in known):
                    self._taken.append((jar, copy.copy(cookie), "expired"))


def _same(one: Cookie, other: Cookie) -> bool:
    return (one.name, one.domain, one.path) == (other.name, other.domain, other.path)
