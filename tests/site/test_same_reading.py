"""An exchange reads path, query, form and cookies as Django does: both are asked about the same bytes."""

from __future__ import annotations

import io
import re
import socket
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_started
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom import open_site
from classroom.record.exchange import Exchange

FORM = b"application/x-www-form-urlencoded"
MULTIPART = b"multipart/form-data; boundary=x"


class Both(NamedTuple):
    """One request as the recorder has it, and as Django saw it; None where the server refused it without Django."""

    exchange: Exchange
    django: WSGIRequest | None


class Asker:
    """Sends bytes to the site, and catches the request that Django makes of them."""

    def __init__(self, site: Any) -> None:
        self._site = site
        self._seen: list[WSGIRequest] = []
        request_started.connect(self._catch)

    def _catch(self, environ: dict[str, Any], **_: Any) -> None:
        body = environ["wsgi.input"].read()
        environ["wsgi.input"] = io.BytesIO(body)
        self._seen.append(WSGIRequest({**environ, "wsgi.input": io.BytesIO(body)}))

    def ask(self, target: bytes, kind: bytes = b"", body: bytes = b"", cookie: bytes = b"") -> Both:
        self._seen.clear()
        head = (b"POST " if body else b"GET ") + target + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        head += b"Cookie: " + cookie + b"\r\n" if cookie else b""
        if body:
            head += b"Content-Type: " + kind + b"\r\nContent-Length: %d\r\n" % len(body)
        address = urlsplit(self._site.url)
        with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
            connection.sendall(head + b"\r\n" + body)
            while connection.recv(65_536):
                pass
        return Both(self._site.exchanges[-1], self._seen[0] if self._seen else None)


@pytest.fixture(scope="module")
def asker() -> Iterator[Asker]:
    site = open_site()
    asker = Asker(site)
    yield asker
    request_started.disconnect(asker._catch)
    site.close()


def agree(both: Both) -> bool:
    """Whether both read the same path, query and form. True where Django was not asked."""
    one, django = both
    if django is None:
        return one.status == 400
    lists = lambda query: sorted((name, value) for name, values in query.lists() for value in values)  # noqa: E731
    return (
        one.path == django.path
        and sorted(one.parameters) == lists(django.GET)
        and sorted(one.form) == lists(django.POST)
    )


@pytest.mark.parametrize(
    "target",
    [
        b"/desk/hello/", b"/desk/hello", b"/Desk/Hello/", b"/desk/hello/?", b"/desk//hello/", b"//desk/hello/",
        b"///desk", b"/./desk/hello/", b"/desk/../market/", b"/desk/%2e%2e/market/", b"/desk/hello/;a=1", b"/;", b"/",
        b"/desk/hell%6f/", b"/desk/hell%6F/", b"/%64esk%2Fhello/", b"/%2Fdesk", b"/a%3Fb?c", b"/a%23b", b"/a#b?c",
        b"/a%25b", b"/a%2525b", b"/%zz", b"/%", b"/%E", b"/a+b", b"/a%20b", b"/a%00b", b"/a%0Ab", b"/a\\b", b"/a%5Cb",
        b"/%ED%95%9C", b"/\xed\x95\x9c", b"/%ED%95", b"/%FF", b"/\xff", b"/%ff%ED%95%9C", b"/\xe9%C3%A9", b"/%ed%a0%80",
        b"/%F0%9F%8D%AA", b"/%C0%AF", b"/?a=%ED%95%9C", b"/?a=\xed\x95\x9c", b"/?a=%FF", b"/?a=\xff", b"/?a=1&a=2",
        b"/?a", b"/?=1", b"/?a=1;b=2", b"/?&&a=&", b"/?a=b=c", b"/?a+b=c+d", b"/?a=%26b%3D1", b"/??a=1", b"/?a=1?b=2",
        b"/?a=1#b", b"/?%E9=\xe9", b"/?a=%00", b"/?a=" + b"x" * 5_000, b"/" + b"/" * 500,
        b"/desk/hello/\xa0", b"/?a=voil\xc3\xa0", b"/\xe0\xa0\x85?\x85=\xa0", b"/|<>\"^`{}[]",
    ],
)  # fmt: skip
def test_they_read_the_same_target(asker: Asker, target: bytes) -> None:
    both = asker.ask(target)
    assert both.django is not None
    assert agree(both), (both.exchange.path, both.django.path, both.exchange.parameters, both.django.GET)


@given(st.lists(st.sampled_from([*b"/.;%?#&=+a2eFEDc\xed\x95\x9c\xff", *b"///%%%"]), max_size=14).map(bytes))
@settings(max_examples=150)
def test_they_read_any_target_the_same(asker: Asker, rest: bytes) -> None:
    assert agree(asker.ask(b"/" + rest))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (FORM, b"a=%ED%95%9C&b=&a=2"), (FORM, b"a=\xed\x95\x9c"), (FORM, b"a=\xe9&b=%E9"), (FORM, b"a=1;b=2"),
        (FORM, b"a"), (FORM, b"\x00=\xff&=1"), (FORM + b"; charset=utf-8", b"a=1"), (FORM.upper(), b"a=1"),
        (b" " + FORM + b" ", b"a=1"), (b"text/plain", b"a=1"), (b"x-" + FORM, b"a=1"), (FORM + b"x", b"a=1"),
        (MULTIPART, b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1;2\r\n--x--\r\n'),
        (MULTIPART, '--x\r\nContent-Disposition: form-data; name="한글"\r\n\r\n값\r\n\r\n--x--\r\n'.encode()),
        (MULTIPART, b'--x\r\ncontent-disposition:form-data;name="a"\r\n\r\n-xy\r\n--x  \r\nContent-Disposition: '
                    b'form-data; name="f"; filename="a;b.txt"\r\nContent-Type: text/plain\r\n\r\n\xff\r\n--x--\r\n'),
        (b'multipart/form-data; Boundary="x"', b'--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--x--'),
        (MULTIPART, b'--x\r\nContent-Disposition: form-data; name="f"; filename=""\r\n'
                    b'Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n'),  # no file was chosen
    ],
)  # fmt: skip
def test_they_read_the_same_form(asker: Asker, kind: bytes, body: bytes) -> None:
    both = asker.ask(b"/desk/echo/", kind, body)
    assert both.django is not None
    assert agree(both), (both.exchange.form, dict(both.django.POST.lists()))


@pytest.mark.parametrize("cookie", ["note=한글; b=1", "a=1; a=2", "a==b; c", "a=x y;b=z "])
def test_they_read_the_same_cookies(asker: Asker, cookie: str) -> None:
    both = asker.ask(b"/desk/cookies/", cookie=cookie.encode())
    assert both.django is not None
    assert dict(both.exchange.request_cookies) == both.django.COOKIES


@pytest.mark.parametrize("target", [b"x", b"https://127.0.0.1/", b"http://", b"a b"])
def test_a_refusal_ends_with_one_full_stop(asker: Asker, target: bytes) -> None:
    text = asker.ask(target).exchange.response.text
    assert re.search(r"\w[^.<]*\.</p>\s*</body>", text) and "..</p>" not in text
