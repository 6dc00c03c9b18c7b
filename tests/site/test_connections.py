"""One connection: how long it may be quiet, and how it ends."""

from __future__ import annotations

import errno
import itertools
import socket
import struct
import sys
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
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


@pytest.mark.skipif(sys.platform == "win32", reason="ports are free at once there, and shared in another way")
def test_a_port_can_be_taken_again_while_the_system_still_remembers_its_connections(server: SiteServer) -> None:
    """Else a site that is restarted, or repaired, has another address than the cells above have printed."""
    with to(server) as wire:
        wire.sendall(GET.removesuffix(b"\r\n") + b"Connection: close\r\n\r\n")
        answer_of(wire)
        assert wire.recv(1) == b"", "the server hangs up first, so the system remembers its end"
    server.stop()
    again = SiteServer(server.server_port, hello, Recorder(), print)
    assert again.server_port == server.server_port
    again.stop()


def not_taken(environ: dict[str, Any]) -> list[bytes]:
    return [bytes(50_000_000)]


def breaks_off(environ: dict[str, Any]) -> Iterator[bytes]:
    yield b"the first half"
    raise ValueError


@pytest.mark.parametrize("answers", [not_taken, breaks_off])
def test_after_an_answer_that_is_not_whole_no_other_request_is_answered(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch, answers: Any
) -> None:
    """The client would take the next answer for the rest of this one."""
    monkeypatch.setattr(connection, "SEND_TIMEOUT", 0.2)
    asked, entered = list[str](), threading.Event()

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        asked.append(environ["PATH_INFO"])
        start_response("200 OK", [("Content-Length", "50000000")])
        entered.set()
        return answers(environ)

    server.set_app(application)
    with to(server) as wire:
        wire.sendall(GET + GET.replace(b"/", b"/second", 1))
        assert entered.wait(PATIENCE) and all_are_closed(server)
    assert asked == ["/"]


def test_a_client_that_goes_on_sending_after_a_refusal_is_listened_to_for_a_while_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []

    class Wire:
        def settimeout(self, seconds: float) -> None:
            assert 0 < seconds < 1
            done.append("a timeout")

        def shutdown(self, how: int) -> None:
            assert how == socket.SHUT_WR, "it may still read the answer"
            done.append("nothing more is sent")

        def recv(self, most: int) -> bytes:
            done.append("recv")
            assert len(done) < 1_000, "it never ends"
            return b"more"

    clock = itertools.count(0, 0.1)
    monkeypatch.setattr(connection, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    writer = SimpleNamespace(flush=lambda: done.append("the answer"))
    SiteConnection.lingering_close(SimpleNamespace(writer=writer, connection=Wire()))  # type: ignore[arg-type]
    assert done[:4] == ["the answer", "nothing more is sent", "a timeout", "recv"]


class Listener:
    """A listening socket that says what it is told to, and is closed then."""

    def __init__(self, *says: OSError | socket.socket) -> None:
        self.says = [*says, OSError(errno.EBADF, "Bad file descriptor")]

    def accept(self) -> tuple[socket.socket, tuple[str, int]]:
        said = self.says.pop(0)
        if isinstance(said, OSError):
            raise said
        return said, ("127.0.0.1", 1)


@pytest.mark.parametrize(
    ("number", "room", "rest"),
    [
        (errno.EMFILE, 1, 0),
        (errno.ENFILE, 1, 0),
        (errno.ECONNABORTED, 0, 0),
        (errno.EINTR, 0, 0),
        (errno.EBADF, 0, 1),
        (errno.ENOTSOCK, 0, 1),
    ],
)
def test_a_client_that_cannot_be_accepted_ends_nothing_but_a_closed_socket_does(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch, number: int, room: int, rest: int
) -> None:
    shut: list[bool] = []
    monkeypatch.setattr(server, "_shut_longest_idle", lambda: shut.append(True))
    listener = Listener(OSError(number, "for a test"))
    server._accept(listener)  # type: ignore[arg-type]
    assert (len(shut), len(listener.says)) == (room, rest)


def test_a_server_that_stops_takes_nobody_in_and_waits_for_no_room(
    server: SiteServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = socket.socketpair()
    server.stop()
    with ours, theirs:
        theirs.settimeout(PATIENCE)
        listener = Listener(ours)
        server._accept(listener)  # type: ignore[arg-type]
        assert theirs.recv(1) == b"" and len(listener.says) == 1 and server._open == {}
        monkeypatch.setattr(server_module, "_most_connections", lambda: 0)
        server._open[theirs] = 0.0  # one that is being answered, and goes on
        waits = threading.Thread(target=server._make_room, daemon=True)
        waits.start()
        waits.join(PATIENCE)
        assert not waits.is_alive(), "nobody accepts any more, and the thread is waited for"
