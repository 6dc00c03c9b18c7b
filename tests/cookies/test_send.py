"""§5.8.3 of 6265bis: which cookies are sent with a request; and all rules in one call."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classroom.cookies.address import read_address
from classroom.cookies.model import CHROMIUM, EMBEDDED, FORM, LINK, SAME_SITE, SCRIPT, Context, Policy
from classroom.cookies.parse import CONTROLS
from classroom.cookies.replay import replay
from classroom.cookies.send import choose, send
from classroom.cookies.store import Jar
from classroom.errors import CourseError

NOW = 1_790_000_000.0
FROM = "https://shop.example.com/market/add"

TEXT = st.text(st.characters(exclude_categories=()), max_size=30)
ATTRIBUTE = st.sampled_from([
    "Secure", "HttpOnly", "Path=/", "Path=/market", "Domain=example.com", "Domain=com", "SameSite=None", "Max-Age=0",
    "Max-Age=9", "Expires=Thu, 01 Jan 1970 00:00:00 GMT", "Partitioned",
])  # fmt: skip
HEADER = st.builds(
    lambda name, value, rest: ";".join([f"{name}={value}", *rest]),
    st.sampled_from(["a", "b", "", "__Host-a", "__secure-b"]) | TEXT,
    TEXT,
    st.lists(ATTRIBUTE | TEXT, max_size=4),
)


def sent(
    header: str, url: str, *, context: Context = SAME_SITE, start: str = FROM, policy: Policy | None = None
) -> str:
    jar, _ = Jar(policy=policy or Policy()).receive(header, start, NOW)
    return send(jar, url, NOW, context)[1]


@pytest.mark.parametrize(
    ("header", "url", "cookie"),
    [
        ("a=b", "https://shop.example.com/market", "a=b"),
        ("a=b", "https://SHOP.example.com:8443/market/x?y", "a=b"),  # §8.5: ports do not matter
        ("a=b", "http://shop.example.com/market/", "a=b"),  # nor does the scheme, without Secure
        ("a=b", "https://shop.example.com/", ""),
        ("a=b", "https://shop.example.com/marketplace", ""),
        ("a=b", "https://sub.shop.example.com/market", ""),  # host-only
        ("a=b; Domain=shop.example.com", "https://sub.shop.example.com/market", "a=b"),
        ("a=b; Domain=example.com; Path=/", "https://other.example.com/", "a=b"),
        ("a=b; Domain=example.com; Path=/", "https://example.com", "a=b"),
        ("a=b; Domain=example.com; Path=/", "https://anexample.com/", ""),
        ("a=b; Path=/; Secure", "http://shop.example.com/", ""),
        ("a=b; Path=/; Secure", "wss://shop.example.com/", "a=b"),
        ("a; Path=/", "https://shop.example.com/", "a"),  # step 6: no = without a name
        ("a=; Path=/", "https://shop.example.com/", "a="),
        ("=a=b; Path=/", "https://shop.example.com/", "a=b"),
        ("a=b; Path=/x/%41", "https://shop.example.com/x/A", ""),
        ("a=b; Path=/", "https://my_host/", ""),  # step 2
    ],
)
def test_step_3(header: str, url: str, cookie: str) -> None:
    assert sent(header, url) == cookie


@pytest.mark.parametrize(
    ("attributes", "contexts"),
    [
        ("SameSite=Strict", [SAME_SITE, SCRIPT]),
        ("SameSite=Lax", [SAME_SITE, LINK, SCRIPT]),
        ("", [SAME_SITE, LINK, SCRIPT]),
        ("SameSite=banana", [SAME_SITE, LINK, SCRIPT]),
        ("SameSite=None", [SAME_SITE, LINK, FORM, EMBEDDED, SCRIPT]),
        ("SameSite=None; HttpOnly", [SAME_SITE, LINK, FORM, EMBEDDED]),
    ],
)
def test_same_site_and_http_only(attributes: str, contexts: list[Context]) -> None:
    going = [
        each
        for each in (SAME_SITE, LINK, FORM, EMBEDDED, SCRIPT)
        if sent(f"a=b; Secure; {attributes}", FROM, context=each)
    ]
    assert going == contexts


def test_lax_allowing_unsafe_is_a_choice() -> None:  # §5.6.7.2
    policy = Policy(unsafe_seconds=120)
    assert sent("a=b", FROM, context=FORM, policy=policy) == "a=b"
    assert sent("a=b; SameSite=Lax", FROM, context=FORM, policy=policy) == ""
    jar, _ = Jar(policy=policy).receive("a=b", FROM, NOW)
    assert send(jar, FROM, NOW + 120, FORM)[1] == "a=b"  # "at most"
    assert send(jar, FROM, NOW + 121, FORM)[1] == ""


def test_longer_paths_come_first_then_older_cookies() -> None:  # step 4
    headers = ["z=1; Path=/", "b=2", "a=3", "c=4; Path=/market/add", "b=5"]
    assert replay(headers, FROM, FROM, now=NOW) == "c=4; b=5; a=3; z=1"


def test_a_request_is_remembered_by_the_cookies_it_carried() -> None:  # step 5
    jar, _ = Jar().receive(["a=1", "b=2; Path=/elsewhere"], FROM, NOW)
    jar, _ = send(jar, FROM, NOW + 9)
    assert [each.used for each in jar.cookies] == [NOW + 9, NOW]


def test_an_expired_cookie_stays_behind() -> None:
    jar, _ = Jar().receive("a=1; Max-Age=60", FROM, NOW)
    assert send(jar, FROM, NOW + 61)[1] == ""
    assert choose(jar, FROM, NOW + 61)[0].reason == "It has expired."


def test_a_partitioned_cookie_belongs_to_a_site_in_the_address_bar() -> None:  # CHIPS
    chips = Policy(partitioned=True)
    news = EMBEDDED._replace(top_site="https://news.example")
    jar, _ = Jar(policy=chips).receive("a=b; Secure; SameSite=None; Partitioned", FROM, NOW, news)
    assert send(jar, FROM, NOW, news)[1] == "a=b"
    assert send(jar, FROM, NOW, EMBEDDED._replace(top_site="https://blog.example"))[1] == ""
    assert send(jar, FROM, NOW)[1] == ""


def test_a_site_that_embeds_has_a_partition_of_its_own() -> None:  # CHIPS
    header = "a=b; Secure; SameSite=None; Partitioned"
    assert sent(header, FROM, policy=CHROMIUM) == "a=b"
    assert sent(header, FROM, context=EMBEDDED, policy=CHROMIUM) == ""


def test_every_choice_has_a_reason() -> None:
    jar, _ = Jar().receive(["a=1", "b=2; Path=/x"], FROM, NOW)
    choices = choose(jar, FROM, NOW)
    assert [(each.cookie.name, each.sent) for each in choices] == [("a", True), ("b", False)]
    assert all(each.reason and each.source for each in choices)


def test_sites_compare_scheme_and_registrable_domain() -> None:  # §5.2, HTML "same site"
    shop, other = read_address("https://shop.example.co.uk/"), read_address("wss://other.example.co.uk/x")
    assert shop.site == other.site == ("https", "example.co.uk")
    assert read_address("http://shop.example.co.uk/").site != shop.site
    assert read_address("http://127.0.0.1:1/").site == ("http", "127.0.0.1")


@pytest.mark.parametrize("bad", ["", "shop", "ftp://shop/"])
def test_replay_says_that_an_address_is_none(bad: str) -> None:
    with pytest.raises(CourseError):
        replay("a=b", bad, FROM)
    with pytest.raises(CourseError):
        replay("a=b", FROM, bad)


def test_replay_without_headers_is_empty() -> None:
    assert replay([], FROM, FROM) == ""
    assert replay("", FROM, FROM) == ""


@given(st.lists(HEADER | st.binary(max_size=40), max_size=5))
@example(["a=b;Path=/\ud800"])
def test_no_header_is_an_error_and_no_control_travels(headers: list[str | bytes]) -> None:
    assert not CONTROLS.search(replay(headers, FROM, FROM, now=NOW))


@given(HEADER, st.sampled_from([FROM, "http://shop.example.com/market/x", "http://127.0.0.1/"]))
def test_a_refused_cookie_is_never_sent(header: str, url: str) -> None:
    jar, (decision,) = Jar().receive(header, url, NOW)
    if decision.verdict != "stored":
        assert jar.cookies == ()
        assert send(jar, url, NOW)[1] == ""


@given(HEADER, HEADER)
def test_one_cookie_for_each_name_domain_and_path(first: str, second: str) -> None:  # §5.7 step 23, the invariant
    jar, _ = Jar().receive([first, second, first], FROM, NOW)
    assert len({each.identity for each in jar.cookies}) == len(jar.cookies)


@given(HEADER)
def test_receiving_twice_changes_nothing(header: str) -> None:
    once, _ = Jar().receive(header, FROM, NOW)
    assert once.receive(header, FROM, NOW)[0] == once
