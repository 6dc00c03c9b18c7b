"""Real Chromium, the cookie explainer and `requests` get the same responses, and their next requests are compared.

What a row says of the browser is what Chromium did. Where Chromium and 6265bis differ, the row has both.
"""

from __future__ import annotations

import re
import runpy
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cookie_browser import (
    NO_THIRD_PARTY_COOKIES,
    ChromiumProfile,
    Lines,
    RequestsClient,
    Servers,
    chromium_profile,
)
from odd_set_cookie_lines import FUTURE, KNOWN, ODD, PAST, Odd
from raw_cookie_server import make_certificate, raw_cookie_server

from classroom.cookies.explain import explain_cookie
from classroom.cookies.model import CHROMIUM, EMBEDDED, FORM, LINK, SAME_SITE, SCRIPT
from classroom.cookies.replay import replay
from classroom.cookies.send import send
from classroom.cookies.store import Jar
from classroom.cookies.story import CookieStory
from classroom.cookies.words import duration, printable
from classroom.paths import SOURCE
from classroom.run.chromium import CHROMIUM_ARGUMENTS, find_chromium

pytestmark = pytest.mark.browser

SHOP = "http://a.example.com/shop/cart"
ROOT = "http://a.example.com/"
TLS = "https://a.example.com/"
LOCAL = "http://127.0.0.1/"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    openssl = shutil.which("openssl")
    return make_certificate(tmp_path_factory.mktemp("certificate"), openssl) if openssl else None


@pytest.fixture(scope="module")
def servers(certificate: Path | None) -> Iterator[Servers]:
    with raw_cookie_server() as http:
        if certificate is None:
            yield Servers(http, None)
        else:
            with raw_cookie_server(certificate) as https:
                yield Servers(http, https)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def window(playwright: Any, servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromiumProfile]:
    """One window of one profile for all tests of this module."""
    with chromium_profile(playwright, tmp_path_factory.mktemp("profile"), servers) as window:
        yield window


@pytest.fixture
def chromium(window: ChromiumProfile) -> ChromiumProfile:
    window.forget()
    return window


@pytest.fixture(scope="module")
def plain(servers: Servers, certificate: Path | None) -> Iterator[RequestsClient]:
    client = RequestsClient(servers, certificate)
    with client.session:
        yield client


def needs_tls(certificate: Path | None, *addresses: str) -> None:
    if certificate is None and any(each.startswith("https:") for each in addresses):
        pytest.skip("openssl not found: it makes the certificate for https")


def predicted(responses: list[tuple[Lines, str]], to: str) -> str:
    """The Cookie header that `classroom.cookies` expects of Chromium."""
    jar, now = Jar(policy=CHROMIUM), time.time()
    for lines, address in responses:
        jar, _ = jar.receive(lines, address, now)
    return send(jar, to, now)[1]


# The table: which cookies the next request carries.


class Row(NamedTuple):
    """Responses, and the Cookie header of the next request to `to`: Chromium's, and that of `requests`.

    draft: what `classroom.cookies` says, where Chromium differs from 6265bis; else None.
    """

    topic: str
    responses: list[tuple[Lines, str]]
    to: str
    browser: str
    requests: str
    draft: str | None = None


def row(topic: str, lines: str | Lines, at: str, to: str, browser: str, requests: str, draft: str | None = None) -> Row:
    return Row(topic, [([lines] if isinstance(lines, str) else lines, at)], to, browser, requests, draft)


