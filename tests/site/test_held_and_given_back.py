"""Slots, the lock and the watchdog: what is held is given back once, and whoever waits for it goes on."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from classroom.record.recorder import Recorder
from classroom.site import connection
from classroom.site import server as server_module
from classroom.site.live_site import open_site
from classroom.site.read_write_lock import ReadWriteLock
from classroom.site.server import SiteServer
from classroom.site.watchdog import Watchdog

PATIENCE = 60


def test_a_slot_is_given_back_as_often_as_it_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "SLOT_TIMEOUT", 0.01)
    open_site()
    server = SiteServer(0, lambda environ, start: [], Recorder(), print)
    try:
        monkeypatch.setattr(server, "_slots", threading.Semaphore(1))
        with server.slot() as give_back:
            with server.slot() as never_had_one:
                never_had_one()
            give_back()
            give_back()
        assert server._slots.acquire(blocking=False)
        assert not server._slots.acquire(blocking=False)
    finally:
        server.stop()


def test_a_writer_goes_on_as_soon_as_the_last_reader_has_left() -> None:
    lock, has_it, reading, leave = ReadWriteLock(), threading.Event(), threading.Event(), threading.Event()

    def read() -> None:
        with lock.shared():
            reading.set()
            leave.wait(PATIENCE)

    def write() -> None:
        with lock.exclusive(3600, stoppable=False) as drained:
            assert drained
            has_it.set()

    for work in (read, write):
        threading.Thread(target=work, daemon=True).start()
        assert reading.wait(PATIENCE)
    while not lock._writing:
        time.sleep(0.001)
    leave.set()
    assert has_it.wait(PATIENCE), "nobody woke it"


def test_a_view_that_runs_when_the_server_stops_is_ended_all_the_same() -> None:
    recorder, watchdog, running, ended = Recorder(), Watchdog(0.2), threading.Event(), threading.Event()

    def loop() -> None:
        running.set()
        while True:
            pass

    def serve() -> None:
        watchdog.run(loop, recorder.begin(1, 40000), lambda: None)
        ended.set()

    threading.Thread(target=serve, daemon=True).start()
    assert running.wait(PATIENCE)
    watchdog.stop()
    assert ended.wait(PATIENCE)
    assert not watchdog._runs


def test_a_client_that_takes_no_answer_does_not_hold_up_a_reset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "SEND_TIMEOUT", 0.2)
    open_site()
    sending = threading.Event()

    def large(environ: dict[str, object], start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Length", "50000000")])
        sending.set()
        return [bytes(50_000_000)]

    server = SiteServer(0, large, Recorder(), lambda line: None)
    server.read_timeout = 3600.0
    server.watchdog.seconds = float("inf")  # which would end it, too, later
    try:
        with socket.create_connection(("127.0.0.1", server.server_port), timeout=PATIENCE) as wire:
            wire.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert sending.wait(PATIENCE)
            with server.lock.exclusive(PATIENCE / 2, stoppable=False) as drained:
                assert drained, "it waits for a client that reads nothing"
    finally:
        server.stop()


def test_a_client_for_whom_no_thread_can_be_started_is_let_go_and_the_next_one_is_served(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_site()
    process, tried = server_module.ThreadedWSGIServer.process_request, list[Any]()

    def fails_once(server: SiteServer, connection: socket.socket, address: Any) -> None:
        tried.append(address)
        if len(tried) == 1:
            raise RuntimeError("can't start new thread")
        process(server, connection, address)

    monkeypatch.setattr(server_module.ThreadedWSGIServer, "process_request", fails_once)
    server = SiteServer(0, lambda environ, start: [], Recorder(), lambda line: None)
    try:
        address = ("127.0.0.1", server.server_port)
        with socket.create_connection(address, timeout=PATIENCE) as refused:
            assert refused.recv(1) == b"", "it is not left waiting"
        with socket.create_connection(address, timeout=PATIENCE) as served:
            served.sendall(b"nonsense\r\n\r\n")
            assert served.recv(12) == b"HTTP/1.1 400"
        with server._changed:
            assert server._changed.wait_for(lambda: not server._open, PATIENCE), "both have given their place back"
    finally:
        server.stop()
