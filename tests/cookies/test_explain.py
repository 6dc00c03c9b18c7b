"""The cookie explainer: its words, and the two sides of each difference between a browser and `requests`."""

from __future__ import annotations

import unicodedata

import pytest
import requests
from hypothesis import example, given, settings
from hypothesis import strategies as st

from classroom.cookies.explain import explain_cookie
from classroom.cookies.model import CHROMIUM, Policy
from classroom.cookies.replay import replay
from classroom.cookies.requests_jar import RequestsClient
from classroom.cookies.store import Jar
from classroom.cookies.story import CookieStory, Explanation
from classroom.errors import CourseError

NOW = 1_790_000_000.0
SHOP = "http://a.example.com/shop/cart"
LOCAL = "http://127.0.0.1:8000/"
PIECE = st.sampled_from(["a=1", "Secure", "Max-Age=0", "Max-Age=x", "Path=/", "Domain=com"]) | st.text(
    st.characters(exclude_categories=()), max_size=20
)
HEADER = st.lists(PIECE, max_size=5).map(";".join)


def story(header: str, url: str = SHOP) -> CookieStory:
    (one,) = explain_cookie(header, url, now=NOW).cookies
    return one


def says(header: str, subject: str) -> str:
    found = [fact.says for fact in (*story(header).facts, *story(header).reach) if fact.subject == subject]
    assert len(found) == 1, subject
    return found[0]


# What the explainer says of a header.


@pytest.mark.parametrize(
    ("header", "subject", "words"),
    [
        ("a=b", "no Domain", "host-only"),
        ("a=b", "no Path", "default path"),
        ("a=b", "no Max-Age, no Expires", "a session cookie"),
        ("a=b", "no Secure", "plain http"),
        ("a=b", "no HttpOnly", "scripts in the page can read it"),
        ("a=b", "no SameSite", "works like Lax"),
        ("a", "no name", "comes back without ="),
        ("a=b; Max-Age=1209600", "Max-Age=1209600", "for 14 days"),
        ("a=b; Max-Age=99999999", "Max-Age=99999999", "cut to 400 days"),
        ("a=b; Max-Age=soon", "Max-Age=soon", "ignored: not a whole number"),
        ("a=b; Max-Age=60; Expires=Wed, 01 Jan 2035 00:00:00 GMT", "Max-Age=60", "for 1 minute"),
        ("a=b; Path=/x; Path=/y", "Path=/x", "overruled by a later Path"),
        ("a=b; Version=1", "Version=1", "ignored"),
        ("a=b; Path=/x; Domain=example.com", "hosts", "example.com and the hosts below it, on any port"),
        ("a=b; Path=/x", "hosts", "a.example.com only, on any port"),
        ("a=b; Path=/x", "paths", "/x and what lies below it"),
        ("a=b; Path=/", "paths", "every path"),
        ("a=b; Max-Age=60", "life", "1 minute from now"),
        ("a=b", "life", "until the browser's session is over"),
    ],
)
def test_a_fact(header: str, subject: str, words: str) -> None:
    assert words in says(header, subject)


def test_max_age_overrules_expires_wherever_it_stands() -> None:
    date = "Expires=Wed, 01 Jan 2035 00:00:00 GMT"
    assert says(f"a=b; Max-Age=60; {date}", date) == says(f"a=b; {date}; Max-Age=60", date) == "overruled by Max-Age"


def test_a_refused_header_has_no_reach() -> None:
    refused = story("a=b; Secure")
    assert (refused.verdict, refused.source) == ("refused", "§5.7 step 13")
    assert refused.reach == refused.contexts == ()


def test_a_deletion_says_which_cookie_it_hits() -> None:
    deletion = story("a=; Max-Age=0")
    assert deletion.verdict == "expired"
    assert {fact.subject for fact in deletion.facts} >= {"no Domain", "no Path"}


def test_a_host_cookie_needs_https() -> None:
    assert story("__Host-sid=1; Secure; Path=/", "https://a.example.com/").verdict == "stored"
    assert story("__Host-sid=1; Secure; Path=/").verdict == "refused"