TABLE = [
    row("value: quotes stay", 'a="b c"', SHOP, SHOP, 'a="b c"', 'a="b c"'),
    row("value: backslash before a quote", r'a="\"b\""', SHOP, SHOP, r'a="\"b\""', 'a="b"'),
    row("value: JSON", 'a={"x": [1, 2]}', SHOP, SHOP, 'a={"x": [1, 2]}', 'a={"x": [1, 2]}'),
    row("value: quoted JSON", r'a="{\"x\": 1}"', SHOP, SHOP, r'a="{\"x\": 1}"', 'a="{x: 1}"'),
    row("value: a semicolon ends it", 'a="b;c"', SHOP, SHOP, 'a="b', 'a="b'),
    row("value: Korean", "쿠키=값", SHOP, SHOP, "쿠키=값", "쿠키=값"),
    row("value: a control character", "a=b\x01c", SHOP, SHOP, "", "a=b\x01c"),
    row("name: none", "a", SHOP, SHOP, "a", "a"),
    row("name: case counts", ["a=1", "A=2"], SHOP, SHOP, "a=1; A=2", "a=1; A=2"),
    row("no Domain: its own host", "a=1", SHOP, SHOP, "a=1", "a=1"),
    row("no Domain: a host below", "a=1", SHOP, "http://sub.a.example.com/shop/", "", "a=1"),
    row("no Domain: the host above", "a=1", SHOP, "http://example.com/shop/", "", ""),
    row("Domain: a sibling", "a=1; Domain=example.com", SHOP, "http://b.example.com/shop/", "a=1", "a=1"),
    row("Domain: the parent itself", "a=1; Domain=.example.com", SHOP, "http://example.com/shop/", "a=1", "a=1"),
    row("Domain: a look-alike", "a=1; Domain=example.com", SHOP, "http://anexample.com/shop/", "", ""),
    row("Domain of a sibling", "a=1; Domain=b.example.com", SHOP, "http://b.example.com/shop/", "", ""),
    row("Domain below the sender", "a=1; Domain=x.a.example.com", SHOP, "http://x.a.example.com/shop/", "", ""),
    row("Domain is a public suffix", "a=1; Domain=co.uk", "http://shop.co.uk/", "http://other.co.uk/", "", "a=1"),
    row("Domain is one of the list", "a=1; Domain=github.io", "http://a.github.io/", "http://b.github.io/", "", "a=1"),
    row("Domain is a top level", "a=1; Domain=com", SHOP, SHOP, "", ""),
    row("Domain=localhost", "a=1; Domain=localhost", "http://localhost/", "http://localhost/", "a=1", ""),
    row("Domain=localhost from below", "a=1; Domain=localhost", "http://a.localhost/", "http://b.localhost/", "", ""),
    row("localhost without Domain", "a=1", "http://localhost/", "http://localhost/", "a=1", "a=1"),
    row("localhost is not 127.0.0.1", "a=1", "http://localhost/", LOCAL, "", ""),
    row("127.0.0.1 is not 127.0.0.2", "a=1", LOCAL, "http://127.0.0.2/", "", ""),
    row("Domain is an address", "a=1; Domain=127.0.0.1", LOCAL, LOCAL, "a=1", "a=1"),
    row("no Path: its directory", "a=1", SHOP, "http://a.example.com/shop/other", "a=1", "a=1"),
    row("no Path: above", "a=1", SHOP, ROOT, "", ""),
    row("no Path: the directory itself", "a=1", f"{ROOT}setraw/", f"{ROOT}setraw", "a=1", "a=1"),
    row("no Path: elsewhere", "a=1", f"{ROOT}setraw/", f"{ROOT}echo/", "", ""),
    *(
        row(f"Path=/foo and /{path}", "a=1; Path=/foo", SHOP, ROOT + path, *["a=1" if path in below else ""] * 2)
        for below in [("foo", "foo/", "foo/bar")]
        for path in (*below, "foobar", "FOO", "")
    ),
    row("Path=/foo/ and /foo", "a=1; Path=/foo/", SHOP, "http://a.example.com/foo", "", ""),
    row("a foreign Path", "a=1; Path=/qux/zip", SHOP, "http://a.example.com/qux/zip", "a=1", "a=1"),
    row("a relative Path", "a=1; Path=foo", SHOP, "http://a.example.com/shop/", "a=1", ""),
    row("Max-Age before Expires", f"a=1; Max-Age=60; Expires={PAST}", SHOP, SHOP, "a=1", "a=1"),
    row("Max-Age after Expires", f"a=1; Expires={PAST}; Max-Age=60", SHOP, SHOP, "a=1", "a=1"),
    row("Max-Age=0 before Expires", f"a=1; Max-Age=0; Expires={FUTURE}", SHOP, SHOP, "", ""),
    row("Max-Age=0 after Expires", f"a=1; Expires={FUTURE}; Max-Age=0", SHOP, SHOP, "", ""),
    row("Max-Age is no number", "a=1; Max-Age=soon", SHOP, SHOP, "a=1", ""),
    row("Max-Age in quotes", 'a=1; Max-Age="60"', SHOP, SHOP, "a=1", ""),
    row("Expires is no date", "a=1; Expires=soon", SHOP, SHOP, "a=1", "a=1"),
    Row("Max-Age=0 deletes", [(["a=1"], SHOP), (["a=; Max-Age=0"], SHOP)], SHOP, "", ""),
    Row("Max-Age=-1 deletes", [(["a=1"], SHOP), (["a=; Max-Age=-1"], SHOP)], SHOP, "", ""),
    Row("Expires deletes", [(["a=1"], SHOP), ([f"a=; Expires={PAST}"], SHOP)], SHOP, "", ""),
    Row("deletion with another path", [(["a=1"], SHOP), (["a=; Path=/; Max-Age=0"], SHOP)], SHOP, "a=1", "a=1"),
    Row(
        "deletion with another domain",
        [(["a=1"], SHOP), (["a=; Domain=example.com; Max-Age=0"], SHOP)],
        SHOP,
        "a=1",
        "a=1",
    ),
    Row("an empty value does not delete", [(["a=1"], SHOP), (["a="], SHOP)], SHOP, "a=", "a="),
    row("set and deleted in one answer", ["a=1", "a=; Max-Age=0"], SHOP, SHOP, "", "a=1"),
    row("Secure over http", "a=1; Secure", ROOT, ROOT, "", ""),
    row("Secure over http, then https", "a=1; Secure", ROOT, TLS, "", "a=1"),
    row("Secure over http to localhost", "a=1; Secure", "http://localhost/", "http://localhost/", "a=1", ""),
    row("Secure over http to 127.0.0.1", "a=1; Secure", LOCAL, LOCAL, "a=1", ""),
    row("Secure over http to x.localhost", "a=1; Secure", "http://x.localhost/", "http://x.localhost/", "a=1", ""),
    row("Secure over https", "a=1; Secure", TLS, TLS, "a=1", "a=1"),
    row("Secure over https, then http", "a=1; Secure", TLS, ROOT, "", ""),
    Row("http over a Secure cookie", [(["a=good; Secure"], TLS), (["a=evil"], ROOT)], TLS, "a=good", "a=evil"),
    Row("https over a Secure cookie", [(["a=1; Secure"], TLS), (["a=2"], TLS)], ROOT, "a=2", "a=2"),
    row("schemes are not kept apart", "a=1", ROOT, TLS, "a=1", "a=1"),
    row("HttpOnly", "a=1; HttpOnly", SHOP, SHOP, "a=1", "a=1"),
    row("SameSite=Strict, address typed", "a=1; SameSite=Strict", SHOP, SHOP, "a=1", "a=1"),
    row("SameSite=banana, address typed", "a=1; SameSite=banana", SHOP, SHOP, "a=1", "a=1"),
    row("SameSite=None without Secure", "a=1; SameSite=None", SHOP, SHOP, "", "a=1"),
    row("__Host- over http", "__Host-a=1; Path=/", ROOT, ROOT, "", "__Host-a=1"),
    row("__Host- over https", "__Host-a=1; Path=/; Secure", TLS, TLS, "__Host-a=1", "__Host-a=1"),
    row("__Host- on 127.0.0.1", "__Host-a=1; Path=/; Secure", LOCAL, LOCAL, "__Host-a=1", ""),
    row("__Host- with Domain", "__Host-a=1; Path=/; Secure; Domain=a.example.com", TLS, TLS, "", "__Host-a=1"),
    row("__Host- without Path", "__Host-a=1; Secure", TLS, TLS, "", "__Host-a=1"),
    row("__Host- in small letters", "__host-a=1; Path=/", TLS, TLS, "", "__host-a=1"),
    row("__Secure- without Secure", "__Secure-a=1", TLS, TLS, "", "__Secure-a=1"),
    row("__Secure- with Secure", "__Secure-a=1; Secure; Domain=example.com", TLS, TLS, "__Secure-a=1", "__Secure-a=1"),
    row("__Http- without HttpOnly", "__Http-a=1; Secure", TLS, TLS, "", "__Http-a=1", draft="__Http-a=1"),
    row("Partitioned without Secure", "a=1; Partitioned", TLS, TLS, "", "a=1"),
    row("Partitioned with Secure", "a=1; Partitioned; Secure", TLS, TLS, "a=1", "a=1"),
    row("4096 octets", "a=" + "b" * 4095, SHOP, SHOP, "a=" + "b" * 4095, "a=" + "b" * 4095),
    row("4097 octets", "a=" + "b" * 4096, SHOP, SHOP, "", "a=" + "b" * 4096),
    row("order: longer path first", ["a=1; Path=/", "b=2", "c=3; Path=/shop/cart"], SHOP, SHOP, *["c=3; b=2; a=1"] * 2),
    row("order: then the older", ["z=1", "a=2", "m=3"], SHOP, SHOP, *["z=1; a=2; m=3"] * 2),
    row("duplicates: two paths", ["a=1; Path=/", "a=2"], SHOP, SHOP, *["a=2; a=1"] * 2),
    row("duplicates: host and domain", ["a=1", "a=2; Domain=a.example.com"], SHOP, SHOP, *["a=1; a=2"] * 2),
    row("replaced by the same value", ["a=1", "b=2", "a=1; HttpOnly"], SHOP, SHOP, *["a=1; b=2"] * 2),
    # Chromium lets a cookie keep its creation time only if the value stays the same.
    row("replaced by another value", ["a=1", "b=2", "a=3"], SHOP, SHOP, "b=2; a=3", "a=3; b=2", draft="a=3; b=2"),
]  # fmt: skip

