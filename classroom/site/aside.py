"""An aside: the site with fresh data and a recording of its own, on which a check runs a learner's function."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from classroom.record.exchange import Exchange, SessionRow
from classroom.record.recorder import Recorder

if TYPE_CHECKING:
    from classroom.site.clock import Clock
    from classroom.site.live_site import LiveSite


@dataclass(frozen=True)
class SiteAside:
    """The site as `LiveSite.aside()` yields it: a fresh database and a recording of its own, until the block ends.

    url: scheme, host and port, the same as outside of the block.
    """

    url: str
    _site: LiveSite
    _recorder: Recorder

    def url_of(self, name: str) -> str:
        """Return the site's URL under another address, as `LiveSite.url_of` does."""
        return self._site.url_of(name)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Those since it began; not those of other programs, as far as the system tells."""
        return self._recorder.exchanges()

    @property
    def sessions(self) -> tuple[SessionRow, ...]:
        return self._site.sessions

    def keep_sessions_in(self, engine: str) -> None:
        """Switch the session engine, until the aside ends. engine: see `LiveSite.keep_sessions_in`."""
        self._site.keep_sessions_in(engine)

    @property
    def clock(self) -> Clock:
        """The site's clock, which shows the present when the aside begins."""
        return self._site.clock


def end_open_transactions() -> None:
    """Roll back transactions that this thread left open: they would keep the database locked. Raises nothing."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        # Django does not know of one that was begun by SQL, and opens no connection in a block that has closed it.
        if connection.in_atomic_block or not connection.get_autocommit() or _has_begun(connection.connection):
            connection.close()
            connection.connect()  # leaves no half-open atomic block behind


def _has_begun(connection: sqlite3.Connection | None) -> bool:
    """Whether a transaction is open, or the connection was closed behind Django's back: then it is of no use either."""
    try:
        return connection is not None and connection.in_transaction
    except sqlite3.ProgrammingError:  # closed
        return True
