"""Exchanges for the tests of the HAR export: everyday ones and hostile ones."""

from __future__ import annotations

import gzip

from classroom.record.exchange import Exchange, Message

OK = b"HTTP/1.1 200 OK\r\n"
GET = b"GET / HTTP/1.1\r\nHost: 127.0.0.1:5\r\n\r\n"
CUT_BODY = "가나다".encode()[:-1]
ODD_LINES = (
    b"a", b"=", b"=b", b"a=\x00", b"a=1; Path=/; Path=x; Domain=.B.example; HttpOnly; Secure; SameSite=lax",
    b"\xff=\xff", b"a=; Max-Age=0", b"a=1; Max-Age=99999999999999",
    b"a=1; Expires=Mon, 01 Jan 1601 00:00:00 GMT; SameSite=x; Domain=",
)  # fmt: skip


def exchange(
    asked: bytes = GET,
    answered: bytes = OK + b"\r\n",
    body: bytes = b"",
    page: bytes = b"",
    travelled: int | None = None,
    remark: str = "",
) -> Exchange:
    """One exchange. body: of the request. page: of the response; travelled: how many bytes that had."""
    request, response = Message(asked, body, len(body)), Message(answered, page, travelled or len(page))
    return Exchange(1, 2, 40000, 1_790_000_000.5, 12.5, request, response, remark=remark)


def post(kind: bytes, body: bytes) -> Exchange:
    """A POST request with a body."""
    head = b"POST /x?a=1&b HTTP/1.1\r\nHost: 127.0.0.1:5\r\nContent-Type: " + kind + b"\r\n\r\n"
    return exchange(head, body=body)


def page(headers: bytes, body: bytes, travelled: int | None = None) -> Exchange:
    """A response with a body. headers: lines with their ends."""
    return exchange(answered=OK + headers + b"\r\n", page=body, travelled=travelled)


FORM = b"application/x-www-form-urlencoded"
FILE = (
    '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\n한\r\n'
    '--x\r\nContent-Disposition: form-data; name="f"; filename="가.png"\r\nContent-Type: image/png\r\n\r\n'
).encode() + b"\xff\x00\r\n--x--"
HOSTILE = (
    exchange(b"", b""),
    exchange(b"\xff\x00 garbage\r\n\r\n", b"", remark="No request."),
    exchange(b"GET /x\r\n\r\n"),
    exchange(b"GET / HTTP/1.1\r\nHost: <x>\xff\r\nCookie: a; =b; =; c==; \xff=\x00\r\nCookie: d\r\n\r\n"),
    exchange(b'GET /\xed\x95\x9c|<>%zz?[a]={b}"^` HTTP/1.1\r\nHost: [::1]:5\r\n\r\n'),
    exchange(b"GET http://y.example/a?b HTTP/1.1\r\nHost: x\r\n\r\n"),
    exchange(b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"),
    exchange(answered=OK + b"".join(b"Set-Cookie: " + line + b"\r\n" for line in ODD_LINES) + b"\r\n"),
    exchange(answered=OK + b"".join(b"H%d: \xff\x00\r\n" % each for each in range(500)) + b"\r\n"),
    exchange(answered=b"HTTP/1.1 302 Found\r\nLocation: /\xed\x95\x9c\r\n\r\n"),
    exchange(answered=b"HTTP/1.1 999\r\n\r\n"),
    page(b"Content-Type: text/html\r\n", b"x" * 200_000, 10_000_000),
    page(b"Content-Type: text/html; charset=utf-8\r\n", CUT_BODY, 9),
    page(b"", CUT_BODY, 9),
    page(b"Content-Type: text/plain\r\n", b"\xe9\x00"),
    page(b"Content-Type: text/html; charset=utf-8\r\n", b"\xe9t\xe9"),
    page(b"Content-Encoding: gzip\r\n", gzip.compress(b"\0" * 3_000_000)),
    page(b"Content-Encoding: br\r\n", b"\x0b\x02\x80"),
    page(b"Content-Encoding: gzip\r\n", b"not gzip"),
    post(FORM, b"a=%ED%95%9C&b=&a=2"),
    post(FORM, b"&&"),
    post(b"multipart/form-data; boundary=x", FILE),
    post(b"multipart/form-data", FILE),
    post(b"application/json", b'{"a": 1}'),
    post(b"image/png", b"\x89PNG\xff"),
    post(b"\xff", b"x"),
)
