"""Look-ups in one exchange for the microscope: SQL statements, cookies, headers, session data."""

from __future__ import annotations

import re
from typing import Any

from classroom.cookies.header import split_set_cookie
from classroom.draw.login.form_errors import form_errors
from classroom.draw.words import cut, shorten
from classroom.record.exchange import Exchange, ServerNotes, SessionRow

CSRF_COOKIE = "csrftoken"
SESSION_TABLE = "django_session"
LOGIN_KEYS = ("_auth_user_id", "_auth_user_backend", "_auth_user_hash")


class Look:
    """One exchange that Django answered, and look-ups in it."""

    def __init__(self, exchange: Exchange, notes: ServerNotes) -> None:
        self.exchange = exchange
        self.notes = notes
        self.before, self.after = notes.session_before, notes.session_after
        self._sql = [re.sub(r'["`\[\]]', "", each.sql[:4_000]) for each in notes.statements]

    def sql(self, pattern: str, start: int = 0, stop: int | None = None, holding: str = "") -> int | None:
        """The number, from 1, of the first SQL statement that matches; None if there is none.

        pattern: a regular expression for its beginning. start, stop: the range of statements, as in a slice.
        holding: a text that its parameters must contain.
        """
        held = repr(holding)[1:-1][:78]  # as the recorder writes and cuts parameters
        for place, text in list(enumerate(self._sql))[start:stop]:
            if re.match(pattern, text, re.DOTALL) and held in self.notes.statements[place].parameters:
                return place + 1
        return None

    def last_sql(self, pattern: str) -> int | None:
        """The number, from 1, of the last SQL statement that matches; None if there is none."""
        found = [number for number, text in enumerate(self._sql, 1) if re.match(pattern, text, re.DOTALL)]
        return found[-1] if found else None

    def proof(self, *numbered: tuple[int | None, str]) -> str:
        """`SQL 5 INSERT django_session, SQL 7 DELETE django_session`: those that were found."""
        return ", ".join(f"SQL {number} {words}" for number, words in numbered if number)

    def request_cookie(self, name: str) -> str:
        """The value of a request cookie; "" if there is none of that name."""
        return next((value for key, value in self.exchange.request_cookies if key == name), "")

    def response_cookie(self, name: str) -> str | None:
        """The value of a response cookie; None if there is none of that name."""
        return next((each.value for each in self.exchange.response_cookies if each.name == name), None)

    def header_line(self, name: str) -> str:
        """`header 8`: the number of the Set-Cookie header of a cookie in the response; "" if there is none."""
        for number, (key, value) in enumerate(self.exchange.response.headers, 1):
            if key.lower() == "set-cookie" and split_set_cookie(value)[0] == name:
                return f"header {number}"
        return ""

    @property
    def errors(self) -> list[str]:
        """The error messages of a form in the page of the response."""
        return [cut(each, 120) for each in form_errors(self.exchange.response.text[:100_000])]

    @property
    def fields(self) -> str:
        """The posted fields as text, passwords masked: `username = alice, password = ••••`."""
        pairs = [pair for pair in self.exchange.form if pair[0] != "csrfmiddlewaretoken" and pair[1]]
        told = [f"{cut(name, 30)} = {'••••' if 'pass' in name else shorten(value, 24)}" for name, value in pairs[:3]]
        return ", ".join(told) or "nothing"

    @property
    def in_cookie(self) -> bool:
        """Whether the cookie holds the whole session (`signed_cookies`)."""
        return any(row is not None and row.place == "cookie" for row in (self.before, self.after))

    @property
    def session_same(self) -> bool:
        """Whether the stored session is unchanged."""
        return self.before == self.after


def value_of(row: SessionRow | None, key: str) -> str:
    """A value of a stored session as text; "" if it is not there."""
    found: Any = row.data.get(key) if row else None
    return "" if found is None else str(found)


def own_data(row: SessionRow | None) -> str:
    """The names of a session's data besides the login: `cart, visits`."""
    names = [name for name in row.data if name not in LOGIN_KEYS] if row else []
    return cut(", ".join(names), 60)


def key_of(row: SessionRow | None) -> str:
    """A session key, shortened."""
    return shorten(row.key, 12) if row else "none"


def last_part(path: str) -> str:
    """`ModelBackend` of `django.contrib.auth.backends.ModelBackend`."""
    return shorten(path.rpartition(".")[2], 40)
