"""What lesson 13 says of browsers, asked of Chromium: a backslash in Location, and a closed login page."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser


class Server(ThreadingHTTPServer):
    """Redirects `/go/` as a test says, and every other path to a login page that sends to itself."""

    location = ""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if self.path == "/here/":
            self.send_response(200)
        else:
            self.send_response(302)
            closed = f"/login/?next={quote(self.path)}"
            self.send_header("Location", self.server.location if self.path == "/go/" else closed)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    with Server(("127.0.0.1", 0), Handler) as site, Server(("127.0.0.1", 0), Handler) as other:
        threads = [Thread(target=each.serve_forever) for each in (site, other)]
        for thread in threads:
            thread.start()
        yield site, other
        site.shutdown()
        other.shutdown()
        for thread in threads:
            thread.join()


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def test_a_backslash_is_read_like_a_slash(servers: tuple[Server, Server], tab: Any) -> None:
    site, other = servers
    site.location = rf"/\127.0.0.1:{other.server_port}/here/"
    tab.goto(f"http://127.0.0.1:{site.server_port}/go/")
    assert tab.url == f"http://127.0.0.1:{other.server_port}/here/"


def test_a_login_page_that_sends_to_itself_ends_in_an_error(servers: tuple[Server, Server], tab: Any) -> None:
    with pytest.raises(Exception, match="ERR_TOO_MANY_REDIRECTS"):
        tab.goto(f"http://127.0.0.1:{servers[0].server_port}/inside/")