# The exercise "predict a table of sixteen cookies".
MARKET = "http://shop.example.com/market/"
STORE = "https://shop.example.com/"
SIXTEEN = [
    row("01", "theme=dark; Path=/", "http://shop.example.com/preferences/", MARKET, *["theme=dark"] * 2),
    row("02", "cart=tea-pot", f"{MARKET}cart/add", f"{MARKET}cart/", *["cart=tea-pot"] * 2),
    row("03", "cart=tea-pot", f"{MARKET}cart/add", "http://shop.example.com/articles/", "", ""),
    row("04", "seen=1; Path=/shop", MARKET, "http://shop.example.com/shopping/", "", ""),
    row("05", "id=7; Path=/", MARKET, "http://www.shop.example.com/", "", "id=7"),
    row("06", "id=7; Domain=example.com; Path=/", MARKET, "http://blog.example.com/", "id=7", "id=7"),
    row("07", "id=7; Domain=co.uk; Path=/", "http://shop.co.uk/", "http://bank.co.uk/", "", "id=7"),
    row("08", "id=7; Domain=blog.example.com; Path=/", MARKET, "http://blog.example.com/", "", ""),
    row("09", "sid=1; Secure; Path=/", STORE, MARKET, "", ""),
    row("10", "sid=1; Secure; Path=/", LOCAL, LOCAL, "sid=1", ""),
    row("11", f"note=1; Max-Age=3600; Expires={PAST}; Path=/", MARKET, MARKET, "note=1", "note=1"),
    row("12", "note=1; Max-Age=soon; Path=/", MARKET, MARKET, "note=1", ""),
    row("13", ["lang=ko; Path=/", "lang=en; Path=/market"], MARKET, MARKET, *["lang=en; lang=ko"] * 2),
    row("14", "track=1; SameSite=None; Path=/", MARKET, MARKET, "", "track=1"),
    row("15", "__Host-sid=1; Secure; Path=/; Domain=shop.example.com", STORE, STORE, "", "__Host-sid=1"),
    row("16", "sid=1; HttpOnly; SameSite=Strict; Path=/", MARKET, MARKET, "sid=1", "sid=1"),
]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.topic)
def test_a_row_of_the_table(
    chromium: ChromiumProfile, plain: RequestsClient, certificate: Path | None, case: Row
) -> None:
    needs_tls(certificate, case.to, *(address for _, address in case.responses))
    for lines, address in case.responses:
        chromium.receive(lines, address)
    assert chromium.visit(case.to) == case.browser
    assert predicted(case.responses, case.to) == (case.browser if case.draft is None else case.draft)
    chromium.servers.clear()
    assert plain.after(case.responses, case.to) == case.requests
    if len(case.responses) == 1:
        lines, address = case.responses[0]
        (sending,) = explain_cookie(lines, address, send_to=case.to).sendings
        assert sending.header == printable(case.browser if case.draft is None else case.draft, 1000)
        assert sending.requests_header == printable(case.requests, 1000)


