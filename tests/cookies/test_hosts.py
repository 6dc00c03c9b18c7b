"""§5.1.2 and §5.1.3 of 6265bis: host names; and the public suffixes of §5.7 step 9."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.cookies.address import read_address
from classroom.cookies.hosts import canonical_host, domain_matches, is_address, is_loopback
from classroom.cookies.suffixes import LIST, condense, is_public_suffix, public_suffix, registrable_domain
from classroom.errors import CourseError


@pytest.mark.parametrize(
    ("host", "canonical"),
    [
        ("Example.COM", "example.com"),
        ("example.com.", "example.com."),
        ("bücher.example", "xn--bcher-kva.example"),
        ("쿠키.kr", "xn--2l7b2n.kr"),
        ("faß.de", "xn--fa-hia.de"),  # IDNA 2008, not 2003
        ("xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("::1", "[::1]"),
        ("[0:0:0:0:0:0:0:1]", "[::1]"),
        ("a-b.c1", "a-b.c1"),
    ],
)
def test_a_host_has_one_spelling(host: str, canonical: str) -> None:
    assert canonical_host(host) == canonical


@pytest.mark.parametrize(
    "host",
    [
        "",
        ".",
        "a..b",
        "-a.b",
        "a-.b",
        "my_host",
        "a b",
        "xn--a",
        "xn--zzzzzz9",
        "ab--c.de",
        "☔.test",
        "a" * 64,
        "쿠" * 60,
    ],
)
def test_a_host_that_breaks_the_rules_has_none(host: str) -> None:  # §5.1.2 steps 2 and 4
    assert canonical_host(host) is None


@given(st.text(max_size=30))
def test_no_text_is_an_error_and_canonical_stays_canonical(text: str) -> None:
    canonical = canonical_host(text)
    if canonical is not None:
        assert canonical.isascii()
        assert canonical_host(canonical) == canonical


@pytest.mark.parametrize(
    ("host", "domain", "matches"),
    [
        ("a.example.com", "a.example.com", True),
        ("b.a.example.com", "a.example.com", True),
        ("ba.example.com", "a.example.com", False),
        ("example.com", "a.example.com", False),
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "0.0.1", False),  # an address has no subdomains
        ("1.127.0.0.1", "127.0.0.1", True),
        ("example.com.", "example.com", False),
        ("example.com", "", False),
        ("example.com.", "", False),
    ],
)
def test_domain_match(host: str, domain: str, matches: bool) -> None:  # §5.1.3
    assert domain_matches(host, domain) is matches


def test_an_address_is_no_name() -> None:
    assert is_address("127.0.0.1")
    assert is_address("[::1]")
    assert not is_address("127.0.0.1.example")


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "localhost.", "127.0.0.1", "127.9.9.9", "[::1]"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["127.example", "notlocalhost", "128.0.0.1", ""])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("host", "suffix", "registrable"),
    [
        ("example.com", "com", "example.com"),
        ("a.b.example.co.uk", "co.uk", "example.co.uk"),
        ("co.uk", "co.uk", None),
        ("alice.github.io", "github.io", "alice.github.io"),  # the list's private section
        ("x.foo.ck", "foo.ck", "x.foo.ck"),  # *.ck
        ("a.www.ck", "ck", "www.ck"),  # !www.ck
        ("a.b.city.kobe.jp", "kobe.jp", "city.kobe.jp"),
        ("localhost", "localhost", None),  # no rule: the last label
        ("a.web-platform.test", "test", "web-platform.test"),
        ("127.0.0.1", None, None),
        ("xn--3e0b707e", "xn--3e0b707e", None),  # 한국
        ("a..b", None, None),
    ],
)
def test_public_suffixes(host: str, suffix: str | None, registrable: str | None) -> None:
    assert public_suffix(host) == suffix
    assert registrable_domain(host) == registrable
    assert is_public_suffix(host) is (suffix == host)


def test_the_kept_list_bears_its_licence_and_is_as_condense_makes_it() -> None:
    text = LIST.read_text(encoding="utf-8")
    assert "Mozilla Public" in text[:200]
    assert "// VERSION: " in text[:800]
    assert text.isascii()
    assert condense(text) == text


@pytest.mark.parametrize(
    ("url", "spelling"),
    [
        ("http://EXAMPLE.com", "http://example.com/"),
        ("http://example.com:80/a", "http://example.com/a"),
        ("https://example.com:444/a?b=c#d", "https://example.com:444/a?b=c"),
        ("http://example.com/a/./b/../c", "http://example.com/a/c"),
        ("http://example.com/../..", "http://example.com/"),
        ("http://example.com/a/%2e%2E/", "http://example.com/"),
        ("http://example.com/쿠키 a", "http://example.com/%EC%BF%A0%ED%82%A4%20a"),
        ("http://example.com/f%6Fo//x", "http://example.com/f%6Fo//x"),
        ("http://ex%61mple.com/", "http://example.com/"),
        ("http://example.com/a\\..\\b", "http://example.com/b"),
        ("ht\ttp://exa\nmple.com/", "http://example.com/"),
        (" http://user:secret@[::1]:8000/x\n", "http://[::1]:8000/x"),
    ],
)
def test_an_address_as_a_client_sends_it(url: str, spelling: str) -> None:
    assert read_address(url).url == spelling


@pytest.mark.parametrize(
    "url", ["", "example.com", "/a", "ftp://a/", "http://", "http://[::1", "http://a:99999/", "about:blank", "http:a"]
)
def test_what_is_no_address_is_said_in_three_lines(url: str) -> None:
    with pytest.raises(CourseError) as caught:
        read_address(url)
    assert len(str(caught.value).splitlines()) == 3


@given(st.text(max_size=40).map(lambda text: "http://a.example/" + text) | st.text(max_size=40))
def test_any_text_is_an_address_or_a_course_error(text: str) -> None:
    try:
        address = read_address(text)
    except CourseError:
        return
    assert address.path.startswith("/")
    assert address.path.isascii()
