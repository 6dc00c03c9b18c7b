"""The server's notes are bounded, and the request is answered all the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from classroom.site.live_site import LiveSite, open_site

ASKED, KEPT = 600, 500


def many_statements(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        for number in range(ASKED):
            cursor.execute("SELECT %s", [number])
        return HttpResponse(f"the last one said {cursor.fetchone()[0]}")


@pytest.fixture
def site() -> Iterator[LiveSite]:
    """The site, with that view as its only page."""
    site = open_site()
    site.reset()
    with override_settings(ROOT_URLCONF=(path("many/", many_statements),)):
        yield site


def test_of_six_hundred_statements_the_first_five_hundred_are_kept(site: LiveSite) -> None:
    answer = requests.get(site.url + "/many/", timeout=30)
    assert (answer.status_code, answer.text) == (200, f"the last one said {ASKED - 1}")
    (one,) = site.exchanges
    assert one.notes and one.notes.error is None
    assert [each.parameters for each in one.notes.statements] == [str(number) for number in range(KEPT)]
