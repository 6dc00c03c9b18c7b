"""Exchange values: bytes parsed without a socket."""

from __future__ import annotations

import base64
import copy
import json
import pickle
import warnings
import zlib
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.record.exchange import Exchange, Message, SessionRow, SetCookie
from classroom.record.target import path_and_query, path_of, url_of


def exchange(request: bytes, response: bytes = b"HTTP/1.1 200 OK\r\n\r\n", body: bytes = b"") -> Exchange:
    return Exchange(1, 1, 40000, 0.0, 1.0, Message(request, body, len(body)), Message(response))


def test_the_request_line_is_taken_apart() -> None:
    one = exchange(b"GET /desk/echo/?a=1&b=2 HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (one.method, one.path, one.query) == ("GET", "/desk/echo/", "a=1&b=2")


def test_request_cookies_keep_order_duplicates_and_equals_signs() -> None:
    one = exchange(b"GET / HTTP/1.1\r\nCookie: a=1; b=x=y; a=2; lonely\r\n\r\n")
    assert one.request_cookies == (("a", "1"), ("b", "x=y"), ("a", "2"), ("", "lonely"))


def test_each_set_cookie_line_is_one_cookie_though_its_date_holds_a_comma() -> None:
    one = exchange(
        b"GET / HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nSet-Cookie:  a=1; expires=Sun, 06 Dec 2026 17:39:47 GMT; HttpOnly\r\n"
        b"set-cookie: b=2\r\n\r\n",
    )
    first, second = one.response_cookies
    assert (first.name, first.value, second.name) == ("a", "1", "b")
    assert first.attribute("Expires") == "Sun, 06 Dec 2026 17:39:47 GMT"
    assert first.attribute("httponly") == ""
    assert second.attribute("httponly") is None


def test_a_cookie_is_deleted_by_max_age_or_by_1970() -> None:
    assert SetCookie.parse('a=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/').deletes
    assert SetCookie.parse("a=; Expires=Thu, 01-Jan-1970 00:00:00 GMT").deletes
    assert SetCookie.parse("a=; Max-Age=-1").deletes
    assert not SetCookie.parse("a=").deletes
    assert not SetCookie.parse("a=; Max-Age=--5").deletes
    assert not SetCookie.parse("a=; Max-Age=" + "9" * 5000).deletes
    assert not SetCookie.parse("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT").deletes


def test_a_cookie_is_deleted_by_an_expiry_that_was_over_when_the_answer_had_come() -> None:
    lines = b"".join(b"Set-Cookie: a=; Expires=Sun, 09 Sep 2001 01:46:%d GMT\r\n" % second for second in (40, 42, 43))
    asked, answered = Message(b"GET / HTTP/1.1\r\n\r\n"), Message(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n")
    one = Exchange(1, 1, 40000, 1_000_000_000.0, 2_000.0, asked, answered)  # from 01:46:40 to 01:46:42
    assert [each.deletes for each in one.response_cookies] == [True, True, False]
    assert [each.arrived for each in one.response_cookies] == [1_000_000_002.0] * 3


def test_a_cookie_header_of_hostile_bytes_loses_nothing() -> None:
    one = exchange(b"GET / HTTP/1.1\r\nCookie: a=\xec\xbf\xa0; b=\x00; \xff; c\r\nCookie: a=2\r\n\r\n")
    assert one.request_cookies == (("a", "\xec\xbf\xa0"), ("b", "\x00"), ("", "\xff"), ("", "c"), ("a", "2"))


def test_headers_are_read_once_and_the_message_stays_a_plain_value() -> None:
    head = b"GET / HTTP/1.1\r\nHost:  x \r\nno colon\r\nHost: y\r\n\r\n"
    read, unread = Message(head, b"body", 4), Message(head, b"body", 4)
    assert read.headers == (("Host", "x"), ("Host", "y"))
    assert read.headers is read.headers
    assert read == unread and hash(read) == hash(unread) and repr(read) == repr(unread)
    for twin in (pickle.loads(pickle.dumps(read)), copy.deepcopy(read), replace(read)):
        assert twin == read and twin.headers == read.headers
    assert replace(read, head=b"GET / HTTP/1.1\r\nA: b\r\n\r\n").headers == (("A", "b"),)
    with pytest.raises(FrozenInstanceError):
        read.head = b""  # type: ignore[misc]
    one = exchange(head)
    assert one.request.headers and pickle.loads(pickle.dumps(one)) == one == exchange(head)


def test_session_data_is_read_without_a_key() -> None:
    plain = base64.urlsafe_b64encode(json.dumps({"n": 2}).encode()).rstrip(b"=").decode()
    squeezed = base64.urlsafe_b64encode(zlib.compress(json.dumps({"n": 3}).encode())).rstrip(b"=").decode()
    assert SessionRow("k", f"{plain}:1xVBXY:signature", 0).data == {"n": 2}
    assert SessionRow("k", f".{squeezed}:1xVBXY:signature", 0).data == {"n": 3}


def test_what_is_not_in_the_alphabet_of_a_url_is_unreadable_and_python_is_not_asked() -> None:
    """Python 3.15 warns of + and / there, and will discard them; it has always discarded other characters."""
    raw = json.dumps({"n": "~~~???>>>"}).encode()
    stored, other = base64.urlsafe_b64encode(raw).decode(), base64.b64encode(raw).decode()
    assert {"-", "_"} & set(stored) and {"+", "/"} & set(other)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for padded in (stored, stored.rstrip("="), stored.rstrip("=") + "=="):
            assert SessionRow("k", padded, 0).data == {"n": "~~~???>>>"}
        for hostile in (
            other,
            f"{stored[:4]} {stored[4:]}",
            f"{stored}\n",
            f"\0{stored}",
            f"{stored[:4]}=={stored[4:]}",
        ):
            assert SessionRow("k", hostile, 0).data == {}


def test_of_squeezed_data_a_bounded_part_is_unpacked() -> None:
    """A megabyte of blanks takes a kilobyte, so a small cookie could fill the memory."""
    import base64
    import zlib

    def row(blanks: int) -> SessionRow:
        squeezed = zlib.compress(b'{"a": "' + b" " * blanks + b'"}')
        return SessionRow("k", f".{base64.urlsafe_b64encode(squeezed).decode().rstrip('=')}:1xXnWA:signed", 0.0)

    assert len(row(100_000).data["a"]) == 100_000
    assert len(row(20_000_000).stored) < 30_000 and row(20_000_000).data == {}


def test_a_redirect_tells_its_path() -> None:
    one = exchange(b"POST / HTTP/1.1\r\n\r\n", b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:5/a/?b=1\r\n\r\n")
    assert (one.status, one.reason, one.location) == (302, "Found", "/a/?b=1")


def test_a_status_that_is_none_counts_as_zero() -> None:
    assert exchange(b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 " + b"2" * 5000 + b" x\r\n\r\n").status == 0


def test_a_form_is_read_and_another_body_is_not() -> None:
    head = b"POST / HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
    assert exchange(head, body=b"a=%ED%95%9C&b=").form == (("a", "한"), ("b", ""))
    assert exchange(b"POST / HTTP/1.1\r\nContent-Type: text/plain\r\n\r\n", body=b"a=1").form == ()


@given(st.binary(max_size=300), st.binary(max_size=300), st.binary(max_size=100))
def test_no_bytes_make_a_value_raise(request: bytes, response: bytes, body: bytes) -> None:
    one = exchange(request, response, body)
    assert repr(one).startswith("<Exchange 1:")
    assert one.status >= 0
    for part in (one.request, one.response):
        assert isinstance(part.text, str)
        assert isinstance(part.headers, tuple)
    assert isinstance(one.location, str | None)
    assert all(isinstance(each.deletes, bool) for each in one.response_cookies)


@given(st.text(max_size=200))
def test_no_stored_text_makes_a_row_raise(stored: str) -> None:
    assert isinstance(SessionRow("k", stored, 0).data, dict)


def test_a_stored_session_is_decoded_wherever_it_lies() -> None:
    assert SessionRow("k", '{"visits": 2}', 0, "cache", 26).data == {"visits": 2}
    assert SessionRow("k", "eyJ2aXNpdHMiOjJ9:1xVGXO:sig", 0, "cookie").data == {"visits": 2}
    for text in ("", "{", "[1]", '{"a":' * 5_000, "." + "A" * 400, base64.b64encode(b"[" * 90_000).decode()):
        assert SessionRow("k", text, 0).data == {}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"GET /a?b HTTP/1.1", ("GET", "/a?b", "HTTP/1.1")),
        (b"GET\t/a  HTTP/1.1", ("GET", "/a", "HTTP/1.1")),
        (b"GET /a", ("GET", "/a", "")),
        (b"GET /a b HTTP/1.1", ("GET", "/a", "b HTTP/1.1")),  # refused by the server
        (b"what", ("what", "", "")),
        (b"", ("", "", "")),
    ],
)
def test_a_request_line_is_taken_apart_as_the_server_does(line: bytes, words: tuple[str, str, str]) -> None:
    one = exchange(line + b"\r\n\r\n")
    assert (one.method, one.target, one.version) == words


@pytest.mark.parametrize(
    ("target", "path", "query", "url"),
    [
        (b"/a%20b?c=%41", "/a b", "c=%41", "http://x:5/a%20b?c=%41"),
        (b"//a//b", "/a//b", "", "http://x:5//a//b"),
        (b"/%ed%95%9c%FF", "/한%FF", "", "http://x:5/%ed%95%9c%FF"),
        (b'/\xed\x95\x9c|<"%zz', '/한|<"%zz', "", "http://x:5/%ED%95%9C%7C%3C%22%25zz"),
        (b"/a?", "/a", "", "http://x:5/a?"),
        (b"?b", "/", "b", "http://x:5?b"),
        (b"*", "/*", "", "http://x:5"),
        (b"http://y.example/a?b", "/a", "b", "http://y.example/a?b"),
        (b"HTTP://y.example", "/", "", "http://y.example/"),
        (b"http://y.example?b", "/", "b", "http://y.example?b"),
        (b"https://a b/c", "/c", "", "http://127.0.0.1/c"),
    ],
)
def test_a_target_becomes_a_path_and_a_url(target: bytes, path: str, query: str, url: str) -> None:
    if b" " not in target:
        one = exchange(b"GET " + target + b" HTTP/1.1\r\nHost: x:5\r\n\r\n")
        assert (one.path, one.query, one.url) == (path, query, url)
    assert (path_of(target), url_of(target, "x:5")) == (path, url)


@pytest.mark.parametrize("host", [b"", b"a b", b"<script>", b"x/../y", b"a@b", b"\xff", b"x:y", b"x:123456"])
def test_a_host_that_is_none_is_not_in_the_url(host: bytes) -> None:
    assert exchange(b"GET /a HTTP/1.1\r\nHost: " + host + b"\r\n\r\n").url == "http://127.0.0.1/a"
    assert url_of(b"/a", None, 8000) == "http://127.0.0.1:8000/a"


@pytest.mark.parametrize(
    ("location", "path"),
    [
        (b"http://x", "/"),
        (b"/b/", "/b/"),
        (b"b/?c", "/a/b/?c"),
        (b"../b/", "/b/"),
        (b"?c", "/a/?c"),
        (b"//other.example/b", "/b"),
        (b"http://[", "http://["),
        (b"", ""),
    ],
)
def test_a_relative_redirect_counts_from_the_url_that_was_asked_for(location: bytes, path: str) -> None:
    one = exchange(b"GET /a/ HTTP/1.1\r\nHost: x\r\n\r\n", b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\n\r\n")
    assert one.location == path


def test_two_spellings_of_one_target_are_the_same() -> None:
    same = {path_and_query(each) for each in ("/a/?b=%41", "//%61/?%62=A", "http://x/a/?b=A", b"/a/?b=A")}
    assert same == {("/a/", (("b", "A"),))}
    others = ("/a", "/A/?b=A", "/a/?b=a", "/a//?b=A", "/a/./?b=A", "/a/;?b=A", "/a/?b=A&b=A")
    assert not same & {path_and_query(each) for each in others}
