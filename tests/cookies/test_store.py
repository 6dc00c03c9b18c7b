"""§5.7 of 6265bis: which cookies enter the jar, and how long they stay."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from classroom.cookies.address import read_address
from classroom.cookies.admit import RefusedError, new_cookie
from classroom.cookies.model import CHROMIUM, EMBEDDED, LINK, SCRIPT, Context, Policy
from classroom.cookies.parse import Parsed
from classroom.cookies.store import Decision, Jar
from classroom.errors import CourseError

NOW = 1_790_000_000.0
HTTP = "http://shop.example.com/market/cart/add"
HTTPS = "https://shop.example.com/market/cart/add"


def decide(header: str, url: str = HTTPS, context: Context = LINK, policy: Policy | None = None) -> Decision:
    return Jar(policy=policy or Policy()).receive(header, url, NOW, context)[1][0]


@pytest.mark.parametrize(
    ("header", "url", "step"),
    [
        ("=", HTTPS, "§5.7 step 2"),
        ("; Path=/", HTTPS, "§5.7 step 2"),
        ("a=b\x00", HTTPS, "§5.6 step 1"),
        ("a=" + "b" * 4096, HTTPS, "§5.6 step 5"),
        ("a=b; Domain=쿠키.kr", HTTPS, "§5.7 step 8"),
        ("a=b; Domain=com", HTTPS, "§5.7 step 9"),
        ("a=b; Domain=co.uk", "https://shop.co.uk/", "§5.7 step 9"),
        ("a=b; Domain=github.io", "https://alice.github.io/", "§5.7 step 9"),
        ("a=b", "https://my_host/", "§5.7 step 9"),
        ("a=b; Domain=other.example.com", HTTPS, "§5.7 step 10"),
        ("a=b; Domain=below.shop.example.com", HTTPS, "§5.7 step 10"),
        ("a=b; Domain=shop.example.com.", HTTPS, "§5.7 step 10"),
        ("a=b; Domain=0.0.1", "https://127.0.0.1/", "§5.7 step 10"),
        ("a=b; Secure", HTTP, "§5.7 step 13"),
        ("a=b; SameSite=None", HTTPS, "§5.7 step 19"),
        ("__Secure-a=b", HTTPS, "§5.7 step 20"),
        ("__SECURE-a=b", HTTPS, "§5.7 step 20"),
        ("__Host-a=b; Path=/", HTTPS, "§5.7 step 21"),
        ("__Host-a=b; Secure", HTTPS, "§5.7 step 21"),
        ("__Host-a=b; Secure", "https://shop.example.com/", "§5.7 step 21"),  # "/" by default is not enough
        ("__Host-a=b; Secure; Path=/x", HTTPS, "§5.7 step 21"),
        ("__hOsT-a=b; Secure; Path=/; Domain=shop.example.com", HTTPS, "§5.7 step 21"),
        ("=__Secure-a=b; Secure", HTTPS, "§5.7 step 22"),
        ("__host-a; Secure; Path=/", HTTPS, "§5.7 step 22"),
    ],
)
def test_refused(header: str, url: str, step: str) -> None:
    decision = decide(header, url)
    assert (decision.verdict, decision.source) == ("refused", step)
    assert decision.reason.endswith(".")
    assert decision.cookie is None


@pytest.mark.parametrize(
    ("name", "value", "step"),
    [
        ("a\x01", "b", "3"),
        ("a", "b\x7f", "3"),
        ("a", "b" * 4096, "4"),
        ("a" * 4096, "b", "4"),
        ("", "쿠" * 1366, "4"),
    ],
)
def test_the_storage_model_refuses_by_itself_what_no_header_may_say(name: str, value: str, step: str) -> None:
    """Steps 3 and 4 are for a cookie that was made in another way than by parsing a header."""
    with pytest.raises(RefusedError) as caught:
        new_cookie(Parsed(name, value), read_address(HTTPS), NOW, LINK, Policy())
    assert caught.value.source == f"§5.7 step {step}"


@pytest.mark.parametrize(
    ("header", "url"),
    [
        ("a=b", HTTP),
        ("a", HTTP),
        ("=a", HTTP),
        ("a=", HTTP),
        ("a=b; Secure", HTTPS),
        ("a=b; SameSite=None; Secure", HTTPS),
        ("__Secure-a=b; Secure; Domain=example.com", HTTPS),
        ("__Host-a=b; Secure; Path=/", HTTPS),
        ("__Host-a=b; Secure; Path=/; Domain=", HTTPS),
        ("__Host-a=b; Secure; Path=", "https://shop.example.com/"),  # there is an attribute, and the path is /
        ("a=b; Domain=localhost", "http://localhost/"),
        ("a=b; Path=/somewhere/else", HTTP),  # §8.6: a path is no border
    ],
)
def test_stored(header: str, url: str) -> None:
    assert decide(header, url).verdict == "stored"


@pytest.mark.parametrize(
    ("header", "url", "domain", "host_only"),
    [
        ("a=b", HTTP, "shop.example.com", True),
        ("a=b; Domain=", HTTP, "shop.example.com", True),
        ("a=b; Domain=.", HTTP, "shop.example.com", True),
        ("a=b; Domain=Example.com", HTTP, "example.com", False),
        ("a=b; Domain=.shop.example.com", HTTP, "shop.example.com", False),
        ("a=b; Domain=other.example; Domain=", HTTP, "shop.example.com", True),
        ("a=b; Domain=other.example; Domain=example.com", HTTP, "example.com", False),
        ("a=b; Domain=localhost", "http://localhost/", "localhost", True),  # step 9.3: a suffix, and the host itself
        ("a=b; Domain=127.0.0.1", "http://127.0.0.1/", "127.0.0.1", False),
        ("a=b", "http://쿠키.kr/", "xn--2l7b2n.kr", True),
        ("a=b; Domain=xn--2l7b2n.kr", "http://쿠키.kr/", "xn--2l7b2n.kr", False),
    ],
)
def test_the_domain(header: str, url: str, domain: str, host_only: bool) -> None:  # steps 7 to 10
    cookie = decide(header, url).cookie
    assert cookie is not None
    assert (cookie.domain, cookie.host_only) == (domain, host_only)


@pytest.mark.parametrize(
    ("header", "path"),
    [("a=b", "/market/cart"), ("a=b; Path=/", "/"), ("a=b; Path=x", "/market/cart"), ("a=b; Path=/é", "/é")],
)
def test_the_path(header: str, path: str) -> None:  # step 11
    cookie = decide(header).cookie
    assert cookie is not None
    assert cookie.path == path


@pytest.mark.parametrize(
    ("header", "expires"),
    [
        ("a=b", None),
        ("a=b; Max-Age=60", NOW + 60),
        ("a=b; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", NOW + 60),
        ("a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", NOW + 60),
        ("a=b; Max-Age=x; Expires=Fri, 31 Dec 9999 23:59:59 GMT", NOW + 400 * 86400),
        ("a=b; Max-Age=60; Max-Age=90", NOW + 90),
    ],
)
def test_the_expiry(header: str, expires: float | None) -> None:  # step 6
    cookie = decide(header).cookie
    assert cookie is not None
    assert cookie.expires == expires


def test_a_deletion_needs_the_same_name_domain_and_path() -> None:  # step 23, and "expired"
    jar, _ = Jar().receive(["a=1", "a=2; Path=/", "a=3; Domain=example.com"], HTTP, NOW)
    assert len(jar.cookies) == 3
    jar, (decision,) = jar.receive("a=; Path=/; Max-Age=0", HTTP, NOW)
    assert (decision.verdict, decision.replaced and decision.replaced.value) == ("expired", "2")
    assert [each.value for each in jar.cookies] == ["1", "3"]


def test_a_deletion_of_nothing_leaves_nothing() -> None:
    jar, (decision,) = Jar().receive("a=b; Max-Age=0", HTTP, NOW)
    assert (decision.verdict, decision.replaced, jar.cookies) == ("expired", None, ())


def test_a_newer_cookie_keeps_the_creation_time_of_the_older() -> None:  # step 23.3
    jar, _ = Jar().receive(["a=1", "b=1"], HTTP, NOW)
    jar, (decision,) = jar.receive("a=2", HTTP, NOW + 5)
    assert decision.cookie is not None
    assert (decision.cookie.created, decision.cookie.used) == (NOW, NOW + 5)
    assert [each.value for each in jar.cookies] == ["2", "1"]


def test_host_only_and_domain_cookies_live_side_by_side() -> None:  # step 23: the host-only-flag counts
    jar, _ = Jar().receive(["a=1", "a=2; Domain=shop.example.com"], HTTP, NOW)
    assert [each.value for each in jar.cookies] == ["1", "2"]


@pytest.mark.parametrize(
    ("header", "verdict"),
    [
        ("sid=evil; Path=/login", "refused"),
        ("sid=evil; Path=/login/en", "refused"),
        ("sid=evil; Path=/login; Domain=example.com", "refused"),
        ("sid=evil; Path=/", "stored"),
        ("sid=evil; Path=/loginx", "stored"),
        ("other=fine; Path=/login", "stored"),
    ],
)
def test_plain_http_leaves_secure_cookies_alone(header: str, verdict: str) -> None:  # step 16
    jar, _ = Jar().receive("sid=good; Secure; Path=/login", HTTPS, NOW)
    _, (decision,) = jar.receive(header, HTTP, NOW)
    assert decision.verdict == verdict
    assert decision.source == ("§5.7 step 16" if verdict == "refused" else "§5.7 step 24")


@pytest.mark.parametrize(
    ("secure", "header", "url", "verdict"),
    [
        ("sid=good; Secure; Domain=example.com", "sid=evil", HTTP, "refused"),
        ("sid=good; Secure; Domain=example.com", "sid=evil; Domain=shop.example.com", HTTP, "refused"),
        ("sid=good; Secure; Domain=example.com", "sid=evil", "http://a.b.example.com/market/cart/", "refused"),
        ("sid=good; Secure; Domain=shop.example.com", "sid=evil", "http://example.com/market/cart/", "refused"),
        ("sid=good; Secure", "sid=fine", "http://other.example.com/market/cart/", "stored"),
    ],
)
def test_plain_http_leaves_those_of_a_domain_above_or_below_alone(
    secure: str, header: str, url: str, verdict: str
) -> None:  # step 16: either domain-matches the other
    jar, _ = Jar().receive(secure, HTTPS, NOW)
    _, (decision,) = jar.receive(header, url, NOW)
    assert (decision.verdict, decision.source) == (verdict, f"§5.7 step {16 if verdict == 'refused' else 24}")


def test_https_may_replace_a_secure_cookie_by_one_without_secure() -> None:
    jar, _ = Jar().receive("sid=1; Secure", HTTPS, NOW)
    jar, (decision,) = jar.receive("sid=2", HTTPS, NOW)
    assert (decision.verdict, jar.cookies[0].secure) == ("stored", False)


def test_a_script_neither_sets_nor_replaces_what_is_http_only() -> None:  # steps 15 and 23.2
    assert decide("a=b; HttpOnly", HTTPS, SCRIPT).source == "§5.7 step 15"
    jar, _ = Jar().receive("a=b; HttpOnly", HTTPS, NOW)
    after, (decision,) = jar.receive("a=c", HTTPS, NOW, SCRIPT)
    assert (decision.verdict, decision.source, after) == ("refused", "§5.7 step 23", jar)


@pytest.mark.parametrize(
    ("header", "context", "verdict"),
    [
        ("a=b", EMBEDDED, "refused"),
        ("a=b; SameSite=Strict", EMBEDDED, "refused"),
        ("a=b; SameSite=None; Secure", EMBEDDED, "stored"),
        ("a=b; SameSite=Strict", LINK, "stored"),
        ("a=b", Context("to a script of another site", same_site=False, http=False), "refused"),
    ],
)
def test_an_embedded_answer_sets_cookies_with_samesite_none_only(
    header: str, context: Context, verdict: str
) -> None:  # step 18
    assert decide(header, HTTPS, context).verdict == verdict


@pytest.mark.parametrize("url", ["http://localhost:8000/", "http://127.0.0.1/", "http://[::1]/", "http://a.localhost/"])
def test_loopback_is_secure_only_by_choice(url: str) -> None:  # §5.8.3, note: the draft does not define "secure"
    assert decide("a=b; Secure", url).source == "§5.7 step 13"
    assert decide("a=b; Secure", url, policy=Policy(trust_loopback=True)).verdict == "stored"


def test_public_suffixes_are_refused_by_choice() -> None:
    assert decide("a=b; Domain=com", policy=Policy(public_suffixes=False)).verdict == "stored"


def test_partitioned_is_understood_by_choice() -> None:  # CHIPS
    assert decide("a=b; Partitioned", HTTP).verdict == "stored"  # 6265bis does not know it
    chips = Policy(partitioned=True)
    assert decide("a=b; Partitioned", HTTPS, policy=chips).source == "CHIPS"
    cookie = decide("a=b; Partitioned; Secure", HTTPS, policy=chips).cookie
    assert cookie is not None
    assert cookie.partition == "https://example.com"


def test_fifty_cookies_of_a_domain_stay() -> None:  # §6.1
    jar, _ = Jar().receive([f"c{number}=x" for number in range(180)], HTTP, NOW)
    assert len(jar.cookies) == 180
    jar, _ = jar.receive("one=more", HTTP, NOW + 1)
    assert len(jar.cookies) == 180
    assert jar.cookies[0].name == "c1"


def test_cookies_without_secure_go_first() -> None:  # §5.7, "remove excess cookies"
    few = Jar(policy=Policy(most_of_a_domain=2))
    jar, _ = few.receive(["a=1; Secure", "b=2", "c=3; Secure"], HTTPS, NOW)
    assert [each.name for each in jar.cookies] == ["a", "c"]


def test_more_than_necessary_may_go_at_once() -> None:  # as in Chromium: tests/browser/test_cookies_in_chromium.py
    jar, _ = Jar(policy=CHROMIUM).receive(["s=1; Secure", *(f"c{number}=x" for number in range(180))], HTTPS, NOW)
    assert [each.name for each in jar.cookies] == ["s", *(f"c{number}" for number in range(31, 180))]


def test_the_hosts_of_one_owner_are_counted_together() -> None:  # tests/browser/test_cookies_in_chromium.py
    jar = Jar(policy=CHROMIUM)
    for number, host in enumerate(("a.shop.com", "b.shop.com", "shop.co.uk", "stall.co.uk")):
        lines = [f"n{each}=1" for each in range(100)]
        jar, _ = jar.receive(lines, f"https://{host}/", NOW + number)
    kept = Counter(each.domain for each in jar.cookies)
    assert kept == {"a.shop.com": 69, "b.shop.com": 100, "shop.co.uk": 100, "stall.co.uk": 100}


def test_all_domains_share_a_limit() -> None:
    jar = Jar(policy=Policy(most=2))
    for number, host in enumerate(("a.example", "b.example", "c.example")):
        jar, _ = jar.receive("n=1", f"https://{host}/", NOW + number)
    assert [each.domain for each in jar.cookies] == ["b.example", "c.example"]


def test_the_end_of_a_session_takes_session_cookies_only() -> None:  # §5.7, last paragraph
    jar, _ = Jar().receive(["a=1", "b=2; Max-Age=60"], HTTP, NOW)
    assert [each.name for each in jar.end_session().cookies] == ["b"]


def test_an_expired_cookie_leaves_the_jar() -> None:
    jar, _ = Jar().receive("b=2; Max-Age=60", HTTP, NOW)
    assert len(jar.at(NOW + 60).cookies) == 1  # "expired" is a date in the past
    assert jar.at(NOW + 61).cookies == ()


def test_a_jar_is_a_value() -> None:
    empty = Jar()
    empty.receive("a=1", HTTP, NOW)
    assert empty == Jar()


def test_a_time_may_be_a_datetime() -> None:
    jar, _ = Jar().receive("a=1", HTTP, datetime(2026, 1, 1, tzinfo=UTC))
    assert jar.cookies[0].created == 1_767_225_600


@pytest.mark.parametrize("now", ["noon", float("nan"), float("inf"), object()])
def test_what_is_no_time_is_said(now: object) -> None:
    with pytest.raises(CourseError, match="This is no time"):
        Jar().receive("a=1", HTTP, now)  # type: ignore[arg-type]
