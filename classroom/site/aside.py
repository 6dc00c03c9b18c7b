"""A private stretch on the site: what a check runs a learner's function on, off their own record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from classroom.record.exchange import Exchange, SessionRow
from classroom.record.recorder import Recorder

if TYPE_CHECKING:
    from classroom.site.clock import Clock
    from classroom.site.live_site import LiveSite


@dataclass(frozen=True)
class SiteAside:
    """A private stretch on the site: a fresh database and a recording of its own, until the block ends."""

    url: str
    _site: LiveSite
    _recorder: Recorder

    def url_of(self, name: str) -> str:
        """The site under another address, as `LiveSite.url_of` gives it."""
        return self._site.url_of(name)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        return self._recorder.exchanges()

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        return self._site.sessions

    def keep_sessions_in(self, engine: str) -> None:
        """Let another session engine keep the sessions, until the stretch ends."""
        self._site.keep_sessions_in(engine)

    @property
    def clock(self) -> Clock:
        """The site's clock, which shows the present when the stretch begins."""
        return self._site.clock


def end_open_transactions() -> None:
    """Roll back what code of this thread began and did not end: it would hold the database against everybody."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        if connection.in_atomic_block or not connection.get_autocommit():
            connection.close()
            connection.connect()  # leaves no half-open atomic block behind