@pytest.mark.parametrize("case", SIXTEEN, ids=lambda case: case.topic)
def test_the_sixteen_cookies_of_the_exercise(
    chromium: ChromiumProfile, plain: RequestsClient, certificate: Path | None, case: Row
) -> None:
    test_a_row_of_the_table(chromium, plain, certificate, case)


def table_of_exercise_05_6() -> list[tuple[str, str, str]]:
    """Letter, Set-Cookie line and address of each row, read from the task."""
    text = (SOURCE / "05_how_long_and_how_far" / "exercises.py").read_text("utf-8")
    rows = re.findall(r"^# \| ([a-p]) \| `([^`]+)` \| `([^`]+)` \|$", text, flags=re.MULTILINE)
    assert "".join(letter for letter, _, _ in rows) == "abcdefghijklmnop"
    return rows


@pytest.mark.parametrize(("letter", "line", "to"), table_of_exercise_05_6())
def test_the_table_of_exercise_05_6(
    chromium: ChromiumProfile, certificate: Path | None, letter: str, line: str, to: str
) -> None:
    sent = runpy.run_path(str(SOURCE / "05_how_long_and_how_far" / "tasks.py"))["SENT"]
    at = "https://shop.example.com/cart/"
    wanted = line.partition(";")[0] if letter in sent else ""
    assert predicted([([line], at)], to) == wanted
    if ":8443" not in to:  # the servers of this module have one port; the next test uses another
        needs_tls(certificate, at, to)
        chromium.receive([line], at)
        assert chromium.visit(to) == wanted


