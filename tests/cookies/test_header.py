"""Headers are split as written: nothing is checked, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.cookies.header import between_semicolons, cookie_pairs, name_and_value, split_set_cookie

TEXT = st.text(st.characters(exclude_categories=()), max_size=60) | st.text(" \t=;aB\x00\xa0", max_size=30)


@pytest.mark.parametrize(
    ("header", "pairs"),
    [
        ("a=1; b=x=y; a=2; lonely", [("a", "1"), ("b", "x=y"), ("a", "2"), ("", "lonely")]),
        ("", []),
        (" ;\t; =;;", []),
        ("a=1;b=2", [("a", "1"), ("b", "2")]),
        ("\ta=1 ; b = 2 ", [("a", "1"), ("b ", " 2")]),
        ("a=; =b; c", [("a", ""), ("", "b"), ("", "c")]),
        ('a="x;y"', [("a", '"x'), ("", 'y"')]),
        ("a=%3B; 쿠=키", [("a", "%3B"), ("쿠", "키")]),
        ("a=\x00; \x7f=b", [("a", "\x00"), ("\x7f", "b")]),
        # The bytes of "à" and "쿠" decoded as Latin-1: U+00A0, the last of "à", is not white space in a header.
        ("a=\xc3\xa0; b=\xec\xbf\xa0; c", [("a", "\xc3\xa0"), ("b", "\xec\xbf\xa0"), ("", "c")]),
    ],
)
def test_a_cookie_header(header: str, pairs: list[tuple[str, str]]) -> None:
    assert list(cookie_pairs(header)) == pairs


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("a=b=c; Path = /x ;;\t; HttpOnly; =y", ("a", "b=c", ("Path = /x", "HttpOnly", "=y"))),
        ("", ("", "", ())),
        ("a", ("", "a", ())),
        (" = ; x", ("", "", ("x",))),
        ('"a"="b;c"', ('"a"', '"b', ('c"',))),
        ("\x00a=\x01; \x02", ("\x00a", "\x01", ("\x02",))),
        ("a=\xec\xbf\xa0; Path=/\xc3\xa0", ("a", "\xec\xbf\xa0", ("Path=/\xc3\xa0",))),
    ],
)
def test_a_set_cookie_header(header: str, parts: tuple[str, str, tuple[str, ...]]) -> None:
    assert split_set_cookie(header) == parts


def test_ten_thousand_attributes_are_ten_thousand() -> None:
    written = tuple(f"a{number}={number}" for number in range(10_000))
    assert split_set_cookie("n=v; " + "; ".join(written)) == ("n", "v", written)
    assert len(list(cookie_pairs("; ".join(written)))) == 10_000


@given(TEXT)
def test_what_was_taken_apart_can_be_put_together_again(header: str) -> None:
    texts = between_semicolons(header)
    assert ";".join(texts) == header
    for text in texts:
        name, value = name_and_value(text)
        assert (name if value is None else f"{name}={value}") == text
        assert "=" not in name


@given(TEXT)
def test_both_headers_agree_on_a_pair(header: str) -> None:
    """The first pair of a Cookie header is that of a Set-Cookie header, but for the white space around the `=`."""
    name, value, _ = split_set_cookie(header)
    first = next(iter(cookie_pairs(between_semicolons(header)[0])), ("", ""))
    assert (first[0].strip(" \t"), first[1].strip(" \t")) == (name, value)
