"""One Set-Cookie line as a value: its parts, and whether it deletes; compared with a jar and with `http.cookies`."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odd_set_cookie_lines import ODD, Odd

from classroom.cookies.octets import header_lines, octets
from classroom.cookies.parse import CONTROLS, parse_set_cookie
from classroom.cookies.set_cookie import SetCookie
from classroom.cookies.store import Jar
from classroom.cookies.words import http_date

NOW = 1_790_000_000.0
TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
ONE_LINE = [each for each in ODD if len(each.lines) == 1]


def deletes(attributes: str, arrived: float = NOW) -> bool:
    return SetCookie.parse(f"a=b; {attributes}", arrived).deletes


def test_it_stands_as_in_the_line() -> None:
    cookie = SetCookie.parse(' a = "b=c" ; Path = /x;HttpOnly;; =y; path=/z; Max-Age=', NOW)
    assert (cookie.name, cookie.value, cookie.arrived) == ("a", '"b=c"', NOW)
    assert cookie.attributes == (("Path", "/x"), ("HttpOnly", None), ("path", "/z"), ("Max-Age", ""))
    assert (cookie.attribute("PATH"), cookie.attribute("httponly"), cookie.attribute("max-age")) == ("/z", "", "")
    assert cookie.attribute("Secure") is None


@pytest.mark.parametrize(
    ("seconds", "gone"),
    [(-86_400, True), (-1, True), (0, True), (1, False), (86_400, False), (10**9, False)],
)
def test_an_expiry_at_or_before_the_arrival_deletes(seconds: float, gone: bool) -> None:
    assert deletes(f"Expires={http_date(NOW + seconds)}") is gone


@pytest.mark.parametrize(
    ("attributes", "gone"),
    [
        ("Expires=Fri, 31 Dec 1999 23:59:59 GMT", True),
        ("Expires=Thu, 01-Jan-70 00:00:00", True),
        ("Expires=01 Jan 1601 00:00:00", True),
        ("Expires=01 Jan 9999 00:00:00 1970 x", False),  # 1970 is in it, but is not the year
        ("Expires= 1970 ", False),  # no date
        ("Expires=", False),
        ("Expires", False),
        ("Max-Age=0", True),
        ("Max-Age=-9", True),
        ("Max-Age=1", False),
        ("Max-Age=x", False),
        ("Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", False),  # Max-Age wins
        ("Expires=Fri, 31 Dec 9999 23:59:59 GMT; Max-Age=0", True),
        ("Max-Age=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT", True),  # an invalid Max-Age is ignored
        ("Max-Age=60; Max-Age=0", True),  # the last one wins
        ("Max-Age=0; Max-Age=60", False),
        ("Max-Age=" + "0" * 1024, True),
        ("Max-Age=" + "0" * 1025, False),  # too long: ignored
        ("Max-Age=0; Path=\x00", False),  # the whole line is ignored
        ("Max-Age=٠", False),
        ("xMax-Age=0", False),
    ],
)
def test_which_attributes_delete(attributes: str, gone: bool) -> None:
    assert deletes(attributes) is gone


def test_a_line_that_is_too_long_deletes_nothing() -> None:
    assert not SetCookie.parse("a=" + "b" * 4096 + "; Max-Age=0", NOW).deletes
    assert SetCookie.parse("a=" + "b" * 4095 + "; Max-Age=0", NOW).deletes


def test_the_present_counts_where_no_moment_is_given() -> None:
    assert SetCookie.parse("a=b; Expires=Sat, 01 Jan 2000 00:00:00 GMT").deletes
    assert not SetCookie.parse("a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT").deletes


def test_ten_thousand_attributes() -> None:
    many = "; ".join(f"a{number}" for number in range(10_000))
    cookie = SetCookie.parse(f"a=b; {many}; Max-Age=0", NOW)
    assert len(cookie.attributes) == 10_001 and cookie.deletes


@given(TEXT | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_a_client_reads_the_same_pair_or_ignores_the_line(line: str) -> None:
    cookie, parsed = SetCookie.parse(line, NOW), parse_set_cookie(line, NOW)
    assert isinstance(cookie.deletes, bool)
    if CONTROLS.search(line):
        assert parsed.refused and not cookie.deletes
    else:
        assert (cookie.name, cookie.value) == (parsed.name, parsed.value)


@pytest.mark.parametrize("odd", ONE_LINE, ids=[each.name for each in ONE_LINE])
def test_it_deletes_where_a_jar_forgets(odd: Odd) -> None:
    """On these lines, `tests/browser/test_cookies_in_chromium.py` compares the jar with Chromium."""
    (line,) = header_lines(odd.lines)
    _, (decision,) = Jar().receive([line], odd.at, NOW)
    gone = SetCookie.parse(line, NOW).deletes
    assert SetCookie.parse(octets(line).decode("latin-1"), NOW).deletes == gone, "as the recorder reads the bytes"
    if decision.verdict != "refused":
        assert gone == (decision.verdict == "expired")


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30))
def test_what_python_writes_is_read_as_it_was_written(value: str) -> None:
    written = SimpleCookie()
    written["name"] = value
    written["name"].update({"path": "/market/", "max-age": 60, "httponly": True})
    read = SetCookie.parse(written["name"].OutputString(), NOW)
    assert (read.name, read.value) == ("name", written["name"].coded_value.strip(" \t"))
    assert dict(read.attributes) == {"Path": "/market/", "Max-Age": "60", "HttpOnly": None}
