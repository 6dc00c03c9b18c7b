"""What of an answer cannot be sent, and which redirects close a circle: plain values, no project is loaded."""

from __future__ import annotations

import itertools
from urllib.parse import quote

import pytest

from classroom.workshop.redirects import Redirects
from classroom.workshop.wire import Pairs, misread, unfit

UNFIT: dict[str, tuple[str, Pairs, int | None, str]] = {
    "a reason in Korean": ("200 한글", [], 0, "The reason phrase of the answer cannot be sent"),
    "a reason of two lines": ("200 a\nX: y", [], 0, "The reason phrase of the answer cannot be sent"),
    "no status": ("", [], 0, "a status from 100 to 599"),
    "a status that is no number": ("2²0 OK", [], 0, "a status from 100 to 599"),
    "a name with a space": ("200 OK", [("X A", "b")], 0, "The header 'X A' cannot be sent"),
    "a name with a line break": ("200 OK", [("X\r\nA", "b")], 0, "cannot be sent: its name"),
    "no name": ("200 OK", [("", "b")], 0, "The header '' cannot be sent"),
    "the server's header": ("200 OK", [("Transfer-Encoding", "chunked")], 0, "is the server's own"),
    "a value of two lines": ("200 OK", [("X-A", "b\r\nSet-Cookie: c=d")], 0, "The header X-A cannot be sent"),
    "a value with NUL": ("200 OK", [("X-A", "b\0")], 0, "The header X-A cannot be sent"),
    "a value in Korean": (
        "200 OK",
        [("X-A", "값")],
        None,
        "The header X-A cannot be sent: a header has no room for '값'",
    ),
    "a cookie in Korean": ("200 OK", [("Set-Cookie", " v=한글; Path=/")], 1, "The cookie v cannot be sent"),
    "a path in Korean": ("200 OK", [("Set-Cookie", " v=a; Path=/한글/")], 1, "no room for '한글'"),
    "a domain of two lines": ("200 OK", [("Set-Cookie", " v=a; Domain=b\r\nX: y")], 1, "The cookie v cannot be sent"),
    "100": ("100 Continue", [], 0, "is no final answer"),
    "a body with 204": ("204 No Content", [], 4, "the body (4 bytes) would be read as the next answer"),
    "a body with 304": ("304 Not Modified", [], 1, "the body (1 byte) would be"),
    "a length that is too short": ("200 OK", [("Content-Length", "3")], 10, "taken for the next answer"),
    "a length that is too long": ("200 OK", [("content-length", "10")], 3, "a client would wait for the rest"),
    "a length in words": ("200 OK", [("Content-Length", "many")], 3, "no number of bytes"),
    "a length in a stream": ("200 OK", [("Content-Length", "-1")], None, "no number of bytes"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_cannot_be_sent_is_told(case: str) -> None:
    status, headers, body, words = UNFIT[case]
    found = unfit(status, headers, body, "GET")
    assert found and words in found.what and found.then, found
    assert "\n" not in found.what and "\r" not in found.what


@pytest.mark.parametrize(
    ("status", "headers", "body", "method"),
    [
        ("200 OK", [("Content-Length", "3"), ("Set-Cookie", ' v="\\354"; Path=/'), ("X-A", "é")], 3, "GET"),
        ("200 OK", [("Content-Length", "3")], 0, "HEAD"),
        ("304 Not Modified", [("Content-Length", "3"), ("ETag", '"x"')], 0, "GET"),
        ("204 No Content", [("Content-Length", "0")], 0, "POST"),
        ("200 OK", [("Content-Length", "3")], None, "GET"),
        ("299 ", [], 3, "GET"),
    ],
)
def test_what_can_be_sent_is_left_alone(status: str, headers: Pairs, body: int | None, method: str) -> None:
    assert unfit(status, headers, body, method) is None


def test_a_streams_length_is_known_at_its_end() -> None:
    assert misread("3", 3) is None
    assert misread("3", 4) and misread("4", 3) and misread("²", None) and misread("9" * 5000, None)


def follow(redirects: Redirects, *way: str, method: str = "GET") -> list[str]:
    """Send requests along a way, each redirected to the next; what is told of each circle."""
    told = []
    for here, there in itertools.pairwise(way):
        found = redirects.circle(method, f"http://h{here}", "302 Found", there)
        told += [found.what] if found else []
    return told


def test_a_circle_is_told_when_a_path_comes_again_and_again() -> None:
    assert follow(Redirects(), *["/a/", "/b/"] * 2) == []
    told = follow(Redirects(), *["/a/", "/b/?x=1"] * 6)
    assert told[0] == "The pages redirect in a circle, and a client gives up: /a/ → /b/ → /a/"
    assert follow(Redirects(), *(f"/{number}/" for number in range(60))) == []
    grows = ["/?" + "a" * number for number in range(9)]
    assert follow(Redirects(), *grows)[0].endswith("/ → /")
    assert follow(Redirects(), *(each * 900 for each in grows)), "however long the address has grown"


def test_a_redirect_to_https_names_its_setting_at_once() -> None:
    for method, code in (("GET", "301 Moved Permanently"), ("POST", "308 Permanent Redirect")):
        found = Redirects().circle(method, "http://127.0.0.1:5/x/", code, "https://127.0.0.1:5/x/")
        assert found and "redirects to https" in found.what and "SECURE_SSL_REDIRECT" in found.then
    assert Redirects().circle("GET", "http://127.0.0.1:5/x/", "302 Found", "https://shop.example/x/") is None
    assert Redirects().circle("GET", "http://127.0.0.1:5/x/", "200 OK", "https://127.0.0.1:5/x/") is None


def test_what_is_no_circle() -> None:
    redirects = Redirects()
    for _ in range(9):  # a learner who logs in and out again and again
        assert follow(redirects, "/", "/login/") == []
        assert redirects.circle("GET", "http://h/login/", "200 OK", "") is None
        assert redirects.circle("POST", "http://h/login/", "302 Found", "/") is None
    assert follow(Redirects(), *["/a/"] * 9, method="POST") == []
    other = Redirects()
    for _ in range(9):
        assert other.circle("GET", "http://h/a/", "302 Found", "http://g/a/?next=/a/") is None
        assert other.circle("GET", "http://h/a/", "304 Not Modified", "/a/") is None
        assert other.circle("GET", "http://h/login/", "302 Found", "/login/?next=/other/") is None
    assert follow(Redirects(), "/login/", "/login/?next=/login/") != [], "told at once"


def test_a_login_circle_is_told_however_long_its_address_has_grown() -> None:
    redirects, here = Redirects(), "/login/"
    for _ in range(9):
        there = f"/login/?next={quote(here, safe='/')}&x={'a' * 300}"
        found = redirects.circle("GET", f"http://h{here}", "302 Found", there)
        assert found and found.what.startswith("The login page asks for a login itself")
        here = there


def test_odd_addresses_end_no_answer() -> None:
    redirects = Redirects()
    for location in ("//[", "http://[::1", "/?next=//[", "\x00", "?" * 5000, "/a" * 5000, "tel:1", "javascript:x"):
        redirects.circle("GET", "http://h/", "302 Found", location)
    for number in range(1000):
        redirects.circle("GET", f"http://h/{number}", "302 Found", f"/to/{number}")
    assert len(redirects._ways) <= 200
