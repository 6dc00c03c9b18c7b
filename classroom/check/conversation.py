"""What one run of an answer did, and the aside of the site in which it ran."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from classroom.record.exchange import Exchange, SessionRow


class Aside(Protocol):
    """The site with a fresh database and a recording of its own, for one run; `site.aside()` opens one."""

    @property
    def url(self) -> str: ...
    @property
    def exchanges(self) -> Sequence[Exchange]: ...
    @property
    def sessions(self) -> Sequence[SessionRow]: ...
    def url_of(self, name: str) -> str: ...
    def keep_sessions_in(self, engine: str) -> None: ...


OpenAside = Callable[[], AbstractContextManager[Aside]]


@dataclass(frozen=True, slots=True)
class Conversation:
    """What one run of the learner's function did, or one series of requests to their project.

    arguments: the values that the check chose, by name; `url` is not among them.
    exchanges: the requests with their responses, in order.
    sessions: the rows of the session table afterwards.
    returned: what the function returned.
    error: the exception that ended it, or None.
    files: the text of the learner's files, by name, where the answer is files. Empty where their project did not load,
        so that a known mistake found by its files does not hide that error.
    """

    arguments: dict[str, Any] = field(default_factory=dict)
    exchanges: tuple[Exchange, ...] = ()
    sessions: tuple[SessionRow, ...] = ()
    returned: Any = None
    error: BaseException | None = None
    files: dict[str, str] = field(default_factory=dict)

    def to(self, path: str) -> tuple[Exchange, ...]:
        """The exchanges whose request was for that path, in order."""
        return tuple(exchange for exchange in self.exchanges if exchange.path == path)

    def gave(self, name: str, value: str | None = None) -> tuple[Exchange, ...]:
        """The exchanges whose response sets a cookie of that name (and value), in order."""
        return tuple(
            exchange
            for exchange in self.exchanges
            for cookie in exchange.response_cookies
            if cookie.name == name and not cookie.deletes and value in (None, cookie.value)
        )

    def took_back(self, name: str) -> tuple[Exchange, ...]:
        """The exchanges whose response deletes a cookie of that name, in order."""
        return tuple(
            exchange
            for exchange in self.exchanges
            if any(cookie.name == name and cookie.deletes for cookie in exchange.response_cookies)
        )
