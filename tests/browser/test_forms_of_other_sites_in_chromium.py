"""What lessons 11 and 12 say of `SameSite` and the CSRF token, asked of a real Chromium: what another page can send.

A page at `localhost` is another site than the demo site's 127.0.0.1; a page at 127.0.0.1 with another port is the same
site (SameSite knows no ports), and another origin. With Django's defaults both `sessionid` and `csrftoken` are Lax.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from other_server import OtherHandler, running

from classroom.record.exchange import Exchange
from classroom.site.live_site import LiveSite

pytestmark = pytest.mark.browser

PAGES = {
    "picture": "<img src='{to}'>",
    "link": "<a href='{to}'>link</a>",
    "form": "<form method='post' action='{to}'><input name='next' value='/'></form><script>document.forms[0].submit()"
    "</script>",
}
ANOTHER_SITE, SAME_SITE = "localhost", "127.0.0.1"


@pytest.fixture
def page(site: LiveSite, chromium: Any) -> Iterator[Any]:
    """A window in which alice is logged in."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site.url + "/accounts/login/")
    page.locator("#id_username").fill("alice")
    page.locator("#id_password").fill("only-for-class")
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/accounts/profile/")
    yield page
    context.close()


@pytest.fixture
def elsewhere() -> Iterator[int]:
    """The port of another server. GET /picture?to=… shows a page that leads there; POST sets a cookie."""

    class Handler(OtherHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            kind, to = address.path.strip("/"), parse_qs(address.query).get("to", [""])[0]
            self.answer(PAGES[kind].format(to=to) if kind in PAGES else self.headers.get("Cookie", ""))

        def do_POST(self) -> None:
            self.body()
            self.answer("thank you", headers=[("Set-Cookie", "planted=key; Path=/; HttpOnly; SameSite=Lax")])

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        yield server.server_port


def led(page: Any, site: LiveSite, elsewhere: int, host: str, kind: str, path: str) -> Exchange:
    """Open a page of another server that leads the browser to a path of the site. Returns what reached the site."""
    before = len(site.exchanges)
    page.goto(f"http://{host}:{elsewhere}/{kind}?to={site.url}{path}", wait_until="load")
    if kind == "link":
        page.get_by_role("link", name="link").click()
    if kind != "picture":
        page.wait_for_url(f"{site.url}{path}")
    new = [each for each in site.exchanges[before:] if each.path == path]
    return new[0]


def carried(exchange: Exchange) -> set[str]:
    return {name for name, _ in exchange.request_cookies} & {"sessionid", "csrftoken"}


def still_alice(page: Any, site: LiveSite) -> bool:
    page.goto(site.url + "/accounts/profile/")
    return bool(page.get_by_role("heading", name="alice", exact=True).count())


@pytest.mark.parametrize("kind", ["picture", "form"])
def test_for_a_picture_or_a_form_of_another_site_no_cookie_travels(
    site: LiveSite, page: Any, elsewhere: int, kind: str
) -> None:
    sent = led(page, site, elsewhere, ANOTHER_SITE, kind, "/accounts/logout/")
    assert sent.method == ("POST" if kind == "form" else "GET")
    assert sent.status == (403 if kind == "form" else 405)
    assert carried(sent) == set()
    assert still_alice(page, site)


def test_when_a_link_of_another_site_is_followed_both_travel(site: LiveSite, page: Any, elsewhere: int) -> None:
    sent = led(page, site, elsewhere, ANOTHER_SITE, "link", "/accounts/profile/")
    assert carried(sent) == {"sessionid", "csrftoken"}
    assert sent.status == 200


@pytest.mark.parametrize("kind", ["picture", "form"])
def test_from_another_origin_of_the_same_site_they_travel_and_the_csrf_check_refuses(
    site: LiveSite, page: Any, elsewhere: int, kind: str
) -> None:
    sent = led(page, site, elsewhere, SAME_SITE, kind, "/accounts/logout/")
    assert carried(sent) == {"sessionid", "csrftoken"}
    assert sent.status == (403 if kind == "form" else 405)
    if kind == "form":
        assert sent.request.header("origin") == f"http://{SAME_SITE}:{elsewhere}"
    assert still_alice(page, site)


def test_a_form_of_another_site_may_bring_a_cookie_home(page: Any, elsewhere: int) -> None:
    """So a login form wants its token too: otherwise a foreign page could log you in as somebody else."""
    target = f"http://{SAME_SITE}:{elsewhere}/login"
    page.goto(f"http://{ANOTHER_SITE}:{elsewhere}/form?to={target}", wait_until="load")
    page.get_by_text("thank you").wait_for()
    page.goto(f"http://{SAME_SITE}:{elsewhere}/what-came")
    assert "planted=key" in page.content()
