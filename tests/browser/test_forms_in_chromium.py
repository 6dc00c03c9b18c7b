"""The table of `form_table.py`, asked of Chromium: each form is filled in there and sent to a server of the test."""

from __future__ import annotations

import time
from collections.abc import Iterator
from email import message_from_bytes
from http.server import ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import pytest
from form_table import MULTIPART, PAGE, PLAIN, ROWS, Row
from other_server import OtherHandler, running

pytestmark = pytest.mark.browser

FILL_IN = """([number, wishes]) => {
  const form = document.forms[number];
  form.noValidate = true;
  for (const [name, wish] of Object.entries(wishes)) {
    const all = [...form.elements].filter(each => each.name === name && !each.disabled);
    const seen = all.filter(each => each.type !== 'hidden');
    const list = [wish].flat();
    let next = 0;
    for (const each of seen.length ? seen : all) {
      if (each.type === 'checkbox') each.checked = wish === true || list.includes(each.value);
      else if (each.type === 'radio') each.checked = list.includes(each.value);
      else if (each.tagName === 'SELECT')
        for (const option of each.options) option.selected = list.includes(option.value) || list.includes(option.text);
      else each.value = Array.isArray(wish) ? list[next++] : wish;
    }
  }
}"""
# Says "enter" where there is a field in which Enter can be pressed; else it presses the button, or sends the form
# where it has none. Not at once: the page must not go while the browser still answers the test.
SEND = """([number, words]) => {
  const form = document.forms[number];
  const buttons = [...document.querySelectorAll('button, input')]
    .filter(each => each.form === form && ['submit', 'image'].includes(each.type));
  const button = words ? buttons.find(each => (each.textContent || each.value) === words) : buttons[0];
  const field = [...form.elements].find(each => each.matches('input:enabled:not([type])') && each.checkVisibility());
  if (button && !words && field) { field.focus(); return 'enter'; }
  setTimeout(() => button ? button.click() : form.requestSubmit(), 1);
  return 'sent';
}"""


class Came(NamedTuple):
    """What reached the server: the path, and the names and values in order."""

    method: str
    path: str
    enctype: str
    entries: list[tuple[str, str]]


class Server(ThreadingHTTPServer):
    """Serves one page at `PAGE`, and keeps what its form sends."""

    page = ""
    came: Came | None = None


class Handler(OtherHandler):
    server: Server

    def do_GET(self) -> None:
        path, asked, query = self.path.partition("?")
        if asked:
            self.server.came = Came("get", path, "", parse_qsl(query, keep_blank_values=True))
        self.answer("sent" if asked else self.server.page)

    def do_POST(self) -> None:
        kind, body = self.headers["Content-Type"], self.body()
        self.server.came = Came("post", self.path, kind.partition(";")[0], entries(kind, body))
        self.answer("sent")


def entries(kind: str, body: bytes) -> list[tuple[str, str]]:
    """Names and values of a body, of each way in which a form encodes them."""
    if kind.startswith(MULTIPART):
        parts: Any = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).get_payload()
        return [
            (part.get_param("name", header="content-disposition"), part.get_payload(decode=True).decode())
            for part in parts
        ]
    if kind == PLAIN:
        pairs = [line.partition("=") for line in body.decode().split("\r\n")[:-1]]
        return [(name, value) for name, _, value in pairs]
    return parse_qsl(body.decode(), keep_blank_values=True)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running(Server(("127.0.0.1", 0), Handler)) as server:
        yield server


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_chromium_sends_it_so(row: Row, server: Server, tab: Any) -> None:
    server.page, server.came = row.page, None
    tab.goto(f"http://127.0.0.1:{server.server_port}{PAGE}")
    tab.evaluate(FILL_IN, [row.number, dict(row.wishes)])
    if tab.evaluate(SEND, [row.number, row.button]) == "enter":
        tab.keyboard.press("Enter")
    tab.wait_for_function("document.body && document.body.textContent === 'sent'")
    until = time.monotonic() + 10
    while server.came is None and time.monotonic() < until:
        time.sleep(0.01)
    assert server.came is not None
    assert server.came.entries == list(row.sent)
    enctype = row.enctype if row.method == "post" else ""
    assert (server.came.method, server.came.path, server.came.enctype) == (row.method, row.to, enctype)