def test_ports_are_not_kept_apart(chromium: ChromiumProfile, plain: RequestsClient, servers: Servers) -> None:  # §8.5
    with raw_cookie_server() as other:
        chromium.receive(["a=1"], LOCAL)
        chromium.page.goto(f"http://127.0.0.1:{other.port}/")
        assert other.last("/").cookie == b"a=1"
        assert replay("a=1", servers.url(LOCAL), f"http://127.0.0.1:{other.port}/", policy=CHROMIUM) == "a=1"
        plain.session.cookies.clear()
        plain.receive(["a=1"], LOCAL)
        plain.session.get(f"http://127.0.0.1:{other.port}/requests", timeout=10)
        assert other.last("/requests").cookie == b"a=1"


# Scripts.


def test_scripts_and_http_only(chromium: ChromiumProfile, plain: RequestsClient) -> None:
    answer = ["hidden=1; HttpOnly", "open=2"]
    chromium.receive(answer, SHOP)
    script = """() => {
        document.cookie = 'hidden=3'; document.cookie = 'new=4; HttpOnly'; document.cookie = 'fine=5';
        document.cookie = 'bad=6; SameSite=None'; return document.cookie }"""
    assert chromium.page.evaluate(script) == "open=2; fine=5"
    assert chromium.visit(SHOP) == "hidden=1; open=2; fine=5"
    now = time.time()
    jar, _ = Jar(policy=CHROMIUM).receive(answer, SHOP, now)
    jar, decisions = jar.receive(["hidden=3", "new=4; HttpOnly", "fine=5", "bad=6; SameSite=None"], SHOP, now, SCRIPT)
    assert [each.verdict for each in decisions] == ["refused", "refused", "stored", "refused"]
    assert send(jar, SHOP, now, SCRIPT)[1] == "open=2; fine=5"
    assert send(jar, SHOP, now)[1] == "hidden=1; open=2; fine=5"
    plain.after([(answer, SHOP)], SHOP)
    assert plain.session.cookies["hidden"] == "1"  # no script in a page, so nothing is hidden


# Which site starts the request: SameSite, third parties, Partitioned.

EVERY_KIND = [
    "strict=1; SameSite=Strict; Path=/", "lax=1; SameSite=Lax; Path=/", "none=1; SameSite=None; Secure; Path=/",
    "default=1; Path=/", "banana=1; SameSite=banana; Path=/", "hidden=1; SameSite=None; Secure; HttpOnly; Path=/",
    "chips=1; SameSite=None; Secure; Partitioned; Path=/",
]  # fmt: skip
TWO_SITES = [
    ("http://shop.localhost", "http://news.localhost"),
    ("http://127.0.0.1", "http://127.0.0.2"),
    ("http://localhost", "http://127.0.0.1"),
    ("https://shop.example", "https://news.example"),
    ("https://shop.example.com", "http://shop.example.com"),  # the scheme is part of a site
]
ONE_SITE = [
    ("http://shop.example.com", "http://news.example.com"),
    ("http://shop.localhost", "http://news.shop.localhost"),
    ("https://shop.example", "https://shop.example"),
]


def page_that_asks(shop: str, servers: Servers) -> str:
    def url(path: str) -> str:
        return servers.url(shop + path)

    return (
        f"<a href='{url('/link')}'>a link</a><form method=post action='{url('/form')}'><button>send</button></form>"
        f"<form id=search action='{url('/search')}'><button>search</button></form>"
        f"<img src='{url('/image')}'><iframe src='{url('/frame')}'></iframe>"
        f"<script>fetch('{url('/fetch')}', {{mode: 'no-cors', credentials: 'include'}})</script>"
    )


