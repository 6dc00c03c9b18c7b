"""Slots, the lock and the watchdog: what is held is given back once, and whoever waits for it goes on."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from classroom.record.recorder import Recorder
from classroom.site import connection
from classroom.site import server as server_module
from classroom.site import watchdog as watchdog_module
from classroom.site.live_site import open_site
from classroom.site.read_write_lock import ReadWriteLock
from classroom.site.server import SiteServer
from classroom.site.watchdog import Ended, TookTooLong, Watchdog

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


@pytest.mark.parametrize("newcomer", ["reader", "writer"])
@pytest.mark.parametrize("drained", [True, False])
def test_who_comes_while_a_writer_has_the_lock_or_waits_for_it_waits_too(newcomer: str, drained: bool) -> None:
    """A request in the middle of a reset would read half of the old rows and half of the new ones."""
    lock, coming, inside = ReadWriteLock(), threading.Event(), threading.Event()
    reading, leave, writing, done = (threading.Event() for _ in range(4))

    def read() -> None:
        with lock.shared():
            reading.set()
            leave.wait(PATIENCE)

    def write() -> None:
        with lock.exclusive(3600, stoppable=False):
            writing.set()
            done.wait(PATIENCE)

    def come() -> None:
        coming.set()
        with lock.shared() if newcomer == "reader" else lock.exclusive(3600, stoppable=False):
            inside.set()

    for work in (read, write, come):
        threading.Thread(target=work, daemon=True).start()
        if work is read:
            assert reading.wait(PATIENCE)
        if work is write:
            while not lock._writing:
                time.sleep(0.001)
            if drained:
                leave.set()
                assert writing.wait(PATIENCE)
    assert coming.wait(PATIENCE) and not inside.wait(0.1)
    leave.set()
    assert writing.wait(PATIENCE) and not inside.wait(0.1)
    done.set()
    assert inside.wait(PATIENCE), "nobody woke it"


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


def test_a_view_that_failed_by_itself_is_not_interrupted_while_its_page_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watchdog_module, "GRACE", 3600.0)
    watchdog, draft, asked_again = Watchdog(0.02), Recorder().begin(1, 40000), list[Any]()
    monkeypatch.setattr(watchdog, "_raise_again", asked_again.append)
    draft.error = "ValueError: (views.py, line 1)"  # as Django's signal leaves it

    def page() -> None:
        with contextlib.suppress(TookTooLong):
            while True:
                time.sleep(0.001)
        for _ in range(20):  # looks of the watchdog: four to each of its silences
            time.sleep(0.01)

    watchdog.run(page, draft, lambda: None)
    assert asked_again == [] and draft.remarks != []
    watchdog.stop()


@pytest.mark.parametrize(
    ("warned", "given_up", "gives_up", "raises"),
    [(0.0, False, False, True), (1.0, False, True, False), (1.0, True, False, False)],
)
def test_of_a_view_that_raises_the_client_is_given_up_once_and_only_where_it_was_ended(
    warned: float, given_up: bool, gives_up: bool, raises: bool
) -> None:
    watchdog, gave_up, caught = Watchdog(3600.0), list[bool](), list[BaseException]()

    def work() -> None:
        (run,) = watchdog._runs
        run.warned, run.given_up = warned, given_up
        raise BrokenPipeError

    try:
        watchdog.run(work, Recorder().begin(1, 40000), lambda: gave_up.append(True))
    except BrokenPipeError as problem:  # of the client: who serves the connection closes it
        caught.append(problem)
    watchdog.stop()
    assert (gave_up, bool(caught), watchdog._runs) == ([True] * gives_up, raises, set())


def test_a_view_that_catches_every_error_in_a_loop_is_ended_and_not_only_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is given up goes on, and takes its share of the processor until the kernel ends."""
    monkeypatch.setattr(watchdog_module, "GRACE", 3600.0)
    watchdog, ended, gave_up = Watchdog(0.05), threading.Event(), list[bool]()

    def view() -> None:
        while True:
            try:
                time.sleep(0.0001)
            except Exception:
                continue

    def serve() -> None:
        watchdog.run(view, Recorder().begin(1, 40000), lambda: gave_up.append(True))
        ended.set()

    threading.Thread(target=serve, daemon=True).start()
    assert ended.wait(PATIENCE)
    assert gave_up == [True], "its client has an answer"
    watchdog.stop()


def test_a_view_is_given_up_once_however_long_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog_module, "GRACE", 0.01)
    watchdog, gave_up, first = Watchdog(0.02), list[bool](), threading.Event()

    def view() -> None:
        first.wait(PATIENCE)
        threading.Event().wait(0.2)  # the watchdog looks forty times

    watchdog.run(view, Recorder().begin(1, 40000), lambda: (gave_up.append(True), first.set()))
    assert gave_up == [True]
    watchdog.stop()


def test_a_server_that_stops_does_not_spin_while_a_view_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    slept = threading.Event()
    clock = SimpleNamespace(sleep=lambda seconds: (slept.set(), time.sleep(seconds)), perf_counter=time.perf_counter)
    monkeypatch.setattr(watchdog_module, "time", clock)
    watchdog = Watchdog(3600.0)
    watchdog.stop()
    watchdog.run(lambda: slept.wait(PATIENCE), Recorder().begin(1, 40000), lambda: None)
    assert slept.is_set()


def test_a_view_that_ends_at_the_moment_it_is_ended_is_forgotten_all_the_same() -> None:
    """The exception may come in the very lines that say the view is over."""
    gave_up = threading.Event()

    class Unlucky(Watchdog):
        tries = 0

        def _forget(self, run: Any) -> None:
            self.tries += 1
            run.warned = 1.0
            if self.tries < 4:
                raise (Ended if self.tries % 2 else TookTooLong)
            super()._forget(run)

    watchdog = Unlucky(3600.0)
    watchdog.run(lambda: None, Recorder().begin(1, 40000), gave_up.set)
    assert watchdog._runs == set() and gave_up.is_set(), "else it is watched for good, and its client waits"
    watchdog.stop()


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