def test_contexts_are_told_for_what_is_stored() -> None:
    sent = {label: goes for label, goes, _ in story("a=b; SameSite=Strict").contexts}
    assert len(sent) == 5
    assert sent["when a link on another site is followed"] is False


def test_would_it_be_sent_there() -> None:
    found = explain_cookie(
        ["a=1", "b=2; Path=/"], SHOP, now=NOW, send_to=["http://a.example.com/", "https://b.example/"]
    )
    first, second = found.sendings
    assert first.header == first.requests_header == "b=2"
    assert [(name, sent) for name, sent, _, _ in first.choices] == [("b", True), ("a", False)]
    assert second.header == ""
    assert all("a.example.com only" in why for _, _, why, _ in second.choices)


def test_one_address_may_be_given_as_a_string() -> None:
    (sending,) = explain_cookie("a=1", SHOP, now=NOW, send_to=SHOP).sendings
    assert sending.header == "a=1"


def test_an_explanation_reads_as_text() -> None:
    text = str(explain_cookie("sid=1; HttpOnly", SHOP, now=NOW, send_to=SHOP))
    for line in ("Set-Cookie: sid=1; HttpOnly", "  HttpOnly: hidden from scripts in the page [§5.6.6]"):
        assert line in text.splitlines()
    assert "browser:  Cookie: sid=1" in text


def test_an_explanation_is_a_frozen_value() -> None:
    found = explain_cookie("a=b", SHOP, now=NOW)
    assert found == explain_cookie("a=b", SHOP, now=NOW)
    with pytest.raises(AttributeError):
        found.url = "x"  # type: ignore[misc]


def test_the_present_counts_if_no_time_is_given() -> None:
    past, future = (f"a=b; Expires=Sat, 01 Jan {year} 00:00:00 GMT" for year in (2000, 9999))
    assert [each.verdict for each in explain_cookie([past, future], SHOP).cookies] == ["expired", "stored"]


def test_a_policy_changes_the_answer() -> None:
    verdicts = [
        explain_cookie("a=b; Secure", "http://127.0.0.1:8000/", policy=each).cookies[0].verdict
        for each in (CHROMIUM, Policy())
    ]
    assert verdicts == ["stored", "refused"]


def test_chromium_is_explained_unless_another_policy_is_named() -> None:
    header = "a=b; Secure; SameSite=None; Partitioned"
    assert explain_cookie(header, LOCAL) == explain_cookie(header, LOCAL, policy=CHROMIUM)
    assert explain_cookie(header, LOCAL) != explain_cookie(header, LOCAL, policy=Policy())


def test_a_cookie_without_same_site_goes_with_a_strangers_form_for_two_minutes() -> None:
    told = {label: sent for label, sent, _ in story("a=b").contexts if "form on another site" in label}
    assert told == {
        "when a form on another site is posted, in the cookie's first 2 minutes": True,
        "when a form on another site is posted, later": False,
    }
    assert "Firefox and Safari" in says("a=b", "no SameSite")
    (lax,) = [sent for label, sent, _ in story("a=b; SameSite=Lax").contexts if "form on another site" in label]
    assert lax is False
    (draft,) = explain_cookie("a=b", SHOP, now=NOW, policy=Policy()).cookies
    assert len(draft.contexts) == 5
    assert [fact.says for fact in draft.facts if fact.subject == "no SameSite"] == ["works like Lax"]


@pytest.mark.parametrize("url", ["", "shop", "ftp://a/"])
def test_a_bad_address_is_said_in_three_lines(url: str) -> None:
    with pytest.raises(CourseError) as caught:
        explain_cookie("a=b", url)
    assert len(str(caught.value).splitlines()) == 3


# The table of differences: the browser by the draft, requests by its own jar.


def browser(header: str, to: str, start: str = SHOP) -> str:
    return replay(header, start, to, now=NOW)


