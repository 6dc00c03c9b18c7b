"""A request that somebody types by hand has time, and nobody else waits for it."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest
import requests

from classroom.record.recorder import Recorder
from classroom.site import connection, server
from classroom.site.live_site import LiveSite, open_site

HALF = b"GET /desk/echo/ HTTP/1.1\r\nHost: 127."
REST = b"0.0.1\r\nConnection: close\r\n\r\n"


@pytest.fixture
def site() -> LiveSite:
    site = open_site()
    site.reset()
    return site


@pytest.fixture
def reading(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Released whenever the server has a request's first byte and reads on."""
    begun, read_head = threading.Semaphore(0), connection.read_head

    def read_and_tell(*arguments: Any) -> None:
        begun.release()
        read_head(*arguments)

    monkeypatch.setattr(connection, "read_head", read_and_tell)
    return begun


def rest_of(wire: socket.socket) -> bytes:
    return b"".join(iter(lambda: wire.recv(65_536), b""))


def test_a_half_typed_request_is_answered_when_it_is_whole_and_holds_nothing_up(
    site: LiveSite, reading: threading.Semaphore
) -> None:
    address = site.url.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=60) as wire:
        wire.sendall(HALF)
        assert reading.acquire(timeout=60)
        assert not site._recorder._under_way  # so `site.exchanges` does not wait for it
        assert requests.get(site.url + "/desk/counter/", timeout=60).status_code == 200
        site.reset()
        with site.aside() as aside:
            assert requests.get(aside.url + "/desk/echo/", timeout=60).status_code == 200
        wire.sendall(REST)
        assert rest_of(wire).startswith(b"HTTP/1.1 200")
    (one,) = site.exchanges
    assert one.request.head == HALF + REST


def test_a_request_may_take_half_a_minute_between_two_bytes(site: LiveSite) -> None:
    assert server.SiteServer.read_timeout == 30
    with site.aside():
        assert site._server.read_timeout < 2  # a check that has to end soon runs a learner's function
    assert site._server.read_timeout == 30


def hello(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "0")])
    return [b""]


def test_of_a_crowd_of_half_typed_requests_the_oldest_are_let_go(
    monkeypatch: pytest.MonkeyPatch, reading: threading.Semaphore
) -> None:
    monkeypatch.setattr(server, "_most_connections", lambda: 5)
    crowded = server.SiteServer(0, hello, Recorder(), lambda line: None)
    try:
        crowd = []
        for _ in range(20):
            crowd.append(socket.create_connection(crowded.server_address, timeout=60))
            crowd[-1].sendall(HALF)
            assert reading.acquire(timeout=60)
        with socket.create_connection(crowded.server_address, timeout=60) as wire:
            wire.sendall(HALF + REST)
            assert rest_of(wire).startswith(b"HTTP/1.1 200")
        crowd[-1].sendall(REST)
        assert rest_of(crowd[-1]).startswith(b"HTTP/1.1 200")  # the youngest is still there
        for each in crowd:
            each.close()
    finally:
        crowded.stop()


def test_a_server_stops_although_a_request_is_half_typed(reading: threading.Semaphore) -> None:
    one = server.SiteServer(0, hello, Recorder(), lambda line: None)
    with socket.create_connection(one.server_address, timeout=60) as wire:
        wire.sendall(HALF)
        assert reading.acquire(timeout=60)
        one.stop()
        assert not rest_of(wire).startswith(b"HTTP/1.1 2")
