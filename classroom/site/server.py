"""Django's threaded server, tuned for a classroom.

What is tuned and why (measured figures are in ARCHITECTURE.md): one send per response, a long
backlog for a class that logs in at once, an accept loop that blocks instead of polling, and
accepted sockets that are shut when the site stops, so that no thread goes on answering.
"""

from __future__ import annotations

import contextlib
import errno
import io
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.servers.basehttp import ServerHandler, ThreadedWSGIServer, WSGIRequestHandler

from classroom.record.recorder import BODY_LIMIT, Draft, Recorder, current
from classroom.record.wire_tap import TappedWriter
from classroom.site.gate import Gate
from classroom.site.guard import belongs_to_somebody_else
from classroom.site.request_reader import PATIENCE, BadRequest, Raw, body_length, read_body, read_head

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

SPARE_DESCRIPTORS = 96
"""File descriptors that connections leave to the kernel, the database and whatever a cell opens."""


class QuietHandler(ServerHandler):
    """wsgiref's answer to one request, without the kernel's environment in it and without a word on stderr."""

    os_environ: ClassVar[dict[str, str]] = {}
    request_handler: SiteConnection

    def cleanup_headers(self) -> None:
        super().cleanup_headers()
        if self.request_handler.close_connection:  # RFC 9112 §9.6: say so before closing
            self.headers["Connection"] = "close"

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        for name, value in headers:
            try:
                f"{name}: {value}".encode("latin-1")
            except UnicodeEncodeError:
                self.request_handler.explain(f"The header {name} holds characters that HTTP cannot carry: {value!r}.")
                raise
        return super().start_response(status, headers, exc_info)

    def log_exception(self, exc_info: Any) -> None:
        self.request_handler.server.note("".join(traceback.format_exception(*exc_info)))

    def error_output(self, environ: Any, start_response: Any) -> list[bytes]:
        text = (
            "500: the site could not send its answer.\n"
            f"{' '.join(self.request_handler.draft.remarks) or 'The server stopped half-way.'}\n"
            "Percent-encode such text before it goes into a header or a cookie (urllib.parse.quote).\n"
        ).encode()
        start_response("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8"),
                                                     ("Content-Length", str(len(text)))], sys.exc_info())  # fmt: skip
        return [text]


class SiteConnection(WSGIRequestHandler):
    """One connection of a client: request after request until either side closes."""

    disable_nagle_algorithm = True
    default_request_version = "HTTP/1.1"  # an answer to garbage has a status line too
    server: SiteServer
    draft: Draft

    def setup(self) -> None:
        super().setup()
        self.number = self.server.entered(self.connection)
        self.writer = TappedWriter(self.connection)
        self.wfile = self.writer

    def handle(self) -> None:
        if belongs_to_somebody_else(self.connection):
            self.connection.sendall(STRANGER)
            return
        self.close_connection = False
        while not self.close_connection:
            self.connection.settimeout(None)
            self.server.idle(self.connection, True)
            try:
                first = self.rfile.read(1)
                while first in (b"\r", b"\n"):  # RFC 9112 §2.2: empty lines before a request line are no request
                    first = self.rfile.read(1)
            except OSError:
                return
            self.server.idle(self.connection, False)
            if not first:
                return
            self.connection.settimeout(PATIENCE)
            self.handle_recorded(first)

    def handle_recorded(self, first: bytes) -> None:
        """Serve one request and keep its exchange, whatever happens."""
        recorder = self.server.recorder
        self.draft = recorder.begin(self.number, self.client_address[1])
        self.writer.draft = self.draft
        token = current.set(self.draft)
        try:
            self.serve(first)
            self.writer.flush()
        except OSError:  # the client has gone
            self.close_connection = True
        finally:
            current.reset(token)
            recorder.finish(self.draft)

    def serve(self, first: bytes) -> None:
        raw, stream = Raw(), self.rfile
        self.close_connection = True
        # send_error() wants these; the standard library sets them only once it has read the request line.
        self.command, self.requestline, self.request_version = None, "", self.protocol_version
        try:
            try:
                read_head(stream, first, raw)
                if not self.parse(raw):
                    return
                length = body_length(raw.head)
                if length and self.headers.get("Expect", "").lower() == "100-continue":
                    self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                read_body(stream, length, raw)
            except TimeoutError:
                raise BadRequest(408, f"The request stopped half-way for {PATIENCE:g} seconds.") from None
            finally:
                self.draft.head, self.draft.body = raw.head, raw.body[:BODY_LIMIT]
                self.draft.body_length = len(raw.body)
                if raw.dropped:
                    self.draft.remarks.append(f"{raw.dropped} of Jupyter's own cookies taken out.")
        except BadRequest as problem:
            self.close_connection = True
            self.send_error(problem.status, explain=str(problem))
            self.let_go()
            return
        with self.server.gate.shared():
            handler = QuietHandler(io.BytesIO(raw.body), self.writer, io.StringIO(), self.get_environ())
            handler.request_handler = self
            handler.run(self.server.get_app())

    def parse(self, raw: Raw) -> bool:
        """Let the standard library read the head. False: it has already answered with an error."""
        line, _, rest = raw.head.partition(b"\n")
        self.raw_requestline = line + b"\n"
        self.rfile, whole = io.BytesIO(rest), self.rfile
        try:
            return self.parse_request()
        finally:
            self.rfile = whole

    def let_go(self) -> None:
        """Close so that the answer arrives: the system discards it if bytes are left unread (RFC 9112 §9.6)."""
        self.writer.flush()
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(0.2)
        for _ in range(1000):
            if not self.connection.recv(65_536):
                return

    def handle_expect_100(self) -> bool:
        return True  # said in serve(), once the length is known to be one that we read

    def get_environ(self) -> dict[str, Any]:
        environ = super().get_environ()
        environ["REMOTE_PORT"] = str(self.client_address[1])
        return environ

    def explain(self, sentence: str) -> None:
        """Add a sentence to the recorded exchange."""
        self.draft.remarks.append(sentence)

    def log_message(self, format: str, *args: Any) -> None:
        self.server.note(format % args)

    def finish(self) -> None:
        self.rfile.close()
        self.server.left(self.connection)


