"""The cookie that remembers a user name, so that the login form is filled in next time.

It has a name, not a login: it proves nothing and gives access to nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from neighbourhood.cookie_text import from_cookie, to_cookie

COOKIE = "remembered_name"
AGE = timedelta(days=365)


def read_name(request: HttpRequest) -> str:
    """Return the remembered user name, or an empty text."""
    return from_cookie(request.COOKIES.get(COOKIE, ""), limit=150)


def remember_name(response: HttpResponse, name: str) -> None:
    """Ask the client to keep `name` for a year."""
    response.set_cookie(COOKIE, to_cookie(name), max_age=AGE, httponly=True, samesite="Lax")


def forget_name(request: HttpRequest, response: HttpResponse) -> None:
    """Ask the client to delete the name, if it sent one."""
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, samesite="Lax")
