"""What the tracker and the pop-up do in a real browser, window by window.

Each test starts a Chromium with a profile in a folder and connects to it from outside, so that it can be closed and
opened again with the same profile, and `--incognito` gives a real private window. Whether Chromium sends third-party
cookies is a setting; its default differs between builds (Debian's blocks them), so each test sets it.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from classroom.record.exchange import Exchange
from classroom.run.chromium import CHROMIUM_ARGUMENTS, find_chromium
from classroom.site.live_site import LiveSite

pytestmark = pytest.mark.browser

PRIVATE_WINDOWS_ONLY, EVERYWHERE = 2, 1
"""Chromium's setting `profile.cookie_controls_mode`: where it blocks third-party cookies."""


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@contextmanager
def running_chromium(playwright: Any, folder: Path, *more: str, blocks: int = PRIVATE_WINDOWS_ONLY) -> Iterator[Any]:
    """Run Chromium with the profile in a folder. Yields its `Browser`; `contexts[0]` is the open window."""
    preferences = folder / "Default" / "Preferences"
    if not preferences.exists():
        preferences.parent.mkdir()
        settings = {"profile": {"cookie_controls_mode": blocks, "block_third_party_cookies": blocks == EVERYWHERE}}
        preferences.write_text(json.dumps(settings), encoding="utf-8")
    told = folder / "DevToolsActivePort"
    told.unlink(missing_ok=True)
    command = [str(find_chromium()), "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}"]
    command += [*CHROMIUM_ARGUMENTS, *more, "about:blank"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            if told.exists() and told.read_text(encoding="utf-8").count("\n"):
                break
            time.sleep(0.1)
        port = told.read_text(encoding="utf-8").split()[0]
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        yield browser
        browser.new_browser_cdp_session().send("Browser.close")  # a normal exit, which writes the cookies to disk
        process.wait(20)
    finally:
        process.kill()
        process.wait()


def visit(context: Any, url: str) -> str:
    """Open a URL in the window, and wait for its images. Returns the text of the page."""
    page = window_of(context)
    page.goto(url, wait_until="load")
    return str(page.inner_text("body"))


def window_of(context: Any) -> Any:
    """Return the open page. (A new one would open beside a private window, not in it.)"""
    return context.pages[0] if context.pages else context.new_page()


def by_name(site: LiveSite, company: str) -> str:
    return f"http://{company}.localhost:{urlsplit(site.url).port}/tracker"


def tour(site: LiveSite, context: Any) -> str:
    """Visit both shops, then the tracker's page; return the text of that page."""
    for shop in ("bakery", "bookshop"):
        visit(context, f"{by_name(site, shop)}/{shop}/")
    return visit(context, f"{by_name(site, 'tracker')}/profile/").partition("About everybody")[0]


def pixels(site: LiveSite) -> list[Exchange]:
    return [each for each in site.exchanges if each.path == "/tracker/pixel.gif"]


def ids_given(site: LiveSite) -> list[str]:
    return [cookie.value for each in pixels(site) for cookie in each.response_cookies]


def test_two_shops_that_do_not_know_each_other_and_one_id(site: LiveSite, playwright: Any, tmp_path: Path) -> None:
    """A browser that sends third-party cookies: the tracker knows that both visitors are one."""
    with running_chromium(playwright, tmp_path) as browser:
        said = tour(site, browser.contexts[0])
    bakery, bookshop = pixels(site)
    (cookie,) = bakery.response_cookies
    assert cookie.attribute("SameSite") == "None" and cookie.attribute("Secure") == ""
    assert bookshop.request_cookies == (("tracker_id", cookie.value),) and not bookshop.response_cookies
    assert cookie.value in said and re.findall(r"/tracker/(\w+)/ at", said) == ["bakery", "bookshop"]
    # The URL of the pixel names the page; in Referer the browser sends another origin only the site.
    assert [each.query for each in pixels(site)] == ["page=/tracker/bakery/", "page=/tracker/bookshop/"]
    assert urlsplit(str(bakery.request.header("referer"))).path == "/"
    assert bakery.request.header("sec-fetch-site") == "cross-site"


def test_the_same_by_address(site: LiveSite, playwright: Any, tmp_path: Path) -> None:
    """Loopback addresses are sites of their own too, and trusted like the names: `Secure` is accepted over http."""
    with running_chromium(playwright, tmp_path) as browser:
        for shop in ("bakery", "bookshop"):
            visit(browser.contexts[0], f"{site.url_of(shop)}/tracker/{shop}/")
    bakery, bookshop = pixels(site)
    assert {each.request.header("host") for each in (bakery, bookshop)} == {urlsplit(site.url_of("tracker")).netloc}
    assert [("tracker_id", value) for value in ids_given(site)] == list(bookshop.request_cookies)


def test_a_second_jar_is_a_second_person(site: LiveSite, playwright: Any, tmp_path: Path) -> None:
    """A window with an empty jar that still sends third-party cookies gets another id.

    So the tracker takes its user for another person, and recognises them within that window.
    """
    with running_chromium(playwright, tmp_path) as browser:
        tour(site, browser.contexts[0])
        other = browser.new_context()
        said = tour(site, other)
        other.close()
    first, second = ids_given(site)
    assert first != second and second in said and first not in said
    assert [len(each.request_cookies) for each in pixels(site)] == [0, 1, 0, 1]


@pytest.mark.parametrize(("window", "blocks"), [("--incognito", PRIVATE_WINDOWS_ONLY), ("--new-window", EVERYWHERE)])
def test_without_third_party_cookies_every_visit_is_a_first_one(
    site: LiveSite, playwright: Any, tmp_path: Path, window: str, blocks: int
) -> None:
    """In a private window, and in a browser that blocks, the tracker sets an id each time and never gets one back.

    Chromium says so in the request (`Sec-Fetch-Storage-Access: none`). A direct visit to the tracker's page carries no
    id either, because none was stored: the tracker counts visits, but recognises no visitor.
    """
    with running_chromium(playwright, tmp_path, window, blocks=blocks) as browser:
        said = tour(site, browser.contexts[0])
    assert [each.request_cookies for each in pixels(site)] == [(), ()]
    assert len(set(ids_given(site))) == 2
    assert {each.request.header("sec-fetch-storage-access") for each in pixels(site)} == {"none"}
    assert "Your request carried no tracker_id" in said


def test_the_pop_up_comes_back_in_a_new_session_of_the_browser_and_the_notice_does_not(
    site: LiveSite, playwright: Any, tmp_path: Path
) -> None:
    """A session cookie ends with the browser, one with `Max-Age` does not; and a private window starts with neither."""
    with running_chromium(playwright, tmp_path) as browser:
        page = window_of(browser.contexts[0])
        page.goto(site.url + "/market/")
        page.get_by_role("button", name="Close until I leave").click()
        page.get_by_role("button", name="Do not show this today").click()
        assert "Saturday market" not in page.inner_text("body") and not page.get_by_role("dialog").count()
        mine, private = (
            visit(each, site.url + "/preferences/private-window/") for each in (page.context, browser.new_context())
        )
    assert re.findall(r"\tyes\t(\w+)\t", mine) == ["notice_hidden", "popup_closed"]
    assert "carried nothing of ours" in private and "yes" not in private
    with running_chromium(playwright, tmp_path) as browser:
        page = window_of(browser.contexts[0])
        page.goto(site.url + "/market/")
        assert page.get_by_role("dialog").is_visible()
        assert "Saturday market" not in page.inner_text("body")
