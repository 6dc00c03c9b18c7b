"""The handler of one connection: reads its requests, lets Django answer, records each exchange."""

from __future__ import annotations

import contextlib
import io
import socket
import sys
import time
import traceback
from typing import TYPE_CHECKING, Any, ClassVar
from wsgiref.handlers import format_date_time

from django.core.servers.basehttp import ServerHandler, WSGIRequestHandler

from classroom.record.recorder import BODY_LIMIT, Draft, Recorder, current
from classroom.record.tap import TappedWriter
from classroom.site.guard import belongs_to_another_user
from classroom.site.request_reader import READ_TIMEOUT, BadRequest, Raw, body_length, read_body, read_head
from classroom.site.watchdog import Ended

if TYPE_CHECKING:
    from classroom.site.server import SiteServer


class QuietHandler(ServerHandler):
    """wsgiref's handler of one request, without the process's environment variables, and without printing."""

    os_environ: ClassVar[dict[str, str]] = {}
    request_handler: SiteConnection

    def cleanup_headers(self) -> None:
        super().cleanup_headers()
        if self.request_handler.close_connection:  # RFC 9112 §9.6: say so before closing
            self.headers["Connection"] = "close"
        moment = self.request_handler.server.now()
        if abs(moment - time.time()) > 1:  # the site's clock is turned: so is the response's date
            self.headers["Date"] = format_date_time(moment)

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        for name, value in headers:
            try:
                f"{name}: {value}".encode("latin-1")
            except UnicodeEncodeError:
                self.request_handler.remark(f"The header {name} holds characters that HTTP cannot carry: {value!r}.")
                raise
        return super().start_response(status, headers, exc_info)

    def log_exception(self, exc_info: Any) -> None:
        self.request_handler.server.note("".join(traceback.format_exception(*exc_info)))

    def error_output(self, environ: Any, start_response: Any) -> list[bytes]:
        text = (
            "500: the site could not send its answer.\n"
            f"{' '.join(self.request_handler.draft.remarks) or 'The server stopped half-way.'}\n"
        )
        if not isinstance(sys.exc_info()[1], Ended):
            text += "Percent-encode such text before it goes into a header or a cookie (urllib.parse.quote).\n"
        page = text.encode()
        start_response("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8"),
                                                     ("Content-Length", str(len(page)))], sys.exc_info())  # fmt: skip
        return [page]


class SiteConnection(WSGIRequestHandler):
    """Handles one connection: request after request until either side closes it."""

    disable_nagle_algorithm = True
    default_request_version = "HTTP/1.1"  # so that the response to garbage has a status line, too
    server: SiteServer
    draft: Draft
    recorder: Recorder | None
    """Where this connection's exchanges go, if not to the site's recorder: see `SiteServer.unrecorded`."""

    def setup(self) -> None:
        super().setup()
        port = self.client_address[1]
        self.recorder = None
        if port in self.server.unrecorded:
            self.server.unrecorded.discard(port)
            self.recorder = Recorder()
        self.number = 0 if self.recorder else self.server.next_number()
        self.writer = TappedWriter(self.connection)
        self.wfile = self.writer

    def handle(self) -> None:
        if belongs_to_another_user(self.connection):
            self.connection.sendall(FORBIDDEN)
            return
        self.close_connection = False
        while not self.close_connection:
            self.connection.settimeout(None)
            self.server.idle(self.connection, True)
            try:
                first = self.rfile.read(1)
                while first in (b"\r", b"\n"):  # RFC 9112 §2.2: ignore empty lines before a request line
                    first = self.rfile.read(1)
            except OSError:
                return
            self.server.idle(self.connection, False)
            if not first:
                return
            self.connection.settimeout(READ_TIMEOUT)
            self.handle_recorded(first)

    def handle_recorded(self, first: bytes) -> None:
        """Serve one request and record its exchange, whatever happens. first: its first byte, already read."""
        recorder = self.recorder or self.server.recorder
        self.draft = recorder.begin(self.number, self.client_address[1], self.server.server_port)
        self.writer.draft = self.draft
        token = current.set(self.draft)
        try:
            self.serve(first)
            self.writer.flush()
        except OSError:  # the client has closed the connection
            self.close_connection = True
        finally:
            current.reset(token)
            recorder.finish(self.draft)

    def serve(self, first: bytes) -> None:
        """Read one request whole, then have Django answer it. first: its first byte. Raises OSError."""
        raw, stream = Raw(), self.rfile
        self.close_connection = True
        # send_error() needs these; the standard library sets them only after it has read the request line.
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
                raise BadRequest(408, f"The request stopped half-way for {READ_TIMEOUT:g} seconds.") from None
            finally:
                self.draft.head, self.draft.body = raw.head, raw.body[:BODY_LIMIT]
                self.draft.body_length = len(raw.body)
                if raw.dropped:
                    self.draft.remarks.append(f"{raw.dropped} of Jupyter's own cookies taken out.")
        except BadRequest as problem:
            self.close_connection = True
            self.send_error(problem.status, explain=str(problem))
            self.lingering_close()
            return
        handler = QuietHandler(io.BytesIO(raw.body), self.writer, io.StringIO(), self.get_environ())
        handler.request_handler = self
        with self.server.slot() as give_back_slot, self.server.lock.shared() as give_back_lock:

            def give_up() -> None:
                self.break_off()
                give_back_lock()
                give_back_slot()

            self.server.watchdog.run(lambda: handler.run(self.server.get_app()), self.draft, give_up)

    def break_off(self) -> None:
        """End the exchange of a view that cannot be ended, from another thread: answer for it, and hang up."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            if not self.draft.response:
                body = f"500: the view was given up.\n{' '.join(self.draft.remarks)}\n".encode()
                page = GIVEN_UP % (len(body), body)
                self.draft.sent(page)
                self.connection.sendall(page)
            self.connection.shutdown(socket.SHUT_RDWR)
        self.draft.recorder.finish(self.draft)

    def parse(self, raw: Raw) -> bool:
        """Let the standard library parse the head. Returns False where it has already answered with an error."""
        line, _, rest = raw.head.partition(b"\n")
        self.raw_requestline = line + b"\n"
        self.rfile, original = io.BytesIO(rest), self.rfile
        try:
            return self.parse_request()
        finally:
            self.rfile = original

    def lingering_close(self) -> None:
        """Close in stages: if bytes are left unread, the system may discard the response (RFC 9112 §9.6)."""
        self.writer.flush()
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(0.2)
        for _ in range(1000):
            if not self.connection.recv(65_536):
                return

    def handle_expect_100(self) -> bool:
        return True  # serve() answers it, after it has checked the length

    def get_environ(self) -> dict[str, Any]:
        environ = super().get_environ()
        environ["REMOTE_PORT"] = str(self.client_address[1])
        return environ

    def remark(self, sentence: str) -> None:
        """Add a sentence to the recorded exchange."""
        self.draft.remarks.append(sentence)

    def log_message(self, format: str, *args: Any) -> None:
        self.server.note(format % args)

    def finish(self) -> None:
        self.rfile.close()


_FORBIDDEN_TEXT = b"This site belongs to another user of this machine. Open your own.\n"
FORBIDDEN = (
    b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_FORBIDDEN_TEXT), _FORBIDDEN_TEXT)
)
GIVEN_UP = (
    b"HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s"
)
