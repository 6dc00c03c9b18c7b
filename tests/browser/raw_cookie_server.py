"""A server for the cookie tests: it answers with the Set-Cookie bytes it was told to, and writes down what comes back.

Neither `http.server` nor Django would do: both look at headers, mend them or refuse them. Here each byte counts.
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


class Asked(NamedTuple):
    """One request as it came. cookie: the raw value of its Cookie header, None without one."""

    method: str
    host: str
    target: str
    cookie: bytes | None


class _Handler(socketserver.StreamRequestHandler):
    server: RawCookieServer

    def handle(self) -> None:
        """Answer one request and hang up."""
        method, target, *_ = [*self.rfile.readline(70_000).decode("latin-1").split(" "), "", ""]
        headers: dict[str, bytes] = {}
        while line := self.rfile.readline(1_000_000).rstrip(b"\r\n"):
            name, _, value = line.partition(b":")
            headers[name.decode("latin-1").lower()] = value.strip(b" \t")
        if not target:
            return  # a connection that was opened in advance and never used
        self.rfile.read(int(headers.get("content-length", b"0")))
        lines, page = self.server.answers.get(target, ((), PAGE))
        self.server.asked.append(Asked(method, headers.get("host", b"").decode(), target, headers.get("cookie")))
        head = [b"HTTP/1.1 200 OK", b"Content-Type: text/html; charset=utf-8", b"Cache-Control: no-store"]
        head += [b"Content-Length: %d" % len(page), b"Connection: close", *(b"Set-Cookie: " + each for each in lines)]
        self.wfile.write(b"\r\n".join(head) + b"\r\n\r\n" + page)


class RawCookieServer(socketserver.ThreadingTCPServer):
    """Listens on a free port of 127.0.0.1, plain or with TLS.

    answers: for each target (path and query) the Set-Cookie values and the page; others get an empty page.
    asked: the requests so far, in the order they were answered.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[tuple[bytes, ...], bytes]] = {}
        self.asked: list[Asked] = []
        self.scheme = "https" if certificate else "http"
        self._context = None
        if certificate:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(certificate)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def finish_request(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """In the connection's own thread: a slow handshake keeps nobody waiting."""
        if self._context:
            with self._context.wrap_socket(request, server_side=True) as secured:
                super().finish_request(secured, client_address)
        else:
            super().finish_request(request, client_address)

    def handle_error(self, request, client_address) -> None:  # type: ignore[no-untyped-def]
        """A browser hangs up as it likes; that is no error here."""

    def answer(self, target: str, set_cookie: Iterable[str | bytes] = (), page: str = "") -> None:
        """Say what a path answers with: Set-Cookie values (text travels as UTF-8), and the body of the page."""
        lines = tuple(each.encode() if isinstance(each, str) else each for each in set_cookie)
        self.answers[target] = (lines, PAGE + page.encode())

    def last(self, target: str) -> Asked:
        """The latest request for a path, whatever its query."""
        return next(each for each in reversed(self.asked) if each.target.partition("?")[0] == target)

    def clear(self) -> None:
        self.answers.clear()
        self.asked.clear()


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
    """A certificate for 127.0.0.1 that nobody should trust. openssl: the program. Returns the PEM file."""
    file = folder / "for_this_test_only.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", str(file), "-out", str(folder / "certificate.pem")], check=True,
                   capture_output=True)  # fmt: skip
    with file.open("a", encoding="ascii") as joined:
        joined.write((folder / "certificate.pem").read_text(encoding="ascii"))
    return file
