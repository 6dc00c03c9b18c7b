"""A server for the cookie tests: it sends the Set-Cookie bytes that a test gives it, and keeps what it receives.

Neither `http.server` nor Django will do: both change or refuse some headers. These tests need every byte as it is.
"""

from __future__ import annotations

import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PAGE = b"<!doctype html><title>a page</title><link rel=icon href='data:,'>"


class ReceivedRequest(NamedTuple):
    """One request. cookie: the raw value of its Cookie header, None without one."""

    method: str
    host: str
    target: str
    cookie: bytes | None


class _Handler(socketserver.StreamRequestHandler):
    server: RawCookieServer

    def handle(self) -> None:
        """Answer one request and close the connection."""
        method, target, *_ = [*self.rfile.readline(70_000).decode("latin-1").split(" "), "", ""]
        headers: dict[str, bytes] = {}
        while line := self.rfile.readline(1_000_000).rstrip(b"\r\n"):
            name, _, value = line.partition(b":")
            headers[name.decode("latin-1").lower()] = value.strip(b" \t")
        if not target:
            return  # a connection that was opened in advance and never used
        self.rfile.read(int(headers.get("content-length", b"0")))
        lines, page = self.server.responses.get(target, ((), PAGE))
        self.server.received.append(
            ReceivedRequest(method, headers.get("host", b"").decode(), target, headers.get("cookie"))
        )
        head = [b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=utf-8", b"Cache-Control: no-store"]
        head += [b"Content-Length: %d" % len(page), b"Connection: close", *(b"Set-Cookie: " + each for each in lines)]
        self.wfile.write(b"\r\n".join(head) + b"\r\n\r\n" + page)


class RawCookieServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of 127.0.0.1, plain or with TLS.

    responses: for each target (path and query) the Set-Cookie values and the page; others get an empty page.
    received: the requests so far, in the order they were answered.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.responses: dict[str, tuple[tuple[bytes, ...], bytes]] = {}
        self.received: list[ReceivedRequest] = []
        self.scheme = "https" if certificate else "http"
        self._context = None
        if certificate:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(certificate)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def finish_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """Do the TLS handshake in the connection's own thread, so that a slow one blocks no other connection."""
        if self._context:
            with self._context.wrap_socket(request, server_side=True) as secured:
                super().finish_request(secured, client_address)
        else:
            super().finish_request(request, client_address)

    def handle_error(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """Print nothing: a browser may close a connection at any time."""

    def set_response(self, target: str, set_cookie: Iterable[str | bytes] = (), page: str = "") -> None:
        """Set the response of a target: Set-Cookie values (text is encoded as UTF-8), and the body of the page."""
        lines = tuple(each.encode() if isinstance(each, str) else each for each in set_cookie)
        self.responses[target] = (lines, PAGE + page.encode())

    def last(self, target: str) -> ReceivedRequest:
        """The latest request for a path, whatever its query."""
        return next(each for each in reversed(self.received) if each.target.partition("?")[0] == target)

    def clear(self) -> None:
        self.responses.clear()
        self.received.clear()


@contextmanager
def raw_cookie_server(certificate: Path | None = None) -> Iterator[RawCookieServer]:
    """A running server. certificate: a PEM file with key and certificate, for TLS."""
    with RawCookieServer(certificate) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def make_certificate(folder: Path, openssl: str) -> Path:
    """Make a self-signed certificate for 127.0.0.1. openssl: the program. Returns the PEM file, key included."""
    file = folder / "for_this_test_only.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", str(file), "-out", str(folder / "certificate.pem")], check=True,
                   capture_output=True)  # fmt: skip
    with file.open("a", encoding="ascii") as joined:
        joined.write((folder / "certificate.pem").read_text(encoding="ascii"))
    return file
