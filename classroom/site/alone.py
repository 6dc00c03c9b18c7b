"""The demo site without a notebook, for a browser or a script: added users, a warm-up request, a welcome text."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit


def add_users(number: int) -> tuple[list[str], str]:
    """Add the users user001, user002 … to the open site.

    number: how many; 0 adds none.
    Returns the names to log in with (the added users, or else the seeded ones) and the password they share.
    """
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import make_password
    from django.db import connections

    users = get_user_model()._default_manager
    password = settings.CLASSROOM_PASSWORD
    names = [f"user{n:03}" for n in range(1, number + 1)]
    # One hash for all: the password is shared and shown, and a thousand hashes would take long.
    hashed = make_password(password) if names else ""
    users.bulk_create([users.model(username=name, email=f"{name}@example.com", password=hashed) for name in names])
    names = names or list(users.order_by("pk").values_list("username", flat=True))
    connections.close_all()
    return names, password


def warm_up(url: str) -> None:
    """Request one page, so that everything is loaded before the first visitor. Raises OSError where nothing answers.

    url: scheme, host and port of the site.
    """
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    finally:
        connection.close()


def welcome(url: str, names: list[str], password: str) -> str:
    """Return three lines for the terminal: the address, who can log in, how to stop. url, names, password: to show."""
    some = ", ".join(names[:4]) + (f" … {names[-1]}" if len(names) > 4 else "")
    return f"The demo site answers at {url}/\nLog in as: {some}   password (fake): {password}\nStop with Ctrl-C."
