"""Slots, the lock and the watchdog: what is held is given back once, and whoever waits for it goes on."""

from __future__ import annotations

import socket
import threading
import time
from urllib.parse import urlsplit

import pytest

from classroom.record.recorder import Recorder
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
    from classroom.site import connection

    monkeypatch.setattr(connection, "SEND_TIMEOUT", 0.2)
    site = open_site()
    site.reset()
    address = urlsplit(site.url)
    with socket.socket() as wire:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        wire.connect((address.hostname or "", address.port or 0))
        head = b"POST /desk/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9000000\r\n\r\n"
        wire.sendall(head + b"a" * 9_000_000)
        until = time.monotonic() + PATIENCE
        while not any(each.response for each in site._recorder._under_way) and time.monotonic() < until:
            time.sleep(0.001)  # until the server is sending
        site.reset()  # raises where a request does not end
        assert site.exchanges == ()
