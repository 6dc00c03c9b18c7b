"""One parser of a request's head: what it refuses, and that Django and the recording see what it saw."""

from __future__ import annotations

import io
import random
import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest

from classroom.cookies.octets import text_of
from classroom.record.export import as_har
from classroom.record.recorder import Recorder
from classroom.site.live_site import open_site
from classroom.site.request_head import BadRequest, RequestLine, read_field_line, read_request_line
from classroom.site.server import SiteServer


class Bare:
    """A server whose application keeps the environ that it is called with, and answers 200."""

    def __init__(self) -> None:
        open_site()  # sets Django up, whose HttpRequest reads its settings
        self.environs: list[dict[str, Any]] = []
        self.recorder = Recorder()
        self.server = SiteServer(0, self.application, self.recorder, lambda line: None)

    def application(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.environs.append(environ)
        start_response("200 OK", [("Content-Length", "0")])
        return []

    def send(self, data: bytes) -> bytes:
        """Send bytes on a connection of their own. Returns all that comes back."""
        with socket.create_connection(self.server.server_address, timeout=30) as wire:
            wire.sendall(data)
            wire.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: wire.recv(65_536), b""))


@pytest.fixture(scope="module")
def bare() -> Iterator[Bare]:
    bare = Bare()
    yield bare
    bare.server.stop()


@pytest.fixture(autouse=True)
def fresh(bare: Bare) -> None:
    bare.environs.clear()
    bare.recorder.clear()


HEAD = b"GET /desk/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.mark.parametrize(
    "line",
    [
        b"no colon at all",
        b" Host: evil.example",
        b"\tfolded: yes",
        b"Cookie : a=1",
        b"Cookie\t: a=1",
        b": no name",
        b"X-A: 1\x002",
        b"X-A: 1\rX-B: 2",
        b"X-A: 1\r",
        b"X\x00A: 1",
        b"X-\xff: 1",
        b"X(A): 1",
        b"GET / HTTP/1.1",
        b"\x0bCookie: a=1",
        b"Content-Length : 5",
        b"Transfer-Encoding\x0b: chunked",
    ],
)
def test_a_line_that_is_no_field_line_is_refused_and_django_is_not_asked(bare: Bare, line: bytes) -> None:
    answer = bare.send(HEAD + line + b"\r\nX-Last: 1\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ") and bare.environs == []
    (one,) = bare.recorder.exchanges()
    assert one.status == 400 and one.request.head == HEAD + line + b"\r\n"


@pytest.mark.parametrize(
    "line", [b"Cookie : _xsrf=secret", b" _xsrf=secret", b"Cookie _xsrf=secret", b"\x00Cookie: USERNAME-8888=secret"]
)
def test_jupyters_cookies_hide_in_no_wrong_line(bare: Bare, line: bytes) -> None:
    answer = bare.send(HEAD + b"Cookie: a=1\r\n" + line + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ") and b"secret" not in answer
    (one,) = bare.recorder.exchanges()
    assert b"secret" not in one.request.head + one.response.body and "taken out" in one.remark


def test_they_hide_in_no_wrong_request_line_and_another_one_is_kept_once(bare: Bare) -> None:
    for line in (b"GET /desk/ Cookie: _xsrf=secret HTTP/1.1\r\n", b"Cookie: jupyter-x=secret\r\n"):
        answer = bare.send(line)
        assert answer.startswith(b"HTTP/1.1 400 ") and b"secret" not in answer
    answer = bare.send(b"GET  /desk/ HTTP/1.1\r\n")
    *hidden, one = bare.recorder.exchanges()
    assert [each.request.head for each in hidden] == [b"", b""] and one.request.head == b"GET  /desk/ HTTP/1.1\r\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"%s\r\n\r\n",
        HEAD + b"%s : 1\r\n\r\n",
        HEAD + b"%s: \x00\r\n\r\n",
        b"GET /desk/ %s\r\n\r\n",
        b"GET /desk/ HTTP/%s\r\n\r\n",
        b"GET %s://127.0.0.1/ HTTP/1.1\r\n\r\n",
    ],
)
def test_of_a_long_wrong_line_the_answer_repeats_little(bare: Bare, data: bytes) -> None:
    answer = bare.send(data % (b"s" * 50_000))
    assert re.match(rb"HTTP/1.1 4\d\d ", answer) and len(answer) < 2_000 and bare.environs == []