_REFUSAL = b"This site belongs to another user of this machine. Open your own.\n"
STRANGER = (
    b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_REFUSAL), _REFUSAL)
)


class SiteServer(ThreadedWSGIServer):
    """Django's threaded server on 127.0.0.1, recorded.

    port: 0 lets the system choose. Raises OSError where the port is taken.
    """

    request_queue_size = 512
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, application: Callable[..., Any], recorder: Recorder, note: Callable[[str], None]):
        super().__init__(("127.0.0.1", port), SiteConnection, ipv6=False)
        self.set_app(application)
        self.recorder = recorder
        self.note = note
        self.gate = Gate()
        self._connections = 0
        self._open: dict[socket.socket, float] = {}
        self._lock = threading.Lock()
        self._stopping = False
        self._accepting = threading.Thread(target=self.serve_forever, name="demo site", daemon=True)
        self._accepting.start()

    def server_bind(self) -> None:
        """Bind without the reverse look-up of the host name, which can take seconds on a laptop without a network."""
        self.allow_reuse_address = sys.platform != "win32"
        if self.allow_reuse_address:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()

    def serve_forever(self, poll_interval: float = 0) -> None:
        """Accept until stop(). Where the process is out of file descriptors, the longest idle client is shut."""
        while True:
            try:
                connection, address = self.socket.accept()
            except OSError as problem:
                if self._stopping:
                    return
                if problem.errno in (errno.EMFILE, errno.ENFILE):
                    self._shut_longest_idle()
                    time.sleep(0.01)
                continue
            if self._stopping:
                connection.close()
                return
            self.process_request(connection, address)
            if len(self._open) > _most_connections():
                self._shut_longest_idle()

    def stop(self) -> None:
        """Stop accepting, shut every open connection, free the port."""
        self._stopping = True
        with contextlib.suppress(OSError):  # wakes the accept loop
            socket.create_connection(self.server_address[:2], timeout=1).close()
        self._accepting.join(timeout=1)  # a socket in accept() goes on listening, closed or not
        self.socket.close()
        with self._lock:
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

    def entered(self, connection: socket.socket) -> int:
        """Count a new connection. Returns its number, from 1."""
        with self._lock:
            self._connections += 1
            self._open[connection] = 0.0
            return self._connections

    def idle(self, connection: socket.socket, waiting: bool) -> None:
        """Note whether a connection waits for its next request."""
        self._open[connection] = time.monotonic() if waiting else 0.0

    def left(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.pop(connection, None)

    def _shut_longest_idle(self) -> None:
        with self._lock:
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
