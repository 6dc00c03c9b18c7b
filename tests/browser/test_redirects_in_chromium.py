"""What lesson 01 says of redirects, asked of Chromium and `requests`: what arrives after a POST, what is reloaded."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import requests

pytestmark = pytest.mark.browser

FORM = {"product": "cutting-board"}
FORM_BODY = "product=cutting-board"
PAGE = "<!doctype html><title>a page</title><link rel=icon href='data:,'>"
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


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        status = self.path.removeprefix("/")
        page = PAGE + f"<form method=post action={self.path}><input name=product><button>Send</button></form>"
        if status.isdecimal() and self.command == "POST":
            self.send_response(int(status))
            self.send_header("Location", "/end")
            page = ""
        else:
            if self.path == "/end":
                self.server.arrived.append((self.command, body))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as server:
        server.arrived = []
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


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
