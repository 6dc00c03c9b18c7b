"""What lesson 01 says of redirects, asked of Chromium and `requests`: what arrives after a POST, what is reloaded."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
import requests
from other_server import OtherHandler, running

pytestmark = pytest.mark.browser

FORM = {"product": "cutting-board"}
FORM_BODY = "product=cutting-board"
AFTER = [
    (301, "GET", ""),
    (302, "GET", ""),
    (303, "GET", ""),
    (307, "POST", FORM_BODY),
    (308, "POST", FORM_BODY),
]


class Server(ThreadingHTTPServer):
    """Redirects what is posted to /301 and the like to /end, and keeps what arrives there."""

    arrived: list[tuple[str, str]]


class Handler(OtherHandler):
    server: Server

    def do_GET(self) -> None:
        body = self.body().decode()
        if self.path == "/end":
            self.server.arrived.append((self.command, body))
        self.answer(f"<form method=post action={self.path}><input name=product><button>Send</button></form>")

    def do_POST(self) -> None:
        if self.path == "/end":
            self.do_GET()
        else:
            self.body()
            self.answer(status=int(self.path.removeprefix("/")), headers=[("Location", "/end")])


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Server(("127.0.0.1", 0), Handler)) as server:
        server.arrived = []
        yield server


@pytest.mark.parametrize(("status", "method", "body"), AFTER)
def test_what_arrives_after_a_post(chromium: Any, server: Server, status: int, method: str, body: str) -> None:
    address = f"http://127.0.0.1:{server.server_port}/{status}"
    requests.post(address, data=FORM, timeout=10)
    tab = chromium.new_page()
    try:
        tab.goto(address)
        tab.locator("input").fill(FORM["product"])
        tab.get_by_role("button", name="Send").click()
        tab.wait_for_url("**/end")
        assert server.arrived == [(method, body)] * 2, "requests, then Chromium"
        if method == "GET":
            tab.reload()
            assert server.arrived == [("GET", "")] * 3, "reload repeats the GET, and not the POST"
    finally:
        tab.close()
