"""What lesson 13 says of browsers, asked of Chromium: a backslash in Location, and a closed login page."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

import pytest
from other_server import OtherHandler, running

pytestmark = pytest.mark.browser


class Server(ThreadingHTTPServer):
    """Redirects `/go/` as a test says, and every other path to a login page that sends to itself."""

    location = ""


class Handler(OtherHandler):
    server: Server

    def do_GET(self) -> None:
        if self.path == "/here/":
            self.answer()
        else:
            closed = f"/login/?next={quote(self.path)}"
            self.answer(status=302, headers=[("Location", self.server.location if self.path == "/go/" else closed)])


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    with running(Server(("127.0.0.1", 0), Handler)) as site, running(Server(("127.0.0.1", 0), Handler)) as other:
        yield site, other


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
