"""What was measured to be needed for a class is still so: each figure of ARCHITECTURE.md rests on one of these."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
import requests
from django.conf import settings

from classroom.record import recorder
from classroom.record.recorder import Draft
from classroom.site import connection, database, live_site, server, watchdog
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


@pytest.mark.parametrize(
    ("limit", "least", "most"),
    [
        (connection.SEND_TIMEOUT, 0.5, 3),  # less than a reset waits
        (connection.BODY_LIMIT, 100_000, 500_000),
        (database.BACKUP_TRIES * database.BUSY_TIMEOUT, 1, 5),
        (database.LOCK_TIMEOUT, 5, 60),
        (live_site.READ_TIMEOUT_ASIDE, 0.5, 2),
        (live_site.RESET_TIMEOUT, 2, 10),
        (recorder.MOST_EXCHANGES, 500, 2_000),
        (recorder.MOST_BYTES, 16_000_000, 64_000_000),
        (server.SLOT_TIMEOUT, 0.5, 5),
        (server.SPARE_DESCRIPTORS, 64, 128),  # of the 256 that macOS gives a process
        (server.VIEW_SECONDS, 10, 60),
        (server.SiteServer.view_seconds, 10, 60),
        (watchdog.BURST, 10, 100),
        (watchdog.GRACE, 1, 5),
    ],
)
def test_what_limits_a_wait_or_a_memory_is_as_it_was_measured(limit: float, least: float, most: float) -> None:
    """In figures: the tests of what they limit set others, so that they end soon."""
    assert least <= limit <= most


def test_room_for_connections_is_left_by_any_limit_of_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    if server.resource is None:
        assert server._most_connections() == 1_000
        return
    infinite = server.resource.RLIM_INFINITY
    for limit, most in ((1_024, 928), (256, 160), (100, 50), (10, 5), (infinite, 100_000)):
        monkeypatch.setattr(server.resource, "getrlimit", lambda kind, limit=limit: (limit, limit))
        assert server._most_connections() == most
    monkeypatch.setattr(server, "resource", None)  # as on Windows
    assert server._most_connections() == 1_000
