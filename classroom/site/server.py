"""Django's threaded server, tuned for a classroom.

What is tuned (measured figures are in ARCHITECTURE.md): one send per response, a long backlog for a class that logs in
at once, an accept loop that blocks instead of polling, and accepted sockets that are shut when the site stops, so that
no thread goes on answering.
"""

from __future__ import annotations

import contextlib
import errno
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer
from django.utils import timezone

from classroom.record.recorder import Recorder
from classroom.site.connection import SiteConnection
from classroom.site.read_write_lock import ReadWriteLock
from classroom.site.watchdog import Watchdog

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

AT_ONCE = 16
"""Requests that Django works on at the same time."""
SLOT_TIMEOUT = 2.0
"""Seconds after which a request goes ahead without a slot."""
VIEW_SECONDS = 20.0
"""Seconds after which a view that sends nothing is ended."""
SPARE_DESCRIPTORS = 96
"""File descriptors that connections leave to the kernel, the database and the code of cells."""


class SiteServer(ThreadedWSGIServer):
    """Django's threaded server on 127.0.0.1, recorded; `listen_at()` adds other loopback addresses.

    port: 0 lets the system choose. application: WSGI. recorder: keeps the exchanges. note: called with each log line.
    Raises OSError where the port is taken.
    """

    request_queue_size = 512
    daemon_threads = True
    block_on_close = False
    view_seconds = VIEW_SECONDS
    read_timeout = 30.0
    """Seconds that a client may pause in the middle of a request: long enough for one that is typed by hand."""

    def __init__(self, port: int, application: Callable[..., Any], recorder: Recorder, note: Callable[[str], None]):
        super().__init__(("127.0.0.1", port), SiteConnection, ipv6=False)
        self.set_app(application)
        self.recorder = recorder
        self.note = note
        self.lock = ReadWriteLock()
        self._connections = 0
        self._open: dict[socket.socket, float] = {}
        self._changed = threading.Condition()
        self.watchdog = Watchdog(self.view_seconds)
        self._slots = threading.Semaphore(AT_ONCE)
        self._stopping = False
        self.unrecorded: set[int] = set()
        """Ports of clients whose requests are not recorded: those that ask whether the site answers."""
        self._listeners: dict[socket.socket, threading.Thread] = {}
        self._accept_at(self.socket)

    def server_bind(self) -> None:
        """Bind without a reverse look-up of the host name, which can take seconds on a laptop without a network."""
        self.allow_reuse_address = sys.platform != "win32"
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()

    def listen_at(self, hosts: Sequence[str]) -> int:
        """Listen at more loopback addresses, all on one port, until `stop()`. A second call does nothing.

        Returns the port: this server's own if it is free there. Raises what `listen_together` raises.
        """
        from classroom.site.other_addresses import listen_together

        if len(self._listeners) == 1:
            for listener in listen_together(hosts, self.server_port, self.request_queue_size):
                self._accept_at(listener)
        return list(self._listeners)[-1].getsockname()[1]

    def _accept_at(self, listener: socket.socket) -> None:
        thread = threading.Thread(target=self._accept, args=(listener,), name="demo site", daemon=True)
        self._listeners[listener] = thread
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        """Accept until stop(). Where connections or file descriptors run short, the longest idle client is shut."""
        while True:
            try:
                connection, address = listener.accept()
            except OSError as problem:
                if self._stopping or problem.errno in (
                    errno.EBADF,
                    errno.ENOTSOCK,
                ):  # closed by other code: see repair()
                    return
                if problem.errno in (errno.EMFILE, errno.ENFILE):
                    self._shut_longest_idle()
                    time.sleep(0.01)
                continue
            if self._stopping:
                connection.close()
                return
            with self._changed:  # here, not in its thread: that may begin only after many more have come
                self._open[connection] = 0.0
            self.process_request(connection, address)
            self._make_room()

    def stop(self) -> None:
        """Stop accepting, shut every open connection, free the port."""
        self._stopping = True
        self.watchdog.stop()
        for listener, thread in self._listeners.items():
            try:
                listener.shutdown(socket.SHUT_RDWR)  # wakes the accept loop, in every process that has the socket
            except OSError:  # macOS and Windows
                with contextlib.suppress(OSError):
                    socket.create_connection(listener.getsockname(), timeout=1).close()
            thread.join(timeout=1)  # a socket in accept() goes on listening even when closed
            with contextlib.suppress(OSError):  # its descriptor was closed by other code
                listener.close()
        with self._changed:
            still_open = list(self._open)
        for connection in still_open:
            _shut(connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no thread can be started: refuse this client, serve the others
            self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        self.note(traceback.format_exc())

    def now(self) -> float:
        """Return the site's time, in seconds since 1970 (UTC): its clock can be turned."""
        return timezone.now().timestamp()

    def next_number(self) -> int:
        """The number of a new connection, from 1."""
        with self._changed:
            self._connections += 1
            return self._connections

    def count_on_from(self, before: SiteServer) -> None:
        """Number connections on from those of the server before, so that one recording has no number twice."""
        self._connections += before._connections

    def idle(self, connection: socket.socket, waiting: bool) -> None:
        """Note whether a connection waits for its next request."""
        self._open[connection] = time.monotonic() if waiting else 0.0

    @contextlib.contextmanager
    def slot(self) -> Iterator[Callable[[], None]]:
        """Hold one of AT_ONCE slots while Django works on a request, or go ahead after SLOT_TIMEOUT.

        Yields a function that gives the slot back before the end of the block; any thread may call it.

        Two hundred threads that compete for one interpreter slow each other down: with slots, a class logs in a third
        faster. The timeout is for slow pages and streams, which may hold every slot.
        """
        held = [True] * self._slots.acquire(timeout=SLOT_TIMEOUT)

        def give_back() -> None:
            with contextlib.suppress(IndexError):  # given back already
                held.pop()
                self._slots.release()

        try:
            yield give_back
        finally:
            give_back()

    def close_request(self, request: Any) -> None:
        try:
            super().close_request(request)
        finally:
            with self._changed:
                self._open.pop(request, None)
                self._changed.notify_all()

    def _make_room(self) -> None:
        """Wait until no more connections are open than may be, and let the longest idle go meanwhile.

        Further clients wait in the system's queue, where they take no file descriptor.
        """
        with self._changed:
            while len(self._open) > _most_connections() and not self._stopping:
                self._shut_longest_idle()
                self._changed.wait(0.01)  # for one to be closed; and a busy one may have become idle

    def _shut_longest_idle(self) -> None:
        with self._changed:
            waiting = [(since, connection) for connection, since in self._open.items() if since]
        if waiting:
            _shut(min(waiting, key=lambda pair: pair[0])[1])


def _most_connections() -> int:
    """How many connections may stay open: the process needs some file descriptors for itself."""
    if resource is None:
        return 1000
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return 100_000 if limit == resource.RLIM_INFINITY else max(limit - SPARE_DESCRIPTORS, limit // 2)


def _shut(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