def by_requests(header: str | list[str], to: str, start: str = SHOP) -> str:
    (sending,) = explain_cookie(header, start, now=NOW, send_to=to).sendings
    return sending.requests_header


@pytest.mark.parametrize(
    ("header", "start", "to", "draft", "requests_does"),
    [
        # name and value: the quotes stay, but requests takes \" out
        (r'a="\"b\""', SHOP, SHOP, r'a="\"b\""', 'a="b"'),
        # no Domain: host-only in a browser, not in requests
        ("a=1", SHOP, "http://sub.a.example.com/shop", "", "a=1"),
        ("a=1; Domain=example.com", SHOP, "http://b.example.com/shop", "a=1", "a=1"),
        ("a=1; Domain=b.example.com", SHOP, "http://b.example.com/shop", "", ""),
        ("a=1; Domain=co.uk", "http://shop.co.uk/", "http://shop.co.uk/", "", "a=1"),
        ("a=1; Domain=localhost", "http://localhost/", "http://localhost/", "a=1", ""),
        # Path
        ("a=1; Path=/foo", SHOP, "http://a.example.com/foo/bar", "a=1", "a=1"),
        ("a=1; Path=/foo", SHOP, "http://a.example.com/foobar", "", ""),
        ("a=1", "http://a.example.com/setraw/", "http://a.example.com/echo/", "", ""),
        ("a=1; Path=/qux/zip", SHOP, "http://a.example.com/qux/zip", "a=1", "a=1"),  # a foreign path
        # Max-Age and Expires
        ("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", SHOP, SHOP, "a=1", "a=1"),
        ("a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60", SHOP, SHOP, "a=1", "a=1"),
        ("a=1; Max-Age=soon", SHOP, SHOP, "a=1", ""),
        ("a=1; Expires=soon", SHOP, SHOP, "a=1", "a=1"),
        ("a=1; Max-Age=0", SHOP, SHOP, "", ""),
        # Secure: kept by requests, and never sent over http
        ("a=1; Secure", SHOP, SHOP, "", ""),
        ("a=1; Secure", SHOP, "https://a.example.com/shop", "", "a=1"),
        ("a=1; Secure; Path=/", "http://localhost/", "http://localhost/", "", ""),
        # SameSite and prefixes: no checks
        ("a=1; SameSite=None", SHOP, SHOP, "", "a=1"),
        ("a=1; SameSite=banana", SHOP, SHOP, "a=1", "a=1"),
        ("__Host-a=1; Path=/", SHOP, SHOP, "", "__Host-a=1"),
        ("__Secure-a=1", SHOP, SHOP, "", "__Secure-a=1"),
        ("a=1; Partitioned", SHOP, SHOP, "a=1", "a=1"),
        # size
        ("a=" + "b" * 4096, SHOP, "http://a.example.com/shop", "", "a=" + "b" * 998 + "… (4,098 characters)"),
        # port
        ("a=1", "http://127.0.0.1:40499/", "http://127.0.0.1:40321/", "a=1", "a=1"),
    ],
)
def test_the_draft_and_requests(header: str, start: str, to: str, draft: str, requests_does: str) -> None:
    assert browser(header, to, start) == draft
    assert by_requests(header, to, start) == requests_does


def test_http_overwrites_a_secure_cookie_in_requests_only() -> None:
    good, evil, https = "a=good; Secure; Path=/", "a=evil; Path=/", "https://a.example.com/"
    client = RequestsClient(NOW)
    client.receive(good, https)
    client.receive(evil, SHOP)
    assert client.cookie_header(https) == "a=evil"
    jar, _ = Jar().receive(good, https, NOW)
    assert jar.receive(evil, SHOP, NOW)[1][0].source == "§5.7 step 16"


def test_order_is_the_same_and_replacing_keeps_the_place() -> None:
    headers = ["z=1; Path=/", "b=2", "a=3", "c=4; Path=/shop/cart", "b=5"]
    assert by_requests(headers, SHOP) == replay(headers, SHOP, SHOP, now=NOW) == "c=4; b=5; a=3; z=1"


