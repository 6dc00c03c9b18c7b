"""What checks of several lessons read from an exchange, and from a learner's files."""

from __future__ import annotations

from classroom.check.conversation import Conversation
from classroom.record.exchange import NOBODY, SESSION_COOKIE, Exchange


def user_before(exchange: Exchange) -> str:
    """Who the visitor was when the request came, by the session that it named; "AnonymousUser" for a stranger."""
    return exchange.notes.user_before if exchange.notes else NOBODY


def user_after(exchange: Exchange) -> str:
    """Who the visitor is after the response, by the session; "AnonymousUser" for a stranger."""
    return exchange.notes.user_after if exchange.notes else NOBODY


def cookie_values(exchange: Exchange, name: str) -> list[str]:
    """The values under which a request carried a cookie of that name, in order; usually one."""
    return [value for key, value in exchange.request_cookies if key == name]


def session_key(exchange: Exchange) -> str:
    """The session key that a request carried, the last where it carried two, as Django reads it; "" without one."""
    return dict(exchange.request_cookies).get(SESSION_COOKIE, "")


def code_of(talk: Conversation, ending: str = ".py") -> str:
    """The text of the learner's files of one kind, one after the other; "" where the answer is not files."""
    return "\n".join(text for name, text in talk.files.items() if name.endswith(ending))
