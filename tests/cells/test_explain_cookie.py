"""`explain_cookie()` reads the headers in whatever holds some, and says what holds none."""

from __future__ import annotations

import http.client
import http.cookiejar
from collections.abc import Iterator
from http.cookies import Morsel, SimpleCookie
from typing import Any

import httpx
import pytest
import requests

from classroom import CourseError, exercise, explain_cookie, open_site
from classroom.cells.set_cookie_lines import set_cookie_lines
from classroom.cookies.set_cookie import SetCookie

URL = "http://127.0.0.1:8000/"
DATE = "Sun, 06 Dec 2026 17:39:47 GMT"
RAW = f"HTTP/1.1 200 OK\r\nDate: {DATE}\r\nSet-Cookie: a=1; Expires={DATE}\r\nset-cookie:b=2\r\n\r\nSet-Cookie: c=3\r\n"


@pytest.fixture(scope="module")
def site() -> Iterator[Any]:
    site = open_site()
    yield site
    site.close()


@pytest.fixture(scope="module")
def response(site: Any) -> requests.Response:
    """A response with two Set-Cookie headers, which requests joins to one text."""
    with requests.Session() as client:
        page = client.get(site.url + "/accounts/login/")
        token = client.cookies["csrftoken"]
        data = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": token}
        found = client.post(page.url, data=data, allow_redirects=False)
    assert found.headers["Set-Cookie"].count("SameSite") == 2
    return found


def names(what: Any) -> list[str]:
    return [line.partition("=")[0] for line in set_cookie_lines(what).lines]


def morsel() -> Morsel[str]:
    written = SimpleCookie()
    written["a"] = "1"
    written["a"]["path"] = "/"
    return written["a"]


