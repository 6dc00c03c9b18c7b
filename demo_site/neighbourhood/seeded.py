"""The base class of the tests of all apps: a freshly seeded site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.test import TestCase

from neighbourhood.seed import seed


class SeededTestCase(TestCase):
    """A test on a freshly seeded site. Each test gets its own client, with an empty cookie jar."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Seed once for the class; Django rolls back what each test changes."""
        seed()

    def log_in(self, name: str = "alice", **data: Any) -> Any:
        """Log in with the real form and return the response."""
        return self.client.post("/accounts/login/", {"username": name, "password": settings.CLASSROOM_PASSWORD, **data})

    def cookie(self, name: str) -> str:
        """Return the value of a cookie in the client's jar; an empty text without it."""
        return self.client.cookies[name].value if name in self.client.cookies else ""