@pytest.mark.parametrize(("shop", "news"), TWO_SITES + ONE_SITE, ids=lambda address: address)
def test_who_starts_a_request(
    chromium: ChromiumProfile, plain: RequestsClient, certificate: Path | None, shop: str, news: str
) -> None:
    needs_tls(certificate, shop, news)
    one = (shop, news) in ONE_SITE
    servers, now = chromium.servers, time.time()
    chromium.receive(EVERY_KIND, f"{shop}/set")
    jar, _ = Jar(policy=CHROMIUM).receive(EVERY_KIND, f"{shop}/set", now)
    assert chromium.names() == sorted(each.name for each in jar.cookies)

    def expected(context: Any) -> str:
        return send(jar, f"{shop}/", now, SAME_SITE if one else context)[1]

    servers.set_response(f"{news}/page", page=page_that_asks(shop, servers))
    chromium.visit(f"{news}/page")
    for embedded in ("/image", "/frame", "/fetch"):
        assert servers.cookie(shop + embedded) == expected(EMBEDDED)
    chromium.page.click("a")
    assert servers.cookie(f"{shop}/link") == expected(LINK)
    chromium.visit(f"{news}/page")
    chromium.page.click("form button")
    assert servers.cookie(f"{shop}/form") == expected(FORM)
    chromium.visit(f"{news}/page")
    chromium.page.click("#search button")
    assert servers.cookie(f"{shop}/search") == expected(LINK)
    assert chromium.visit(f"{shop}/typed") == expected(SAME_SITE)
    assert chromium.page.evaluate("document.cookie") == send(jar, f"{shop}/", now, SCRIPT)[1]
    if not one:  # what the explainer says of each cookie, by itself and without being told of a policy
        kinds = ("typed", "link", "form", "image")
        told = {story.name: told_by(story) for story in explain_cookie(EVERY_KIND, f"{shop}/set", now=now).cookies}
        assert {name: [went(name, servers.cookie(f"{shop}/{each}")) for each in kinds] for name in told} == told
    servers.clear()
    sent = plain.after([(EVERY_KIND, f"{shop}/set")], f"{shop}/again")
    wanted = {"strict", "lax", "default", "banana"}  # every kind, whichever site asks; the rest are Secure
    if shop.startswith("https:"):
        wanted |= {"none", "hidden", "chips"}
    assert {each.partition("=")[0] for each in sent.split("; ")} == wanted


def went(name: str, header: str) -> bool:
    return name in {each.partition("=")[0] for each in header.split("; ")}


def told_by(story: CookieStory) -> list[bool]:
    """Whether a cookie is sent, as the explainer says: to its own site, by a link, a fresh one by a form, embedded."""
    own, link, form, *_, embedded, _ = (sent for _, sent, _ in story.contexts)
    return [own, link, form, embedded]


@pytest.mark.parametrize(("shop", "news"), TWO_SITES[:2] + ONE_SITE[:2], ids=lambda address: address)
@pytest.mark.parametrize("element", ["<img src='{}'>", "<iframe src='{}'></iframe>"], ids=["image", "frame"])
def test_what_an_embedded_answer_may_set(chromium: ChromiumProfile, shop: str, news: str, element: str) -> None:
    servers = chromium.servers
    servers.set_response(f"{shop}/set", EVERY_KIND)
    servers.set_response(f"{news}/page", page=element.format(servers.url(f"{shop}/set")))
    chromium.page.goto(servers.url(f"{news}/page"))
    context = SAME_SITE if (shop, news) in ONE_SITE else EMBEDDED
    jar, _ = Jar(policy=CHROMIUM).receive(EVERY_KIND, f"{shop}/set", time.time(), context)
    assert chromium.names() == sorted(each.name for each in jar.cookies)


