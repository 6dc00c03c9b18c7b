"""What a page of another site can make a real browser do on the demo site: it asks, and the session is still there."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from typing import Any

import pytest
from other_server import OtherHandler, running

from classroom.site.live_site import LiveSite

pytestmark = pytest.mark.browser


@pytest.fixture
def context(site: LiveSite, chromium: Any) -> Iterator[Any]:
    """A window that has a session with the site."""
    context = chromium.new_context()
    context.new_page().goto(site.url + "/desk/session/write/?key=note&value=mine")
    yield context
    context.close()


@pytest.fixture
def elsewhere(site: LiveSite) -> Iterator[int]:
    """The port of another server, whose page has links and an image that lead to the site."""
    flush = f"{site.url}/desk/session/flush/"

    class Handler(OtherHandler):
        def do_GET(self) -> None:
            links = [
                flush,
                f"{site.url}/desk/redirect/?to=/desk/session/flush/",
                f"{site.url}/desk/delete-cookie/?name=x",
            ]
            self.answer("".join(f"<p><a href='{to}'>link</a>" for to in links) + f"<img src='{flush}'>")

    with running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        yield server.server_port


def began(site: LiveSite) -> list[str | None]:
    """Who began each request for the end of the session, as the browser says."""
    return [each.request.header("sec-fetch-site") for each in site.exchanges if each.path == "/desk/session/flush/"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_link_of_another_site_asks_and_changes_nothing_until_it_is_answered(
    site: LiveSite, context: Any, elsewhere: int, host: str
) -> None:
    (row,) = site.sessions
    page = context.pages[0]
    for number in range(3):
        page.goto(f"http://{host}:{elsewhere}/", wait_until="load")  # its image has tried, too
        page.get_by_role("link", name="link").nth(number).click()
        page.get_by_role("heading", name="Do you want this?").wait_for()
        assert site.sessions == (row,)
        assert "sessionid" in {cookie["name"] for cookie in context.cookies(site.url)}
    assert set(began(site)) == {"cross-site" if host == "localhost" else "same-site"}
    page.goto(f"http://{host}:{elsewhere}/")
    page.get_by_role("link", name="link").first.click()
    page.get_by_role("link", name="Yes, do it").click()
    page.wait_for_load_state()
    assert site.sessions == ()
    assert began(site)[-1] == "same-origin"


def test_an_address_that_was_typed_is_not_asked_about(site: LiveSite, context: Any) -> None:
    context.pages[0].goto(site.url + "/desk/session/flush/")
    assert site.sessions == ()
