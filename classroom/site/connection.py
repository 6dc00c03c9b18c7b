"""The handler of one connection: reads its requests, lets Django answer, records each exchange."""

from __future__ import annotations

import contextlib
import io
import re
import socket
import sys
import time
import traceback
from typing import TYPE_CHECKING, Any, ClassVar
from wsgiref.handlers import format_date_time

from django.core.servers.basehttp import ServerHandler, WSGIRequestHandler

from classroom.record.recorder import BODY_LIMIT, Draft, Recorder, current
from classroom.record.tap import TappedWriter
from classroom.site.guard import sets_jupyters_cookie
from classroom.site.peer import refusal
from classroom.site.request_head import OLDEST, BadRequest, tokens
from classroom.site.request_reader import Raw, body_length, read_body, read_head
from classroom.site.watchdog import Ended

if TYPE_CHECKING:
    from classroom.site.server import SiteServer


SEND_TIMEOUT = 1.5
"""Seconds that a client may leave a response untaken. A reset waits for it."""


class QuietHandler(ServerHandler):
    """wsgiref's handler of one request, without the process's environment variables, and without printing."""

    os_environ: ClassVar[dict[str, str]] = {}
    request_handler: SiteConnection
    header_refused = False
    """Whether a header of the response was what HTTP cannot carry."""

    def cleanup_headers(self) -> None:
        super().cleanup_headers()
        if self.request_handler.close_connection:  # RFC 9112 §9.6: say so before closing
            self.headers["Connection"] = "close"
        moment = self.request_handler.server.now()
        if abs(moment - time.time()) > 1:  # the site's clock is turned: so is the response's date
            self.headers["Date"] = format_date_time(moment)

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        for name, value in headers:
            if re.search(r"[\r\n\0]|[^\x00-\xff]", f"{name}: {value}"):
                sentence = f"The header {name} holds characters that HTTP cannot carry: {value!r}."
                self.request_handler.remark(sentence)
                self.header_refused = True
                raise ValueError(sentence)
        return super().start_response(status, self.without_jupyters(headers), exc_info)

    def without_jupyters(self, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Take out what would set or delete Jupyter's own cookies in the browser, whichever view has written it."""
        kept = [pair for pair in headers if pair[0].lower() != "set-cookie" or not sets_jupyters_cookie(pair[1])]
        if len(kept) < len(headers):
            self.request_handler.remark(f"{len(headers) - len(kept)} Set-Cookie for Jupyter's own cookies taken out.")
        return kept

    def log_exception(self, exc_info: Any) -> None:
        # The answer may have broken off, and a client would take the next one for the rest of it (RFC 9112 §8).
        self.request_handler.close_connection = True
        self.request_handler.server.note("".join(traceback.format_exception(*exc_info)))

    def error_output(self, environ: Any, start_response: Any) -> list[bytes]:
        text = (
            "500: the site could not send its answer.\n"
            f"{' '.join(self.request_handler.draft.remarks) or 'The server stopped half-way.'}\n"
        )
        if not isinstance(sys.exc_info()[1], Ended):
            text += "The traceback is among the last lines of site.log.\n"
        if self.header_refused:
            text += "Percent-encode such text before it goes into a header or a cookie (urllib.parse.quote).\n"
        page = text.encode()
        start_response("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8"),
                                                     ("Content-Length", str(len(page)))], sys.exc_info())  # fmt: skip
        return [page]