@pytest.mark.parametrize("allowed", [True, False], ids=["third parties allowed", "third parties blocked"])
def test_partitioned_and_third_parties(
    playwright: Any, servers: Servers, chromium: ChromiumProfile, tmp_path: Path, allowed: bool
) -> None:
    tracker, news, blog = "http://tracker.localhost", "http://news.localhost", "http://blog.localhost"
    lines = ["none=1; SameSite=None; Secure; Path=/", "chips=1; SameSite=None; Secure; Path=/; Partitioned"]

    def seen_by_the_tracker(window: ChromiumProfile) -> list[str]:
        frame = f"<iframe src='{servers.url(tracker)}/'></iframe>"
        for site in (news, blog):
            servers.set_response(f"{site}/page", page=frame)
        servers.set_response(f"{tracker}/", lines)
        window.page.goto(servers.url(f"{news}/page"))
        servers.set_response(f"{tracker}/")
        found = []
        for site in (news, blog):
            servers.of(site).received.clear()
            window.page.goto(servers.url(f"{site}/page"))
            found.append(servers.cookie(f"{tracker}/"))
        return [*found, window.visit(f"{tracker}/typed")]

    if allowed:
        assert seen_by_the_tracker(chromium) == ["none=1; chips=1", "none=1", "none=1"]
        now, under_news, under_blog = time.time(), *(EMBEDDED._replace(top_site=site) for site in (news, blog))
        jar, _ = Jar(policy=CHROMIUM).receive(lines, f"{tracker}/", now, under_news)
        sent = [send(jar, f"{tracker}/", now, context)[1] for context in (under_news, under_blog, SAME_SITE)]
        assert sent == ["none=1; chips=1", "none=1", "none=1"]
    else:
        with chromium_profile(playwright, tmp_path, servers, third_party=NO_THIRD_PARTY_COOKIES) as strict:
            assert seen_by_the_tracker(strict) == ["chips=1", "", ""]


# Limits and lifetimes.


def test_180_cookies_of_a_domain(chromium: ChromiumProfile, plain: RequestsClient) -> None:
    for number in (180, 181, 212):
        chromium.forget()
        lines = ["keep=1; Secure", *(f"n{each}=1" for each in range(number - 1))]
        chromium.receive(lines, LOCAL)
        header = chromium.visit(LOCAL)
        assert header.count("=") == {180: 180, 181: 150, 212: 150}[number]
        assert header == predicted([(lines, LOCAL)], LOCAL)
        assert header.startswith("keep=1")
    chromium.servers.clear()
    # http.client reads at most a hundred headers of a response, so the 300 cookies come in six responses.
    responses: list[tuple[Lines, str]] = [
        ([f"n{tens}{each}=1" for each in range(50)], LOCAL) for tens in range(100, 106)
    ]
    assert plain.after(responses, LOCAL).count("=") == 300


def test_the_hosts_of_one_owner_share_their_180(chromium: ChromiumProfile) -> None:
    lines = [f"n{each}=1" for each in range(100)]
    hosts = ("http://a.shop.example/", "http://b.shop.example/")
    for host in hosts:
        chromium.receive(lines, host)
    assert [chromium.visit(host).count("=") for host in hosts] == [69, 100]
    jar, now = Jar(policy=CHROMIUM), time.time()
    for number, host in enumerate(hosts):
        jar, _ = jar.receive(lines, host, now + number)
    assert [send(jar, host, now + 2)[1].count("=") for host in hosts] == [69, 100]


def test_400_days_at_most(chromium: ChromiumProfile, plain: RequestsClient) -> None:  # §5.5
    lines = [f"expires=1; Expires={FUTURE}", "age=1; Max-Age=99999999", "short=1; Max-Age=600"]
    chromium.receive(lines, SHOP)
    now = time.time()
    found = {each["name"]: duration(each["expires"] - now) for each in chromium.stored()}
    assert found == {"expires": "400 days", "age": "400 days", "short": "10 minutes"}
    jar, _ = Jar(policy=CHROMIUM).receive(lines, SHOP, now)
    assert found == {each.name: duration((each.expires or 0) - now) for each in jar.cookies}
    plain.after([(lines, SHOP)], SHOP)
    lives = {each.name: duration((each.expires or 0) - now) for each in plain.session.cookies}
    assert lives["age"] == "1,157 days"
    assert float(lives["expires"].split()[0].replace(",", "")) > 1_000_000


def test_the_end_of_a_session(
    playwright: Any, servers: Servers, chromium: ChromiumProfile, plain: RequestsClient, tmp_path: Path
) -> None:
    lines = ["session=1", "kept=1; Max-Age=600"]
    with chromium_profile(playwright, tmp_path, servers) as before:
        before.receive(lines, SHOP)
        assert before.visit(SHOP) == "session=1; kept=1"
    # A test cannot wait for the two minutes of "Lax-allowing-unsafe" (§5.6.7.2): the profile's cookie is made older.
    with closing(sqlite3.connect(tmp_path / "Default" / "Cookies")) as database, database:
        database.execute("UPDATE cookies SET creation_utc = creation_utc - 121 * 1000000")
    with chromium_profile(playwright, tmp_path, servers) as after:
        assert after.visit(SHOP) == "kept=1"
        assert form_from_another_site(after) == ""
    jar, _ = Jar(policy=CHROMIUM).receive(lines, SHOP)
    assert send(jar.end_session(), SHOP)[1] == "kept=1"
    chromium.receive(lines, SHOP)
    assert form_from_another_site(chromium) == "session=1; kept=1"
    servers.clear()
    plain.after([(lines, SHOP)], SHOP)
    plain.session.close()
    assert plain.visit(SHOP) == "session=1; kept=1"  # close() closes connections; the jar has no end of a session
    plain.session.cookies.clear_session_cookies()
    assert plain.visit(SHOP) == "kept=1"


