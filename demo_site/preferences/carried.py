"""Which of this site's cookies a request carries, in words: for the page to compare with a private window."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest

# What a cookie is for, its name, and how long the client is asked to keep it.
PURPOSES = [
    ("The theme", "theme", "a year"),
    ("The language", "language", "a year"),
    ("The remembered user name", "remembered_name", "a year"),
    ("The notice, hidden for today", "notice_hidden", "a day"),
    ("The pop-up, closed", "popup_closed", "until the browser closes"),
    ("The cart in a cookie", "cart", "two weeks"),
    ("A session: a login, or the cart in the session", "sessionid", "two weeks"),
]


class Carried(NamedTuple):
    """One purpose, and whether the request carried its cookie."""

    purpose: str
    cookie: str
    kept_for: str
    is_here: bool


def carried(request: HttpRequest) -> list[Carried]:
    """Return every purpose in order, with whether its cookie came with the request."""
    return [Carried(*purpose, purpose[1] in request.COOKIES) for purpose in PURPOSES]
