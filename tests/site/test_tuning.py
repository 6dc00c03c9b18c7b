"""What was measured to be needed for a class is still so: each figure of ARCHITECTURE.md rests on one of these."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
import requests
from django.conf import settings

from classroom.record.recorder import Draft
from classroom.site.connection import SiteConnection
from classroom.site.live_site import LiveSite, open_site
from classroom.site.server import AT_ONCE, SiteServer


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site


def test_a_class_that_comes_at_once_finds_room_and_writers_wait_for_each_other(site: LiveSite) -> None:
    assert SiteServer.request_queue_size >= 200  # Django's 10 and socketserver's 5 lost half of a class
    assert 4 <= AT_ONCE <= 64
    database = settings.DATABASES["default"]
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE" and database["OPTIONS"]["timeout"] >= 10
    assert "memdb" in database["NAME"]  # in memory: a killed kernel leaves nothing on the disk
    assert SiteServer.daemon_threads and not SiteServer.block_on_close  # a kernel ends, whatever is under way


def test_a_response_leaves_in_one_send_and_at_once(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """In two sends, Nagle's algorithm and delayed acknowledgements cost 40 ms a request."""
    sent: list[bytes] = []
    delayed: list[int] = []
    plain_sent, plain_setup = Draft.sent, SiteConnection.setup

    def setup(connection: SiteConnection) -> None:
        plain_setup(connection)
        delayed.append(connection.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    monkeypatch.setattr(Draft, "sent", lambda draft, data: (sent.append(data), plain_sent(draft, data))[1])
    monkeypatch.setattr(SiteConnection, "setup", setup)
    with requests.Session() as client:
        for path in ("/", "/desk/echo/", "/desk/counter/", "/nowhere/"):
            sent.clear()
            client.get(site.url + path, timeout=60)
            assert len(sent) == 1, path
    assert len(delayed) == 1 and delayed[0] != 0  # one connection for all, and without Nagle's algorithm