def form_from_another_site(window: ChromiumProfile) -> str:
    servers = window.servers
    servers.set_response("http://news.example/", page=page_that_asks("http://a.example.com/shop", servers))
    window.visit("http://news.example/")
    window.page.click("form button")
    return servers.cookie("http://a.example.com/shop/form")


def test_a_restored_session_brings_session_cookies_back(playwright: Any, servers: Servers, tmp_path: Path) -> None:
    with chromium_profile(playwright, tmp_path, servers, restore=True) as before:
        before.receive(["session=1"], SHOP)
    with chromium_profile(playwright, tmp_path, servers, restore=True) as after:
        assert after.visit(SHOP) == "session=1"


def test_a_private_window_has_a_jar_of_its_own(
    playwright: Any, servers: Servers, plain: RequestsClient, tmp_path: Path
) -> None:
    url = servers.url("http://127.0.0.1/private")
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGUMENTS))
    try:
        first, second = browser.new_context(), browser.new_context()
        servers.set_response("http://127.0.0.1/private", ["a=1"])
        first.new_page().goto(url)
        servers.clear()
        second.new_page().goto(url)
        assert servers.cookie("http://127.0.0.1/private") == ""
        servers.clear()
        first.new_page().goto(url)
        assert servers.cookie("http://127.0.0.1/private") == "a=1"
    finally:
        browser.close()


# Odd lines.


def described(name: str, value: str, place: str, expires: float | None, now: float, flags: list[str]) -> str:
    life = "session" if expires is None else duration(expires - now)
    return ", ".join([f"{name}={value} for {place}", life, *flags])


def in_chromium(chromium: ChromiumProfile, odd: Odd, now: float) -> tuple[str, list[str]]:
    """What Chromium sends after an odd response, and what it stored (nothing for bytes: its tools show text)."""
    servers = chromium.servers
    servers.set_response(odd.at, odd.lines)
    fetch = "url => fetch(url).then(answer => answer.text()).catch(() => 'the answer was not understood')"
    chromium.page.evaluate(fetch, servers.url(odd.at))
    servers.of(odd.at).responses.clear()
    stored = []
    for each in chromium.stored() if odd.is_text else []:
        flags = ["Secure"] * each["secure"] + ["HttpOnly"] * each["httpOnly"]
        flags += [f"SameSite={each['sameSite']}"] if "sameSite" in each else []
        flags += ["Partitioned"] * ("partitionKey" in each)
        expires = None if each["session"] else each["expires"]
        stored.append(described(each["name"], each["value"], each["domain"] + each["path"], expires, now, flags))
    return chromium.fetch(odd.to), sorted(stored)


def in_the_explainer(odd: Odd, now: float) -> tuple[str, list[str]]:
    """The same two, as `classroom.cookies` predicts them."""
    jar, _ = Jar(policy=CHROMIUM).receive(odd.lines, odd.at, now)
    stored = []
    for each in jar.cookies if odd.is_text else ():
        flags = ["Secure"] * each.secure + ["HttpOnly"] * each.http_only
        flags += [f"SameSite={each.same_site}"] * (each.same_site != "Default") + ["Partitioned"] * bool(each.partition)
        place = ("" if each.host_only else ".") + each.domain + each.path
        stored.append(described(each.name, each.value, place, each.expires, now, flags))
    return send(jar, odd.to, now)[1], sorted(stored)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_an_odd_line(window: ChromiumProfile, certificate: Path | None, odd: Odd) -> None:
    needs_tls(certificate, odd.at)
    window.forget()
    here = window.servers.url(odd.at.rpartition("/")[0] + "/")
    if window.page.url != here:
        window.page.goto(here)
    now = time.time()
    found, explained = in_chromium(window, odd, now), in_the_explainer(odd, now)
    if known := KNOWN.get(odd.name):
        assert found == (known.header, [*known.stored])
        assert explained != found, "no difference any more: take it out of the list"
    else:
        assert found == explained


def test_every_known_difference_is_tried() -> None:
    assert set(KNOWN) <= {odd.name for odd in ODD}