def test_the_error_names_the_rule_that_the_line_breaks(bare: Bare) -> None:
    assert b"white space stands before the colon: 'Cookie '" in bare.send(HEAD + b"Cookie : a=1\r\n\r\n")
    assert b"has no colon: 'no &lt;b&gt;colon'" in bare.send(HEAD + b"no <b>colon\r\n\r\n")


NAMES = [b"Cookie", b"cookie", b"Host", b"X-A", b"x-a", b"X_A", b"Content-Length", b"Content-Type", b"Connection"]
NAMES += [b"Accept", b"Cookie ", b" X", b"", b"X-\xe9", b"X\x0b", b"Referer", b"Expect", b"Transfer-Encoding"]
VALUES = [b"1", b"0", b"", b"a=1; b=2", b"\xec\x95\x88", b"a, b", b"x" * 300, b"a\rb", b"a\x00b", b"a:b", b"127.0.0.1"]
VALUES += [b"close", b" \t a \t ", b"\xa0", b"\xea\xb0\x85", b"\x0b1\x0c"]
JUPYTERS = [b"_xsrf=s3cret; a=1", b"a=1; username-x=s3cret", b"jupyter=s3cret", b"a;\x0b_XSRF\t=s3cret"]
ENDS = [b"\r\n"] * 8 + [b"\n", b"\r", b"\r\r\n", b"\n\r\n", b" \r\n", b"\r\n ", b"\x0b\r\n", b"\x85\r\n"]


def odd_head(chance: random.Random) -> bytes:
    lines = [b"GET /desk/?n=1 HTTP/1.1\r\n"] + [b"Host: 127.0.0.1\r\n"] * (chance.random() < 0.9)
    for _ in range(chance.randrange(6)):
        name = chance.choice(NAMES)
        value = chance.choice(VALUES + JUPYTERS * 2 if name.strip().lower() == b"cookie" else VALUES)
        lines.append(name + chance.choice([b":", b": ", b": ", b":\t", b""]) + value + chance.choice(ENDS))
    return b"".join(lines) + b"\r\n"


def by_the_grammar(head: bytes) -> list[tuple[str, str]] | None:
    """Header lines as RFC 9112 §5 writes them, read in another way than the site's; None where one is none."""
    found = re.fullmatch(
        rb"[^\r\n]*\r?\n((?:[!#$%&'*+.^_`|~\w-]+:[^\0\r\n]*\r?\n)*)\r?\n.*", head, re.DOTALL | re.ASCII
    )
    if found is None:
        return None
    pairs = re.findall(r"([^:\n]+):[ \t]*([^\r\n]*?)[ \t]*\r?\n", found[1].decode("latin-1"))
    return [(name, value) for name, value in pairs]


def as_django_names_them(fields: list[tuple[str, str]]) -> dict[str, str]:
    """What WSGI makes of header lines: one text for a name (PEP 3333), and Django leaves out names with `_`."""
    meta: dict[str, str] = {}
    for name, value in fields:
        key = name.upper().replace("-", "_")
        if "_" in name or (key in ("CONTENT_LENGTH", "CONTENT_TYPE") and f"HTTP_{key}" in meta):
            continue
        meta[f"HTTP_{key}"] = f"{meta[f'HTTP_{key}']},{value}" if f"HTTP_{key}" in meta else value
    return meta


