"""A plain server beside the demo site: to a browser another site, or another origin of the same one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TypeVar

Server = TypeVar("Server", bound=ThreadingHTTPServer)


HEAD = "<!doctype html><title>a page</title><link rel=icon href='data:,'>"


class OtherHandler(BaseHTTPRequestHandler):
    """Answers with whole pages, and prints nothing."""

    def body(self) -> bytes:
        """What the request brought."""
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, page: str = "", status: int = 200, headers: Iterable[tuple[str, str]] = ()) -> None:
        """Send a page, or a redirect. page: what stands below its head."""
        content = f"{HEAD}{page}".encode()
        self.send_response(status)
        for name, value in (("Content-Type", "text/html; charset=utf-8"), *headers):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Let a server answer for the block."""
    with server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
