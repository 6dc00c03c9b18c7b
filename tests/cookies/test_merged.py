"""Set-Cookie headers that were joined with commas are taken apart, and one header with commas is not."""

from __future__ import annotations

import pytest
import requests.structures
from hypothesis import given
from hypothesis import strategies as st
from odd_set_cookie_lines import ODD
from urllib3 import HTTPHeaderDict

from classroom.cookies.merged import may_be_merged, unmerged
from classroom.cookies.octets import header_lines

DATE = "Sun, 06 Dec 2026 17:39:47 GMT"


@pytest.mark.parametrize(
    "lines",
    [
        ["a=1; Path=/", "b=2; Path=/"],
        [f"a=1; expires={DATE}; Path=/", f"b=2; Expires={DATE}"],
        [f"a=1; Expires={DATE}", "b=2"],
        ["a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT", "b=; Max-Age=0"],
        ["a=1; HttpOnly", "b=2; Secure", "c=3"],
        ["a=1; secure", "b=2", "c=3; Path=/"],
        ["a=1; Domain=x.example", "쿠=키; SameSite=Lax"],
    ],
)
def test_headers_that_a_client_joined_come_apart(lines: list[str]) -> None:
    joined = HTTPHeaderDict()
    for line in lines:
        joined.add("Set-Cookie", line)
    assert unmerged(requests.structures.CaseInsensitiveDict(joined)["set-cookie"]) == tuple(lines)


@pytest.mark.parametrize("line", [line for each in ODD for line in header_lines(each.lines)])
def test_one_header_stays_one_as_in_chromium(line: str) -> None:
    assert unmerged(line) == (line,)


@pytest.mark.parametrize("line", ["a=1, b=2", "a=1,b=2; Path=/", 'a="1, b=2"'])
def test_a_comma_in_the_value_may_be_either(line: str) -> None:
    assert unmerged(line) == (line,) and may_be_merged(line)
    assert len(unmerged(line, joined=True)) == 2


@pytest.mark.parametrize("line", ["a=1", f"a=1; Expires={DATE}", "a=1,2,3", "", ",", "a=1; Path=/, b"])
def test_a_comma_that_begins_no_cookie(line: str) -> None:
    assert unmerged(line) == unmerged(line, joined=True) == (line,) and not may_be_merged(line)


@given(st.text(st.sampled_from("ab=;, Path/Expires"), max_size=60))
def test_nothing_but_commas_and_spaces_is_lost(text: str) -> None:
    strip = str.maketrans("", "", ", \t")
    assert "".join(unmerged(text)).translate(strip) == text.translate(strip)


def test_ten_thousand_commas_end() -> None:
    assert len(unmerged("a=1; Path=/" + ", b=2" * 10_000)) == 10_001
    assert len(unmerged(",a=" * 10_000)) == 1