@pytest.mark.parametrize("seed", range(8))
def test_django_and_the_recording_see_the_fields_that_the_grammar_sees(bare: Bare, seed: int) -> None:
    chance = random.Random(seed)
    served = 0
    for _ in range(250):
        head = odd_head(chance)
        bare.environs.clear()
        bare.recorder.clear()
        answer = bare.send(head)
        assert re.match(rb"HTTP/1.1 (200|4\d\d) ", answer), (head, answer)
        (one, *_) = bare.recorder.exchanges()
        assert b"s3cret" not in one.request.head and b"s3cret" not in answer, head
        expected = by_the_grammar(head)
        if not bare.environs:
            assert one.status >= 400, head
            continue
        served += 1
        assert expected is not None, head
        request = WSGIRequest({**bare.environs[0], "wsgi.input": io.BytesIO()})
        assert head.startswith(one.request.head) or b"s3cret" in head, head
        recorded = by_the_grammar(one.request.head)
        assert recorded is not None
        assert list(one.request.headers) == [(name, text_of(value.encode("latin-1"))) for name, value in recorded], head
        meta = as_django_names_them(recorded)
        seen = {key: value for key, value in request.META.items() if key.startswith("HTTP_")}
        for key in ("CONTENT_LENGTH", "CONTENT_TYPE"):
            if value := meta.pop(f"HTTP_{key}", ""):
                assert request.META[key] == value, head
        assert seen == meta, head
        others = [(name, value) for name, value in expected if "s3cret" not in value]
        assert [pair for pair in recorded if pair in others] == others, head
    assert served > 30


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET / HTTP/1.1 \r\n", 400),
        (b"GET  / HTTP/1.1\r\n", 400),
        (b"GET\t/ HTTP/1.1\r\n", 400),
        (b"GET / a HTTP/1.1\r\n", 400),
        (b"GET /\x00 HTTP/1.1\r\n", 400),
        (b"GET /a\rb HTTP/1.1\r\n", 400),
        (b"G\x00T / HTTP/1.1\r\n", 400),
        (b"GET / HTTP/1.1\r\r\n", 400),
        (b"GET / http/1.1\r\n", 400),
        (b"GET / HTTP/11\r\n", 400),
        (b"GET / HTTP/\xb2.1\r\n", 400),
        (b"GET / HTTP/2.0\r\n", 505),
        (b"PRI * HTTP/2.0\r\n", 505),
        (b"POST /\r\n", 400),
        (b"GET\r\n", 400),
        (b"GET desk/ HTTP/1.1\r\n", 400),
        (b"GET * HTTP/1.1\r\n", 400),
        (b"CONNECT 127.0.0.1:80 HTTP/1.1\r\n", 501),
        (b"GET https://127.0.0.1/ HTTP/1.1\r\n", 421),
        (b"GET ftp://127.0.0.1/ HTTP/1.1\r\n", 421),
        (b"GET http:///desk/ HTTP/1.1\r\n", 400),
        (b"GET http://127.0.0.1@evil.example/ HTTP/1.1\r\n", 400),
    ],
)
def test_a_request_line_that_this_site_does_not_answer(line: bytes, status: int) -> None:
    with pytest.raises(BadRequest) as caught:
        read_request_line(line)
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"GET /desk/?a=1 HTTP/1.1\r\n", RequestLine("GET", "/desk/?a=1", "HTTP/1.1")),
        (b"brew /\xed\x95\x9c HTTP/1.0\n", RequestLine("brew", "/\xed\x95\x9c", "HTTP/1.0")),
        (b"GET /\r\n", RequestLine("GET", "/", "HTTP/0.9")),
        (b"OPTIONS * HTTP/1.1\r\n", RequestLine("OPTIONS", "*", "HTTP/1.1")),
        (b"GET http://127.0.0.1:8000/a?b=/ HTTP/1.1\r\n", RequestLine("GET", "/a?b=/", "HTTP/1.1", "127.0.0.1:8000")),
        (b"GET HTTP://localhost HTTP/1.1\r\n", RequestLine("GET", "/", "HTTP/1.1", "localhost")),
        (b"GET http://localhost?a=1 HTTP/1.1\r\n", RequestLine("GET", "/?a=1", "HTTP/1.1", "localhost")),
    ],
)
def test_a_request_line_is_read(line: bytes, expected: RequestLine) -> None:
    assert read_request_line(line) == expected


def test_a_field_line_keeps_its_name_and_loses_the_white_space_around_its_value() -> None:
    assert read_field_line(b"x-Note: \t a b\t \r\n") == ("x-Note", "a b")
    assert read_field_line(b"X:\xea\xb0\xa0\n") == ("X", "\xea\xb0\xa0")  # the last byte is no white space here


