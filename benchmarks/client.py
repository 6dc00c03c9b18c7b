"""A minimal HTTP client on one socket, so that the measured time is mostly the server's."""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"\r\nset-cookie: *([^=;\r\n]+)=([^;\r\n]*)", re.IGNORECASE)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Client:
    """One keep-alive connection to a server on 127.0.0.1, with a cookie jar of names and values only.

    url: scheme, host and port, such as `site.url`. timeout: seconds. Raises OSError where it cannot connect.
    """

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        self.host = urlsplit(url).netloc
        self.cookies: dict[bytes, bytes] = {}
        port = int(self.host.rpartition(":")[2])
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> bytes:
        """Send a GET request; return the body of the response. Raises OSError for a status other than 200."""
        status, body = self.send(f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n".encode())
        if status != 200:
            raise OSError(f"GET {path}: {status}")
        return body

    def log_in(self, username: str, password: str) -> None:
        """Log in to the demo site with its form. Raises OSError where that fails."""
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
        """Send a request; return status and body of the response.

        head: its request line and headers, without `Cookie` and the empty line, which are added here.
        """
        if self.cookies:
            head += b"Cookie: " + b"; ".join(b"%s=%s" % pair for pair in self.cookies.items()) + b"\r\n"
        self.socket.sendall(head + b"\r\n" + body)
        return self.read_response()

    def read_response(self) -> tuple[int, bytes]:
        """Read one response; return status and body. Raises OSError where the connection closes before its end."""
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