class SiteConnection(WSGIRequestHandler):
    """Handles one connection: request after request until either side closes it."""

    disable_nagle_algorithm = True
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
        if sentence := refusal(self.connection):
            self.turn_away(sentence)
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
            if not first:
                return
            self.handle_recorded(first)

    def turn_away(self, sentence: str) -> None:
        """Answer 403 without reading or recording anything. sentence: why."""
        self.server.note(f"A connection was refused. {sentence}")
        self.writer.write(_last_page("403 Forbidden", sentence))
        self.server.idle(self.connection, True)  # it may be shut where room is short
        with contextlib.suppress(OSError):  # it has hung up, or does so now
            self.lingering_close()

    def handle_recorded(self, first: bytes) -> None:
        """Read one request, serve it and record its exchange, whatever happens. first: its first byte, already read.

        For the recorder it is under way once it has been read: a request that somebody types by hand may take minutes,
        and nobody else waits for it.
        """
        started, begun = time.time(), time.perf_counter()
        raw = Raw()
        problem = self.read(first, raw)
        recorder = self.recorder or self.server.recorder  # of now: an aside may have begun or ended meanwhile
        self.draft = recorder.begin(self.number, self.client_address[1], self.server.server_port)
        self.draft.started, self.draft.begun = started, begun
        self.draft.head, self.draft.body = raw.head, raw.body[:BODY_LIMIT]
        self.draft.body_length = len(raw.body)
        if raw.dropped:
            self.remark(f"{raw.dropped} of Jupyter's own cookies taken out.")
        self.writer.draft = self.draft
        token = current.set(self.draft)
        try:
            self.serve(raw, problem)
            self.writer.flush()
        except OSError:  # the client has closed the connection
            self.close_connection = True
        finally:
            current.reset(token)
            recorder.finish(self.draft)

    def read(self, first: bytes, raw: Raw) -> BadRequest | OSError | None:
        """Read one request whole into `raw`. first: its first byte. Returns why it cannot be served; else None.

        Until it is whole the connection counts as idle: where room is short, it may be shut.
        """
        seconds, stream = self.server.read_timeout, self.rfile
        self.server.idle(self.connection, True)
        self.connection.settimeout(seconds)
        try:
            read_head(stream, first, raw)
            length = body_length(raw.fields)
            if length and "100-continue" in tokens(raw.fields, "expect"):
                self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            read_body(stream, length, raw)
        except TimeoutError:
            return BadRequest(408, f"The request stopped half-way for {seconds:g} seconds.")
        except (BadRequest, OSError) as problem:
            return problem
        finally:
            self.server.idle(self.connection, False)
            self.connection.settimeout(SEND_TIMEOUT)
        return None

    def serve(self, raw: Raw, problem: BadRequest | OSError | None) -> None:
        """Have Django answer a request, or answer with an error where it has a problem. Raises OSError."""
        self.command, self.path = raw.line.method, raw.line.target
        # A response to garbage, or to HTTP/0.9, which knew no headers, has a status line all the same.
        self.request_version = self.protocol_version if raw.line.version in ("", OLDEST) else raw.line.version
        self.requestline = raw.head.split(b"\n", 1)[0].rstrip(b"\r").decode("latin-1")
        self.close_connection = True
        if isinstance(problem, OSError):
            raise problem
        if problem:
            self.send_error(problem.status, explain=str(problem).removesuffix("."))  # the page of http.server adds one
            self.lingering_close()
            return
        self.take_headers(raw)
        if raw.line.target == "*":  # OPTIONS * asks about the server and no page of it (RFC 9110 §9.3.7)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()
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
                words = f"500: the view was given up.\n{' '.join(self.draft.remarks)}"
                page = _last_page("500 Internal Server Error", words)
                self.draft.sent(page)
                self.connection.sendall(page)
            self.connection.shutdown(socket.SHUT_RDWR)
        self.draft.recorder.finish(self.draft)

    def take_headers(self, raw: Raw) -> None:
        """Hand what was parsed to the standard library and Django, in place of their own parser."""
        self.path = re.sub("^//+", "/", raw.line.target)  # as http.server does, since gh-87389
        self.headers = self.MessageClass()
        for name, value in raw.fields:
            self.headers[name] = value
        if raw.line.authority:  # a target in absolute form stands above the Host header (RFC 9112 §3.2.2)
            del self.headers["Host"]
            self.headers["Host"] = raw.line.authority
        wishes = tokens(raw.fields, "connection")
        self.close_connection = "close" in wishes or not (raw.line.stays_open or "keep-alive" in wishes)

    def lingering_close(self) -> None:
        """Close in stages: if bytes are left unread, the system may discard the response (RFC 9112 §9.6)."""
        self.writer.flush()
        self.connection.shutdown(socket.SHUT_WR)
        self.connection.settimeout(0.2)
        until = time.monotonic() + 3
        while time.monotonic() < until and self.connection.recv(65_536):
            pass

    def get_environ(self) -> dict[str, Any]:
        environ = super().get_environ()
        environ["REMOTE_PORT"] = str(self.client_address[1])
        for name in self.headers:  # wsgiref strips A0 and 85 as white space, and many letters of UTF-8 end in these
            key = f"HTTP_{name.upper().replace('-', '_')}"
            if key in environ:
                environ[key] = ",".join(self.headers.get_all(name))
        return environ

    def remark(self, sentence: str) -> None:
        """Add a sentence to the recorded exchange."""
        self.draft.remarks.append(sentence)

    def log_message(self, format: str, *args: Any) -> None:
        self.server.note(format % args)

    def finish(self) -> None:
        self.rfile.close()


def _last_page(status: str, words: str) -> bytes:
    """A whole response of plain text, after which the connection is closed."""
    body = f"{words}\n".encode()
    head = f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return f"HTTP/1.1 {status}\r\n{head}".encode() + body