@pytest.mark.parametrize(
    ("what", "lines"),
    [
        ("a=1; Path=/", ["a=1; Path=/"]),
        (b"a=\xec\xbf\xa0", ["a=쿠"]),
        (bytearray(b"a=\xff"), ["a=ÿ"]),
        ("a=\xec\xbf\xa0", ["a=쿠"]),  # as requests decodes it
        ("  a=1\r\n", ["a=1"]),
        ("Set-Cookie: a=1; Secure", ["a=1; Secure"]),
        ("set-cookie:a=1", ["a=1"]),
        ("SET-COOKIE :\ta=1\n", ["a=1"]),
        ("< Set-Cookie: a=1", ["a=1"]),
        (b"Set-Cookie: a=1", ["a=1"]),
        ("Set-Cookie: a=1\nSet-Cookie: b=2\n", ["a=1", "b=2"]),
        (RAW, [f"a=1; Expires={DATE}", "b=2"]),
        (RAW.encode(), [f"a=1; Expires={DATE}", "b=2"]),
        (RAW.replace("\r", ""), [f"a=1; Expires={DATE}", "b=2"]),
        (["a=1", b"b=2"], ["a=1", "b=2"]),
        (("Set-Cookie: a=1", "b=2"), ["a=1", "b=2"]),
        ((line for line in ("a=1", "b=2")), ["a=1", "b=2"]),
        ([("Date", DATE), ("Set-Cookie", "a=1"), ("set-cookie", "b=2")], ["a=1", "b=2"]),
        ({"Date": DATE, "SET-COOKIE": "a=1; Path=/, b=2"}, ["a=1; Path=/", "b=2"]),
        (morsel(), ["a=1; Path=/"]),
        (SimpleCookie("a=1; b=2"), ["a=1", "b=2"]),
        (SetCookie.parse("a=1; Path=/"), ["a=1; Path=/"]),
        ([SetCookie.parse("a=1"), SetCookie.parse("b")], ["a=1", "b"]),
        (httpx.Headers([("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]), ["a=1", "b=2"]),
        (httpx.Response(200, headers=[("Set-Cookie", f"a=1; Expires={DATE}"), ("Set-Cookie", "b=2")]),
         [f"a=1; Expires={DATE}", "b=2"]),
    ],
)  # fmt: skip
def test_it_finds_the_headers(what: Any, lines: list[str]) -> None:
    assert set_cookie_lines(what).lines == tuple(lines)
    if not isinstance(what, Iterator):
        assert str(explain_cookie(what, URL)).count("Set-Cookie: ") >= len(lines)


def test_a_response_an_exchange_and_their_headers_give_the_same(site: Any, response: requests.Response) -> None:
    exchange = site.exchanges[-1]
    kinds = (response, exchange, exchange.response_cookies, exchange.response.headers, response.raw.headers)
    assert [names(each) for each in kinds] == [["csrftoken", "sessionid"]] * len(kinds)
    assert set_cookie_lines(response).url == set_cookie_lines(exchange).url == site.url + "/accounts/login/"
    for each in (response, exchange):
        told = str(explain_cookie(each))
        assert told.count("stored: ") == 2 and "joined" not in told and site.url in told


@pytest.mark.parametrize("joined", ["headers", "text"])
def test_headers_that_were_joined_are_taken_apart_and_that_is_said(response: requests.Response, joined: str) -> None:
    given = response.headers if joined == "headers" else response.headers["Set-Cookie"]
    view = explain_cookie(given, URL)
    for form in (str(view), view.html):
        assert "Read as 2 headers that were joined with commas" in form
    assert str(view).count("stored: ") == 2


def test_a_comma_in_a_value_is_left_there_and_the_doubt_is_said() -> None:
    told = str(explain_cookie("a=1, b=2", URL))
    assert "Read as one header, with a comma in its value" in told and told.count("stored: ") == 1


def test_what_reads_like_a_request_header_is_explained_with_a_doubt() -> None:
    assert "reads like the Cookie header of a request" in str(explain_cookie("a=1; b=2", URL))
    assert "reads like" not in str(explain_cookie("a=1; Path=/; b=2", URL))
    assert "reads like" not in str(explain_cookie("a=1; b", URL))


def other_things() -> dict[str, tuple[Any, str]]:
    """Things without a Set-Cookie header: a name, the thing, and what the message says of it."""
    jar = requests.cookies.RequestsCookieJar()
    jar.set("a", "1")
    empty = requests.Response()
    empty.status_code = 200
    request = "Cookie header: a client sends it"
    return {
        "none": (None, "None"),
        "number": (5, "a number"),
        "yes": (True, "True"),
        "empty text": ("", "an empty text"),
        "blank text": (" \r\n", "an empty text"),
        "no bytes": (b"", "an empty text"),
        "empty list": ([], "an empty list"),
        "numbers": ([1], "a list that holds a number"),
        "mixed": (["a=1", None], "a list that holds None"),
        "generator": ((each for each in [5]), "a generator that holds a number"),
        "nothing more": ((each for each in []), "a generator"),
        "jar": (jar, "a RequestsCookieJar of requests"),
        "cookie": (next(iter(jar)), "a Cookie of http"),
        "other jar": (http.cookiejar.CookieJar(), "a CookieJar of http"),
        "dict": ({"a": "1"}, "a dict, which has no Set-Cookie header"),
        "headers": (requests.structures.CaseInsensitiveDict(Date="x"), "which has no Set-Cookie header"),
        "http headers": (http.client.HTTPMessage(), "which has no Set-Cookie header"),
        "response": (empty, "This response has no Set-Cookie header"),
        "raw response": ("HTTP/1.1 200 OK\r\nDate: x\r\n\r\nSet-Cookie: a=1", "This text has no Set-Cookie header"),
        "raw request": ("GET / HTTP/1.1\r\nHost: x\r\nCookie: a=1\r\n\r\n", request),
        "cookie header": ("Cookie: a=1; b=2", request),
        "cookie bytes": (b"cookie:a=1", request),
        "cookie headers": ("Cookie: a=1\nHost: x", request),
        "pairs": ([("Date", "x")], "no Set-Cookie header"),
        "class": (requests.Session, "the class Session"),
        "module": (requests, "the module requests"),
        "client": (requests.Session(), "a Session of requests"),
        "other client": (httpx.Client(), "a Client of httpx, which has no Set-Cookie header"),
        "function": (exercise, "the function exercise"),
        "empty morsel": (Morsel(), "a Morsel of http"),
        "object": (object(), "an object"),
    }


OTHERS = other_things()


@pytest.mark.parametrize("name", OTHERS)
def test_what_holds_no_header_is_told_in_three_lines(name: str) -> None:
    what, words = OTHERS[name]
    with pytest.raises(CourseError) as told:
        explain_cookie(what, URL)
    assert len(str(told.value).splitlines()) == 3 and words in str(told.value)


def test_the_exchanges_of_a_site_are_handed_over_one_by_one(site: Any, response: requests.Response) -> None:
    with pytest.raises(CourseError) as told:
        explain_cookie(site.exchanges, URL)
    assert "explain_cookie(site.exchanges[-1])" in str(told.value)


def test_an_endless_generator_ends() -> None:
    with pytest.raises(CourseError):
        explain_cookie(iter(lambda: "a=1", None), URL)


@pytest.mark.parametrize("url", [None, 5, b"http://x/", [], requests.Response()])
def test_a_url_that_is_none_is_told_in_three_lines(url: Any) -> None:
    with pytest.raises(CourseError) as told:
        explain_cookie("a=1", url)
    assert len(str(told.value).splitlines()) == 3 and "the URL that the header came from" in str(told.value)


@pytest.mark.parametrize("send_to", [5, [URL, 5], b"x", {}, requests.Response()])
def test_a_later_url_that_is_none_is_told_in_three_lines(send_to: Any) -> None:
    with pytest.raises(CourseError) as told:
        explain_cookie("a=1", URL, send_to=send_to)
    assert len(str(told.value).splitlines()) == 3 and "send_to" in str(told.value)
