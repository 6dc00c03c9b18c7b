"""What a script in a page can keep, in real Chromium: who reads it, when it ends, what of it travels (lesson 04)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from raw_cookie_server import raw_cookie_server

from classroom.site.live_site import LiveSite

pytestmark = pytest.mark.browser

WRITE = """() => {
    document.cookie = "theme=dark; path=/";
    localStorage.setItem("theme", "dark");
    sessionStorage.setItem("theme", "dark");
}"""
READ = "() => [document.cookie.includes('theme=dark'), localStorage.getItem('theme'), sessionStorage.getItem('theme')]"


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context()
    yield context
    context.close()


def test_a_cookie_travels_whoever_wrote_it_and_web_storage_does_not(site: LiveSite, context: Any) -> None:
    page = context.new_page()
    page.goto(site.url + "/desk/hello/")
    assert page.evaluate("document.documentElement.dataset.theme") != "dark"
    page.evaluate(WRITE)
    page.goto(site.url + "/desk/hello/")
    request = next(each for each in reversed(site.exchanges) if each.path == "/desk/hello/")
    assert request.request_cookies == (("theme", "dark"),)
    assert (request.request.head + request.request.body).count(b"dark") == 1
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"  # the site obeys what it did not give
    assert page.evaluate(READ) == [True, "dark", "dark"]


def test_session_storage_ends_with_the_tab_and_local_storage_does_not(site: LiveSite, context: Any) -> None:
    page = context.new_page()
    page.goto(site.url + "/desk/hello/")
    page.evaluate(WRITE)
    page.reload()
    assert page.evaluate(READ) == [True, "dark", "dark"]
    page.close()
    other = context.new_page()
    other.goto(site.url + "/desk/hello/")
    assert other.evaluate(READ) == [True, "dark", None]


def test_web_storage_belongs_to_one_port_and_a_cookie_to_the_host(site: LiveSite, context: Any) -> None:
    page = context.new_page()
    page.goto(site.url + "/desk/hello/")
    page.evaluate(WRITE)
    with raw_cookie_server() as other:
        page.goto(f"http://127.0.0.1:{other.port}/")
        assert page.evaluate(READ) == [True, None, None]


def test_clearing_cookies_alone_leaves_web_storage(site: LiveSite, context: Any) -> None:
    page = context.new_page()
    page.goto(site.url + "/desk/hello/")
    page.evaluate(WRITE)
    context.clear_cookies()
    assert page.evaluate(READ) == [False, "dark", "dark"]
    context.new_cdp_session(page).send("Storage.clearDataForOrigin", {"origin": site.url, "storageTypes": "all"})
    assert page.evaluate(READ)[:2] == [False, None]


def test_a_script_does_not_see_an_http_only_key_and_its_requests_carry_it(site: LiveSite, context: Any) -> None:
    page = context.new_page()
    page.goto(site.url + "/desk/session/write/?key=note&value=mine")
    (row,) = site.sessions
    assert "sessionid" not in page.evaluate("document.cookie")
    page.evaluate("fetch('/desk/echo/').then(answer => answer.text())")
    (asked,) = [each for each in site.exchanges if each.path == "/desk/echo/"]
    assert ("sessionid", row.key) in asked.request_cookies
