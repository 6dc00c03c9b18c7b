"""A bare client: one socket, few lines, so that the time measured is the server's."""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r\n]+)=([^;\r\n]*)", re.IGNORECASE)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Client:
    """One connection to a server, kept alive, with a cookie jar as plain as can be.

    url: scheme, host and port, as `site.url` has it. timeout: seconds. Raises OSError where nobody answers.
    """

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        self.host = urlsplit(url).netloc
        self.cookies: dict[bytes, bytes] = {}
        port = int(self.host.rpartition(":")[2])
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> bytes:
        """GET; returns the body. Raises OSError for anything but 200."""
        status, body = self.send(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n".encode())
        if status != 200:
            raise OSError(f"GET {path}: {status}")
        return body

    def log_in(self, username: str, password: str) -> None:
        """Log in to the demo site by its form. Raises OSError where that fails."""
        path = "/accounts/login/"
        token = TOKEN.search(self.get(path))[1].decode()
        form = f"csrfmiddlewaretoken={token}&username={username}&password={password}".encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self.host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(form)}\r\n"
        )
        status, _ = self.send(head.encode(), form)
        if status != 302 or b"sessionid" not in self.cookies:
            raise OSError(f"{username} could not log in: {status}")

    def send(self, head: bytes, body: bytes = b"") -> tuple[int, bytes]:
        """Send a request whose head lacks the cookies and the empty line; return status and body."""
        if self.cookies:
            head += b"Cookie: " + b"; ".join(b"%s=%s" % pair for pair in self.cookies.items()) + b"\r\n"
        self.socket.sendall(head + b"\r\n" + body)
        return self.answer()

    def answer(self) -> tuple[int, bytes]:
        """Read one response. Raises OSError where the connection ends before it."""
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        self.cookies.update(COOKIE.findall(head))
        length = LENGTH.search(head)
        while length and len(body) < int(length[1]):
            body += self._more()
        return int(head.split(b" ", 2)[1]), body

    def _more(self) -> bytes:
        data = self.socket.recv(65_536)
        if not data:
            raise ConnectionResetError("the connection ended")
        return data

    def close(self) -> None:
        self.socket.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