def test_requests_knows_no_limit_of_number() -> None:
    headers = [f"c{number}=1" for number in range(200)]
    assert replay(headers, SHOP, SHOP, now=NOW).count("=") == 180
    (sending,) = explain_cookie(headers, SHOP, now=NOW, send_to=SHOP).sendings
    assert sending.requests_header.startswith("c0=1; c1=1")


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("a=1; Max-Age=soon; Path=/", "drops the whole cookie, because of Max-Age=soon."),
        ("a=1", "sends it also to http://sub.a.example.com/shop."),
        ("a=1", "sends it whoever starts the request: it knows no SameSite."),
        ("a=1", "knows no end of a session: the cookie stays until the jar is thrown away or cleared."),
        ("a=1; Max-Age=999999999", "keeps it for 11,574 days, until Thu, 30 May 2058 15:59:59 GMT."),
        ("a=1; HttpOnly", "hands it to your Python code: HttpOnly hides it from scripts in a page only."),
        ("a=1; Secure", "keeps it, for a.example.com and /shop, and does not send it to http://a.example.com/shop."),
        ("__Secure-a=1", "keeps it, for a.example.com and /shop."),
        (r'a="x\"y"', 'keeps the pair as a="xy".'),
    ],
)
def test_a_difference_is_told(header: str, words: str) -> None:
    assert words in story(header).requests


def test_requests_knows_no_partitions() -> None:
    header = "a=1; Secure; SameSite=None; Partitioned"
    (chips,) = explain_cookie(header, "https://a.example.com/").cookies
    assert "sends it whoever starts the request: it knows no Partitioned." in chips.requests
    (draft,) = explain_cookie(header, "https://a.example.com/", policy=Policy()).cookies
    assert not [each for each in draft.requests if "whoever" in each]


def test_requests_deletes_first_what_one_answer_sets_and_deletes() -> None:
    (sending,) = explain_cookie(["a=1", "a=; Max-Age=0"], SHOP, send_to=SHOP).sendings
    assert (sending.header, sending.requests_header) == ("", "a=1")


def test_no_difference_is_no_sentence() -> None:
    assert (
        story("a=1; Domain=example.com; Path=/; Max-Age=60; SameSite=None; Secure", "https://a.example.com/").requests
        == ()
    )
    assert story("a=1; Domain=other.example").requests == ()


def test_requests_is_asked_at_the_time_of_the_question() -> None:
    date = "Expires=Wed, 01 Jan 2020 00:00:00 GMT"
    (sending,) = explain_cookie(f"a=1; {date}", SHOP, now=1_500_000_000, send_to=SHOP).sendings
    assert sending.header == sending.requests_header == "a=1"
    assert by_requests(f"a=1; {date}", SHOP) == ""


def test_it_is_the_jar_that_a_session_has() -> None:
    assert isinstance(RequestsClient(NOW).jar, type(requests.Session().cookies))


# Any input.


@settings(max_examples=60, deadline=None)
@given(
    st.lists(HEADER | st.binary(max_size=30), max_size=3),
    st.sampled_from([SHOP, "https://example.com/", "http://127.0.0.1/"]),
)
@example(["a=1; Expires=Wed, 99 Foo 99999 99:99:99; Max-Age=" + "9" * 900], SHOP)
@example(["a=\u202e\x1b[31m", "\ud800=1", "\x9b=\x85"], SHOP)
def test_nothing_is_an_error_and_nothing_unseen_comes_out(headers: list[str | bytes], url: str) -> None:
    found = explain_cookie(headers, url, now=NOW, send_to=[url])
    assert isinstance(found, Explanation)
    for line in str(found).split("\n"):
        assert not [each for each in line if unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp")]
    for each in found.cookies:
        if each.verdict == "refused":
            assert each.contexts == ()


def test_a_huge_header_is_told_briefly() -> None:
    text = str(explain_cookie("a=b" + ";x=1" * 5000, SHOP, now=NOW))
    assert len(text) < 10_000
    assert "4,960 more attributes" in text
