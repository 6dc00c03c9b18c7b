"""One connection: how long it may be quiet, and how it ends."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from classroom.record.recorder import Recorder, current
from classroom.site import connection
from classroom.site import server as server_module
from classroom.site.connection import SiteConnection
from classroom.site.live_site import open_site
from classroom.site.server import SiteServer

GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
PATIENCE = 60


def hello(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "0")])
    return []


@pytest.fixture
def lines() -> list[str]:
    """What the server logs."""
    return []


@pytest.fixture
def server(lines: list[str]) -> Iterator[SiteServer]:
    open_site()  # sets Django up
    server = SiteServer(0, hello, Recorder(), lines.append)
    yield server
    server.stop()


def to(server: SiteServer) -> socket.socket:
    return socket.create_connection(server.server_address, timeout=PATIENCE)


def answer_of(wire: socket.socket) -> bytes:
    """Read one response without a body."""
    came = b""
    while not came.endswith(b"\r\n\r\n"):
        part = wire.recv(1)
        assert part, f"it was shut: {came!r}"
        came += part
    return came


def all_are_closed(server: SiteServer) -> bool:
    with server._changed:
        return server._changed.wait_for(lambda: not server._open, PATIENCE)


def test_between_two_requests_a_client_may_wait_longer_than_in_the_middle_of_one(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser keeps a connection for its next click, however long that takes."""
    monkeypatch.setattr(connection, "SEND_TIMEOUT", 0.05)
    server.read_timeout = 0.05
    with to(server) as wire:
        for _ in range(2):
            time.sleep(0.2)
            wire.sendall(GET)
            assert answer_of(wire).startswith(b"HTTP/1.1 200")


def test_between_two_requests_a_thread_serves_no_exchange(server: SiteServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it may do then is none of the exchange before, which would be kept as long as the client is there."""
    serves: list[object] = []
    idle = server.idle
    monkeypatch.setattr(server, "idle", lambda *how: (serves.append(current.get()), idle(*how)))
    with to(server) as wire:
        for _ in range(3):
            wire.sendall(GET)
            answer_of(wire)
    assert all_are_closed(server)
    assert serves and set(serves) == {None}


def test_a_client_that_resets_a_quiet_connection_is_no_error(server: SiteServer, lines: list[str]) -> None:
    with to(server) as wire:
        wire.sendall(GET)
        answer_of(wire)
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert all_are_closed(server)
    assert not any("Traceback" in line for line in lines), lines


@pytest.mark.parametrize("problem", [None, ConnectionResetError(), TimeoutError()])
def test_a_refused_connection_may_be_shut_for_another_and_ends_quietly_however_it_ends(
    server: SiteServer, lines: list[str], monkeypatch: pytest.MonkeyPatch, problem: OSError | None
) -> None:
    may_be_shut: list[bool] = []

    def lingers(handler: SiteConnection) -> None:
        may_be_shut.append(server._open[handler.connection] > 0)
        handler.writer.flush()
        if problem:
            raise problem

    monkeypatch.setattr(connection, "refusal", lambda accepted: "No.")
    monkeypatch.setattr(SiteConnection, "lingering_close", lingers)
    with to(server) as wire:
        assert b"".join(iter(lambda: wire.recv(1_000), b"")).startswith(b"HTTP/1.1 403")
    assert all_are_closed(server) and may_be_shut == [True]
    assert lines == ["A connection was refused. No."]


@pytest.mark.parametrize(("length", "asked"), [(b"2", True), (b"0", False)])
def test_a_client_that_asks_whether_to_send_its_body_is_told_to_where_there_is_one(
    server: SiteServer, length: bytes, asked: bool
) -> None:
    """RFC 9110 §10.1.1: as curl does with a large file. It would wait for a second, or for good."""
    with to(server) as wire:
        wire.sendall(GET.removesuffix(b"\r\n") + b"Expect: 100-Continue\r\nContent-Length: " + length + b"\r\n\r\n")
        if asked:
            assert answer_of(wire) == b"HTTP/1.1 100 Continue\r\n\r\n"
            wire.sendall(b"hi")
        assert answer_of(wire).startswith(b"HTTP/1.1 200")
    assert all_are_closed(server)
    (one,) = server.recorder.exchanges()
    assert one.status == 200 and one.request.body == b"hi" * asked


def test_a_client_that_is_being_answered_is_not_shut_for_others(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, leave = threading.Event(), threading.Event()

    def view(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        entered.set()
        leave.wait(PATIENCE)
        return hello(environ, start_response)

    server.set_app(view)
    with to(server) as busy:
        busy.sendall(GET)
        assert entered.wait(PATIENCE)
        monkeypatch.setattr(server_module, "_most_connections", lambda: 1)
        try:
            for _ in range(3):
                with to(server) as quiet:
                    assert quiet.recv(1) == b"", "it came later, but asks nothing"
        finally:
            leave.set()
        assert answer_of(busy).startswith(b"HTTP/1.1 200")
