"""What the site keeps in memory is bounded, whatever a client sends or a view does."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
import requests
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path

from classroom.record.recorder import BODY_LIMIT, Draft, Recorder, current
from classroom.site import log
from classroom.site.live_site import LiveSite, open_site
from classroom.site.server import AT_ONCE

LONG = "x" * 1_000_000


def long_parameter(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s), %s", [LONG, "the second"])
        cursor.execute(f"SELECT length(%s) {', %s' * 600}", [LONG[:1_000]] * 601)
        cursor.executemany("DELETE FROM market_product WHERE slug = %s", [[LONG]] * 3)
    return HttpResponse("done")


def long_error(request: HttpRequest) -> HttpResponse:
    raise ValueError(LONG)


def long_stream(request: HttpRequest) -> StreamingHttpResponse:
    draft = current.get()
    assert draft is not None

    def pieces() -> Iterator[str]:
        for _ in range(20):
            yield LONG
            held.append(len(draft.response))

    return StreamingHttpResponse(pieces())


def many_logins(request: HttpRequest) -> HttpResponse:
    for number in range(100):
        user_login_failed.send(__name__, credentials={"username": f"user{number}" + LONG}, request=request)
    return HttpResponse("done")


held: list[int] = []
"""Bytes of the response that were kept, after each piece of it."""


@pytest.fixture
def site() -> Iterator[LiveSite]:
    """The site, with these views beside its own."""
    site = open_site()
    site.reset()
    from neighbourhood.urls import urlpatterns

    more = [path("parameter/", long_parameter), path("error/", long_error), path("stream/", long_stream)]
    more += [path("logins/", many_logins)]
    with override_settings(ROOT_URLCONF=(*urlpatterns, *more)):
        yield site
    site.reset()


def test_the_log_keeps_its_latest_lines(site: LiveSite) -> None:
    for number in range(1_000):
        log.note(f"line {number}")
    assert len(site.log) == 500 and site.log[-1] == "line 999"


def test_of_a_long_parameter_the_beginning_is_kept(site: LiveSite) -> None:
    assert requests.get(site.url + "/parameter/", timeout=60).text == "done"
    (one,) = site.exchanges
    assert one.notes and len(one.notes.statements) == 3
    assert max(len(each.parameters) for each in one.notes.statements) <= 600
    assert "the second" in one.notes.statements[0].parameters  # the first leaves room


def test_a_long_error_is_told_in_short(site: LiveSite) -> None:
    answer = requests.get(site.url + "/error/", timeout=60)
    (one,) = site.exchanges
    assert answer.status_code == 500 and "ValueError: xxx" in answer.text and len(answer.text) < 2_000
    assert one.notes and one.notes.error and len(one.notes.error) < 1_000


def test_of_many_logins_in_one_request_the_first_are_kept(site: LiveSite) -> None:
    assert requests.get(site.url + "/logins/", timeout=60).text == "done"
    (one,) = site.exchanges
    assert one.notes and len(one.notes.events) == 20
    assert max(len(each.fact("user")) for each in one.notes.events) == 150
    assert one.notes.events[0].fact("user").startswith("user0x")


def test_a_stream_is_counted_and_kept_in_part_while_it_runs(site: LiveSite) -> None:
    held.clear()
    answer = requests.get(site.url + "/stream/", timeout=60)
    (one,) = site.exchanges
    assert len(answer.content) == 20 * len(LONG) <= one.response.body_length
    assert max(held) <= BODY_LIMIT + 65_536 and len(one.response.body) <= BODY_LIMIT


def test_a_recorder_keeps_a_thousand_exchanges_and_thirty_two_million_bytes() -> None:
    recorder = Recorder()

    def keep(body: bytes) -> None:
        draft: Draft = recorder.begin(1, 40_000)
        draft.body = body
        recorder.finish(draft)

    for _ in range(1_100):
        keep(b"")
    assert [each.number for each in recorder.exchanges()] == list(range(101, 1_101))
    for _ in range(1_000):
        keep(LONG[:100_000].encode())
    assert sum(len(each.request.body) for each in recorder.exchanges()) <= 32_000_000
    assert recorder.exchanges()[-1].number == 2_100


def test_what_a_request_takes_it_gives_back_however_it_ends(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place among those that Django works on at the same time, and its share of the lock that a reset waits for."""
    monkeypatch.setattr("classroom.site.server.SLOT_TIMEOUT", 600.0)
    port = int(site.url.rpartition(":")[2])
    for _ in range(AT_ONCE + 1):
        assert requests.get(site.url + "/error/", timeout=60).status_code == 500
        with socket.create_connection(("127.0.0.1", port), timeout=60) as client:  # hangs up at once
            client.sendall(b"GET /stream/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        with socket.create_connection(("127.0.0.1", port), timeout=60) as client:  # and one in the middle of its body
            client.sendall(b"POST /desk/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\nab")
    assert requests.get(site.url + "/desk/echo/", timeout=60).status_code == 200
    site.reset()
