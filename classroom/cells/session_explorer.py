"""`session_explorer(client)`: the site's stored sessions and the clients' cookie jars, on demand kept up to date."""

from __future__ import annotations

from collections.abc import Iterable
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING, Any

from classroom.cells.jars import jar_cookie, jar_of
from classroom.cells.panel import Action, Panel, learners_record
from classroom.record.exchange import SESSION_COOKIE, SessionRow
from classroom.site.live_site import LiveSite, open_site

if TYPE_CHECKING:
    from classroom.draw.sessions.explorer import Holder, Login
    from classroom.draw.view import View
    from classroom.site.watch import Watch


def session_explorer(*clients: Any, alive_only: bool = False, **named: Any) -> SessionExplorer:
    """Draw every stored session: what it holds, whose cookie points to it, and when it ends on each clock.

    clients: `requests.Session` objects or cookie jars, called client 1, client 2 …; by keyword they have names of
    their own: `session_explorer(alice=client, thief=other)`. Without any, every session is an orphan.
    alive_only: leave out orphans and what has expired, where they are many.
    The button "Follow live" (or `.follow()`) draws again after every change. Raises CourseError for what has no jar.
    """
    jars = {f"client {number}": jar_of(client, "session_explorer") for number, client in enumerate(clients, 1)}
    jars |= {name: jar_of(client, "session_explorer") for name, client in named.items()}
    return SessionExplorer(open_site(), jars, alive_only)


class SessionExplorer(Panel):
    """What `session_explorer()` returns; it displays itself. `.follow()` keeps it up to date, `.stop()` ends that."""

    def __init__(self, site: LiveSite, jars: dict[str, CookieJar], alive_only: bool = False) -> None:
        super().__init__(learners_record())
        self._site = site
        self._jars = jars
        self._alive_only = alive_only
        self._watch: Watch | None = None

    @property
    def follows(self) -> bool:
        """Whether it draws itself again after every change."""
        return self._watch is not None and self._watch.is_on

    def follow(self) -> SessionExplorer:
        """Draw again after every change, five times a second at most. One explorer follows at a time: the latest."""
        self._watch = self._site.watch(self._redraw, self._cookies)
        return self

    def stop(self) -> SessionExplorer:
        """End following: the drawing stays as it is."""
        if self._watch is not None:
            self._watch.stop()
        return self

    def switch(self) -> SessionExplorer:
        """Hide orphans and expired sessions, or show them again."""
        self._alive_only = not self._alive_only
        return self

    def parts(self) -> list[View]:
        """The sessions as they are now."""
        from django.conf import settings

        from classroom.draw.sessions.explorer import chosen
        from classroom.draw.sessions.explorer import session_explorer as draw

        holders = self._holders()
        rows = (*self._site.sessions, *self._in_cookies(holders))
        now, engine, lifetime = self._site.clock.now(), self._site.session_engine, settings.SESSION_COOKIE_AGE
        drawn = chosen(rows, holders, now if self._alive_only else None)
        logins = {row.key: login for _, row in drawn if (login := _login(row))}
        return [draw(rows, holders, now, logins, engine, lifetime, self._alive_only)]

    def actions(self) -> list[Action]:
        """Buttons to draw again, to follow, and to hide what is not alive."""
        switch: Action = ("Stop following", self.stop) if self.follows else ("Follow live", self.follow)
        return [("Draw again", lambda: None), switch, ("Show all" if self._alive_only else "Alive only", self.switch)]

    def _redraw(self) -> None:
        """Draw again and update the page. Runs in the watch's thread, so it closes its database connection."""
        from django.db import connections

        try:
            if self._handle is not None and self._site.is_open:
                self._handle.update(self.view())
        finally:
            connections.close_all()

    def _cookies(self) -> tuple[tuple[str, str, float | None], ...]:
        """The jars' cookies that are drawn, as a value that the watch compares."""
        return tuple(
            (name, each.value or "", each.expires) for name, jar in self._jars.items() for each in _session_cookies(jar)
        )

    def _holders(self) -> list[Holder]:
        from classroom.draw.sessions.explorer import Holder

        ahead = self._site.clock.ahead
        return [
            Holder(name, tuple(jar_cookie(each, ahead) for each in _session_cookies(jar)))
            for name, jar in self._jars.items()
        ]

    def _in_cookies(self, holders: Iterable[Holder]) -> list[SessionRow]:
        """With the engine `signed_cookies`: the sessions in the jars' cookies."""
        from classroom.record.stored_sessions import session_row

        if self._site.session_engine != "signed_cookies":
            return []
        values = dict.fromkeys(cookie.value for holder in holders for cookie in holder.cookies)
        return [row for value in values if (row := session_row(value))]


def _session_cookies(jar: CookieJar) -> list[Any]:
    with jar._cookies_lock:  # type: ignore[attr-defined]  # a client in another thread may add one meanwhile
        return [each for each in jar if each.name == SESSION_COOKIE]


def _login(row: SessionRow) -> Login | None:
    """Who is logged in by a stored session, and whether that is still valid; None where it holds no login."""
    from django.contrib.auth import SESSION_KEY, get_user_model
    from django.db import DatabaseError

    from classroom.draw.sessions.explorer import Login
    from classroom.record.exchange import NOBODY
    from classroom.record.server_notes import user_of

    if (number := row.data.get(SESSION_KEY)) is None:
        return None
    if (name := user_of(row)) != NOBODY:
        return Login(name, True)
    try:
        user = get_user_model()._default_manager.filter(pk=number).first()
    except (DatabaseError, ValueError):
        user = None
    return Login(user.get_username() if user else "")