def test_a_target_in_absolute_form_is_the_page_and_its_host(bare: Bare) -> None:
    answer = bare.send(b"GET http://127.0.0.1:8000/desk/?a=1 HTTP/1.1\r\nHost: other.example\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    (environ,), (one,) = bare.environs, bare.recorder.exchanges()
    assert (environ["PATH_INFO"], environ["QUERY_STRING"]) == ("/desk/", "a=1")
    assert environ["HTTP_HOST"] == "127.0.0.1:8000"  # RFC 9112 §3.2.2: Host is ignored
    assert (one.target, one.path, one.query, one.host) == ("/desk/?a=1", "/desk/", "a=1", "127.0.0.1:8000")
    assert one.url == "http://127.0.0.1:8000/desk/?a=1" == as_har([one])["log"]["entries"][0]["request"]["url"]
    assert one.request.start_line == "GET http://127.0.0.1:8000/desk/?a=1 HTTP/1.1"


@pytest.mark.parametrize(
    "target",
    [
        b"/a%2Fb?x=%00",
        b"/a;b?c?d",
        b"/?",
        b"/a#b?c",
        b"/\xed\x95\x9c?\xff",
        b"/:80/@?//",
        b"/http://x/?http://y/",
        b"http://h?x=1",
        b"http://h:80",
        b"HTTP://h/a/?b",
        b"http://h/http://x/?y#z",
        b"http://h#a?b",
        b"http://h//a",
    ],
)
def test_the_recording_and_django_agree_on_path_and_query(bare: Bare, target: bytes) -> None:
    bare.send(b"GET " + target + b" HTTP/1.1\r\nHost: h\r\n\r\n")
    (environ,), (one,) = bare.environs, bare.recorder.exchanges()
    path = text_of(environ["PATH_INFO"].encode("latin-1"))  # WSGI writes each byte as one character
    assert (path, environ["QUERY_STRING"]) == (one.path, one.query)


@pytest.mark.parametrize("version", [b"HTTP/1.1", b"HTTP/1.0"])
@pytest.mark.parametrize("second", [b"127.0.0.1", b"evil.example"])
def test_two_hosts_are_one_too_many(bare: Bare, version: bytes, second: bytes) -> None:
    answer = bare.send(b"GET / " + version + b"\r\nHost: 127.0.0.1\r\nHost: " + second + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400") and bare.environs == []


def test_an_absolute_target_of_http_1_0_needs_no_host(bare: Bare) -> None:
    assert bare.send(b"GET http://localhost/ HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200")
    assert bare.environs[0]["HTTP_HOST"] == "localhost"


def test_a_request_without_a_version_is_answered_with_a_status_line_and_the_last_one(bare: Bare) -> None:
    answer = bare.send(b"GET /desk/\r\nGET /desk/\r\n")
    assert answer.startswith(b"HTTP/1.1 200") and answer.count(b"HTTP/1.1") == 1


def test_options_of_the_server_itself_is_answered_without_a_page(bare: Bare) -> None:
    answer = bare.send(b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200") and b"Content-Length: 0\r\n" in answer and bare.environs == []
    assert bare.recorder.exchanges()[0].url == "http://127.0.0.1"


def test_endless_lines_of_nothing_but_jupyters_cookies_come_to_an_end(bare: Bare) -> None:
    answer = bare.send(HEAD + b"Cookie: _xsrf=1\r\n" * 20_000)
    assert answer.startswith(b"HTTP/1.1 431")


def test_https_is_refused_at_its_first_byte(bare: Bare) -> None:
    with socket.create_connection(bare.server.server_address, timeout=10) as wire:
        wire.sendall(b"\x16\x03\x01\x02\x00\x01")  # and waits, as a browser does
        assert b"http://" in b"".join(iter(lambda: wire.recv(65_536), b""))


@pytest.mark.parametrize(
    ("version", "connection", "stays"),
    [
        (b"HTTP/1.1", b"", True),
        (b"HTTP/1.1", b"Connection: Close\r\n", False),
        (b"HTTP/1.1", b"Connection: x, close\r\n", False),
        (b"HTTP/1.0", b"", False),
        (b"HTTP/1.0", b"Connection: Keep-Alive\r\n", True),
    ],
)
def test_how_long_a_connection_stays(bare: Bare, version: bytes, connection: bytes, stays: bool) -> None:
    one = b"GET / " + version + b"\r\nHost: 127.0.0.1\r\n" + connection + b"\r\n"
    assert bare.send(one * 2).count(b"HTTP/1.1 200") == (2 if stays else 1)


def test_a_refusal_arrives_although_the_client_is_still_sending(bare: Bare) -> None:
    """What is left unread would make the system throw the response away (RFC 9112 §9.6)."""
    with socket.create_connection(bare.server.server_address, timeout=60) as wire:
        wire.sendall(HEAD + b"Content-Length: 40000000\r\n\r\n")
        for _ in range(39):
            wire.sendall(bytes(1_000_000))
        assert wire.recv(65_536).startswith(b"HTTP/1.1 413")
