"""§5.6 of 6265bis: how a Set-Cookie header is parsed."""

from __future__ import annotations

import pytest

from classroom.cookies.attributes import EARLIEST, LONGEST_LIFE
from classroom.cookies.octets import header_lines, octets
from classroom.cookies.parse import Parsed, parse_set_cookie

NOW = 1_790_000_000.0


def parse(header: str) -> Parsed:
    return parse_set_cookie(header, NOW)


def kept(header: str, kind: str) -> object:
    found = parse(header).last(kind)
    return found.value if found else "absent"


@pytest.mark.parametrize(
    ("header", "name", "value"),
    [
        ("a=b", "a", "b"),
        ("a=b=c", "a", "b=c"),
        (" \ta \t=\t b \t; x", "a", "b"),
        ("a b=c d", "a b", "c d"),
        ('a="b c"', "a", '"b c"'),  # quotes are part of the value
        ('a="b;c"', "a", '"b'),  # and do not protect a semicolon
        ("a=", "a", ""),
        ("=a", "", "a"),
        ("a", "", "a"),  # step 3: no = means no name
        ("", "", ""),
        (";a=b", "", ""),
        ("a=b\tc", "a", "b\tc"),  # HTAB is white space, no control
        ("a=%3B", "a", "%3B"),  # nothing is decoded
        ("a=\u00a0b", "a", "\u00a0b"),  # only space and tab are trimmed
        ("쿠키=값", "쿠키", "값"),
    ],
)
def test_name_and_value(header: str, name: str, value: str) -> None:
    assert parse(header)[:2] == (name, value)
    assert not parse(header).refused


@pytest.mark.parametrize("control", ["\x00", "\x01", "\n", "\r", "\x1f", "\x7f"])
@pytest.mark.parametrize("header", ["a{}=b", "a=b{}", "a=b; Pa{}th=/", "a=b; x=y{}"])
def test_a_control_character_anywhere_ends_it(header: str, control: str) -> None:  # step 1
    assert parse(header.format(control)).source == "§5.6 step 1"


@pytest.mark.parametrize(
    ("header", "refused"),
    [
        ("a=" + "b" * 4095, False),
        ("a=" + "b" * 4096, True),
        ("a" * 4096 + "=", False),
        ("b" * 4096, False),
        ("b" * 4097, True),
        ("a=" + "가" * 1365, False),  # 3 octets each
        ("a=" + "가" * 1366, True),
        ("  a=" + "b" * 4095 + "   ", False),  # measured after trimming
    ],
)
def test_name_and_value_hold_4096_octets(header: str, refused: bool) -> None:  # step 5
    assert bool(parse(header).refused) is refused


def test_an_attribute_value_over_1024_octets_is_ignored() -> None:
    assert kept("a=b; Path=/x; Path=/" + "y" * 1024, "Path") == "/x"
    assert kept("a=b; Path=/x; Path=/" + "y" * 1023, "Path") == "/" + "y" * 1023
    assert kept("a=b; Path=/x; Path=/" + "쿠" * 342, "Path") == "/x"  # 343 characters


@pytest.mark.parametrize(
    ("header", "kind", "value"),
    [
        ("a=b; pAtH = /x ", "Path", "/x"),
        ("a=b; Path=x", "Path", None),  # §5.6.4: the default path
        ("a=b; Path", "Path", None),
        ("a=b; Path=/x; Path=", "Path", None),
        ("a=b; Domain=.EXAMPLE.com", "Domain", "example.com"),  # §5.6.3
        ("a=b; Domain=..example.com", "Domain", ".example.com"),
        ("a=b; Domain=x.example; Domain=", "Domain", ""),
        ("a=b; Secure", "Secure", ""),
        ("a=b; Secure=false", "Secure", ""),  # §5.6.5: the value does not matter
        ("a=b; Secure x", "Secure", "absent"),
        ('a=b; "Secure"', "Secure", "absent"),
        ("a=b; httponly", "HttpOnly", ""),
        ("a=b; SameSite=sTRICT", "SameSite", "Strict"),  # §5.6.7
        ("a=b; SameSite=banana", "SameSite", "Default"),
        ("a=b; SameSite=Strict; SameSite=banana", "SameSite", "Default"),
        ("a=b; SameSite", "SameSite", "Default"),
        ("a=b; Partitioned", "Partitioned", ""),
    ],
)
def test_attributes(header: str, kind: str, value: object) -> None:
    assert kept(header, kind) == value


@pytest.mark.parametrize(
    ("text", "expiry"),
    [
        ("60", NOW + 60),
        ("007", NOW + 7),
        ("0", EARLIEST),
        ("-1", EARLIEST),
        ("-0", EARLIEST),
        ("9" * 1000, NOW + LONGEST_LIFE),
        ("34560001", NOW + 34560000),
        ("", "absent"),
        ("+60", "absent"),
        ("6e1", "absent"),
        ("60.0", "absent"),
        ("-", "absent"),
        ("--1", "absent"),
        ('"60"', "absent"),
        ("٦٠", "absent"),
    ],
)
def test_max_age(text: str, expiry: object) -> None:  # §5.6.2
    assert kept(f"a=b; Max-Age={text}", "Max-Age") == expiry


def test_an_invalid_max_age_does_not_take_away_a_valid_one() -> None:
    assert kept("a=b; Max-Age=60; Max-Age=x", "Max-Age") == NOW + 60


@pytest.mark.parametrize(
    ("text", "expiry"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOW + LONGEST_LIFE),
        ("never", "absent"),
        ("", "absent"),
    ],
)
def test_expires(text: str, expiry: object) -> None:  # §5.6.1
    assert kept(f"a=b; Expires={text}", "Expires") == expiry


def test_unknown_attributes_are_ignored_and_say_so() -> None:
    (attribute,) = parse("a=b; version=1").attributes
    assert attribute.kind == ""
    assert attribute.remark.startswith("ignored")


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ("a=b", ("a=b",)),
        (["a=b", b"c=\xea\xb0\x80"], ("a=b", "c=가")),
        (b"c=\xff", ("c=\xff",)),
        (None, ()),
        ((), ()),
        (iter(["a=b"]), ("a=b",)),
    ],
)
def test_headers_are_taken_in_many_forms(given: object, lines: tuple[str, ...]) -> None:
    assert header_lines(given) == lines  # type: ignore[arg-type]


def test_octets_of_typed_text_and_of_text_from_a_response() -> None:
    assert octets("가") == "가".encode()
    assert octets("가".encode().decode("latin-1")) == "가".encode()
    assert octets("é") == "é".encode()
    assert octets("\ud800") == b"\xed\xa0\x80"
