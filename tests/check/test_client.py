"""What the check's own visitor sends, down to the request; nothing is listening."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
import requests
from form_table import form
from urllib3 import HTTPResponse

from classroom.check.answer import Answer
from classroom.check.client import Client
from classroom.check.objections import NotYet
from classroom.record.exchange import Exchange, Message

SITE = "http://127.0.0.1:8000"


class Wire:
    """Takes the place of the network: keeps the requests, answers each with the page that is set."""

    def __init__(self) -> None:
        self.sent: list[requests.PreparedRequest] = []
        self.page, self.location = "", ""

    def send(self, session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        self.sent.append(request)
        response = requests.Response()
        response.status_code, response.raw = 200, HTTPResponse(BytesIO(b""))
        return response

    def connected(self, client_port: int) -> None: ...

    def exchange_from(self, client_port: int) -> Exchange:
        line = "302 Found\r\nLocation: " + self.location if self.location else "200 OK"
        head = f"HTTP/1.1 {line}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        up = Message(f"{self.sent[-1].method} {self.sent[-1].path_url} HTTP/1.1\r\n\r\n".encode())
        return Exchange(len(self.sent), 1, 50000, 0.0, 1.0, up, Message(head.encode(), self.page.encode()))


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire()
    monkeypatch.setattr(requests.Session, "send", lambda *given, **options: wire.send(*given, **options))
    return wire


@pytest.fixture
def client(wire: Wire) -> Client:
    return Client(SITE, wire, None)


def submit(client: Client, wire: Wire, page: str, **wishes: Any) -> requests.PreparedRequest:
    wire.page = page
    client.submit("/articles/new/", **wishes)
    return wire.sent[-1]


def test_a_form_is_sent_to_its_page_with_its_page_as_referer(client: Client, wire: Wire) -> None:
    sent = submit(client, wire, "<form method=post><input name=a><input type=hidden name=t value=1></form>", a="x y")
    assert (sent.method, sent.url, sent.body) == ("POST", f"{SITE}/articles/new/", "a=x+y&t=1")
    assert sent.headers["Referer"] == f"{SITE}/articles/new/"


def test_the_name_of_a_field_may_be_that_of_an_argument(client: Client, wire: Wire) -> None:
    wire.page = form("<input name=page><input name=button>")
    client.submit("/articles/new/", page="1", button="2")
    assert wire.sent[-1].body == "page=1&button=2"


def test_a_button_sends_where_it_says(client: Client, wire: Wire) -> None:
    wire.page = form(
        "<input name=a><button>Save</button><button formaction=../1/delete/ name=b value=1>Delete</button>"
    )
    client.submit("/articles/new/", "Delete", a="x")
    assert (wire.sent[-1].url, wire.sent[-1].body) == (f"{SITE}/articles/1/delete/", "a=x&b=1")


def test_a_form_with_a_file_is_sent_in_parts_and_no_file_is_chosen(client: Client, wire: Wire) -> None:
    page = "<form method=post enctype=multipart/form-data><input name=a><input type=file name=f></form>"
    sent = submit(client, wire, page, a="ü")
    assert sent.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert isinstance(sent.body, bytes)
    assert 'name="a"\r\n\r\nü\r\n'.encode() in sent.body
    assert b'name="f"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n\r\n' in sent.body


def test_a_form_of_plain_text(client: Client, wire: Wire) -> None:
    sent = submit(client, wire, "<form method=post enctype=text/plain><input name=a><input name=b></form>", a="1 & ü")
    assert (sent.headers["Content-Type"], sent.body) == ("text/plain", "a=1 & ü\r\nb=\r\n".encode())


def test_a_page_with_letters_of_all_kinds_in_its_address_is_a_referer_too(client: Client, wire: Wire) -> None:
    wire.page = "<form method=post><input name=a></form>"
    client.submit("/artikel/größe/?q=%20한", a="x")
    assert wire.sent[-1].headers["Referer"] == f"{SITE}/artikel/gr%C3%B6%C3%9Fe/?q=%20%ED%95%9C"


@pytest.mark.parametrize("action", ["http://elsewhere.example/", "//[", "tel:110", "javascript:x()", "http://[x]y/"])
def test_nothing_is_sent_elsewhere(client: Client, wire: Wire, action: str) -> None:
    with pytest.raises(NotYet):
        submit(client, wire, f"<form method=post action='{action}'><input name=a></form>", a="x")
    assert [each.method for each in wire.sent] == ["GET"]


ELSEWHERE = [
    "http://127.0.0.1:8001/", "//127.0.0.1:8001/x", "http://127.0.0.1/", "//elsewhere.example/", "http://localhost:8000/",
    "https://127.0.0.1:8001/", "http://127.0.0.1:8000@elsewhere.example/", "\t//127.0.0.1:8001/",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_another_port_of_this_machine_is_elsewhere_too(client: Client, wire: Wire, target: str) -> None:
    """Jupyter, for example, listens there."""
    with pytest.raises(NotYet, match="its own pages"):
        client.get(target)
    with pytest.raises(NotYet, match="its own pages"):
        client.post(target, {"a": "x"}, token=True)
    assert wire.sent == []
    wire.location = target
    with pytest.raises(NotYet, match="its own pages"):
        client.follow(client.get("/"))
    assert [each.url for each in wire.sent] == [f"{SITE}/"]


def test_redirects_without_an_end_are_left(client: Client, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    send = wire.send

    def few(*given: Any, **options: Any) -> requests.Response:
        assert len(wire.sent) < 50, "it goes round and round"
        return send(*given, **options)

    monkeypatch.setattr(wire, "send", few)
    wire.location = "/again/"
    answer = client.follow(client.get("/"), most=3)
    assert [each.path_url for each in wire.sent] == ["/", *["/again/"] * 3] and answer.location == "/again/"
    client.follow(answer)


@pytest.mark.parametrize("location", ["http://[", "//[x"])
def test_a_redirect_that_nobody_can_read_is_not_followed(client: Client, wire: Wire, location: str) -> None:
    wire.location = location
    with pytest.raises(NotYet, match="addresses that can be read"):
        client.follow(client.get("/"))


def test_a_refused_wish_shows_the_page(client: Client, wire: Wire) -> None:
    wire.page = form("<select name=a><option>1</select>")
    page = client.get("/articles/new/")
    with pytest.raises(NotYet) as raised:
        client.submit(page, a="2")
    assert raised.value.exchange is page.exchange
    assert (raised.value.expected, raised.value.seen) == ("a offers 2", "it offers 1")
    assert isinstance(page, Answer) and len(wire.sent) == 1


def test_an_answer_that_goes_on_and_on_is_left(client: Client, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    def much(*_: Any, **__: Any) -> requests.Response:
        response = requests.Response()
        response.status_code, response.raw = 200, HTTPResponse(BytesIO(b"x" * 2_000_000), preload_content=False)
        return response

    monkeypatch.setattr("classroom.check.client.MOST", 500_000)
    monkeypatch.setattr(wire, "send", much)
    with pytest.raises(NotYet) as caught:
        client.get("/")
    assert "still goes on" in str(caught.value.seen)


def test_no_proxy_and_no_login_of_the_machine_comes_between(
    client: Client, wire: Wire, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("default login me password secret\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    given: list[dict[str, Any]] = []
    answer = wire.send
    monkeypatch.setattr(wire, "send", lambda *sent, **options: (given.append(options), answer(*sent, **options))[1])
    client.get("/")
    assert "Authorization" not in wire.sent[-1].headers
    assert not given[-1].get("proxies")


def test_each_request_has_a_timeout_and_follows_nothing(
    client: Client, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, Any]] = []
    closed: list[int] = []
    answer = wire.send

    def send(*sent: Any, **options: Any) -> requests.Response:
        given.append(options)
        response = answer(*sent, **options)
        monkeypatch.setattr(response, "close", lambda: closed.append(1))
        return response

    monkeypatch.setattr(wire, "send", send)
    client.get("/")
    client.post("/", stream=False)
    for each in given:
        assert 0 < each["timeout"] <= 60 and each["allow_redirects"] is False and each["stream"] is True
    assert closed == [1, 1], "what is left of the answer is not read, and its connection is given back"


def test_an_answer_that_trickles_is_left(client: Client, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece comes within the timeout, and it has no end."""
    clock = itertools.count(0.0, 5.0)

    class Trickle(requests.Response):
        def iter_content(self, *_: Any, **__: Any) -> Iterator[bytes]:
            for _ in range(1000):
                yield b"x"
            raise AssertionError("it is read to its end")

    def send(*_: Any, **__: Any) -> requests.Response:
        response = Trickle()
        response.status_code, response.raw = 200, HTTPResponse(BytesIO(b""))
        return response

    monkeypatch.setattr(wire, "send", send)
    monkeypatch.setattr("classroom.check.client.time", SimpleNamespace(monotonic=lambda: next(clock)))
    with pytest.raises(NotYet) as caught:
        client.get("/")
    assert "still goes on" in str(caught.value.seen)


@pytest.mark.parametrize(
    "problem", [requests.ConnectionError(), requests.Timeout(), requests.exceptions.InvalidHeader()]
)
def test_no_answer_is_told_in_words(
    problem: Exception, client: Client, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(*_: Any, **__: Any) -> NoReturn:
        raise problem

    monkeypatch.setattr(wire, "send", send)
    with pytest.raises(NotYet) as caught:
        client.get("/x/")
    assert type(problem).__name__ in str(caught.value.seen) and "GET /x/" in str(caught.value.expected)


def test_only_the_cookies_that_are_named_are_forgotten(client: Client) -> None:
    client.carry(a="1", b="2", c="3")
    client.forget("b")
    assert client.cookies == {"a": "1", "c": "3"}
    client.forget()
    assert client.cookies == {}
