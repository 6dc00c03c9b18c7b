"""`time_machine()`: the client's cookies and the site's session rows age together, and the reset restores them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from classroom import CourseError, both_sides, explain_cookie, time_machine
from classroom.site.live_site import LiveSite, open_site


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    open_site().reset()


@pytest.fixture
def client(site: LiveSite) -> requests.Session:
    client = requests.Session()
    client.get(site.url + "/desk/counter/")
    client.get(site.url + "/desk/set-cookie/?name=popup&value=1")
    client.get(site.url + "/desk/set-cookie/?name=day&value=1&max_age=86400")
    return client


def sent(site: LiveSite, client: requests.Session) -> set[str]:
    client.get(site.url + "/desk/echo/")
    return {name for name, _ in site.exchanges[-1].request_cookies}


def test_a_day_takes_the_cookie_of_a_day(site: LiveSite, client: requests.Session) -> None:
    machine = time_machine(client).forward(days=1)
    assert "day: died now" in repr(machine)
    assert sent(site, client) == {"sessionid", "popup"}


def test_closing_the_browser_takes_session_cookies_only(site: LiveSite, client: requests.Session) -> None:
    machine = time_machine(client).close_browser()
    assert "popup: dead: it went when the browser closed" in repr(machine)
    assert sent(site, client) == {"sessionid", "day"}


def test_both_sides_of_a_login_end_together(site: LiveSite, client: requests.Session) -> None:
    machine = time_machine(client).forward(days=15)
    assert repr(machine).count("died now") == 3
    assert len(site.sessions) == 1
    assert sent(site, client) == {"popup"}


def test_an_orphan_is_called_one(site: LiveSite, client: requests.Session) -> None:
    machine = time_machine(client)
    client.cookies.clear()
    assert "an orphan" in repr(machine)


def test_reset_gives_everything_back(site: LiveSite, client: requests.Session) -> None:
    before = {cookie.name: cookie.expires for cookie in client.cookies}
    machine = time_machine(client).forward(days=1).close_browser().forward(days=365)
    assert sent(site, client) == set()
    machine.reset()
    assert {cookie.name: cookie.expires for cookie in client.cookies} == pytest.approx(before)
    assert site.clock.ahead == 0
    assert sent(site, client) == {"sessionid", "popup", "day"}


def test_reset_does_not_bring_back_what_the_server_took(site: LiveSite, client: requests.Session) -> None:
    machine = time_machine(client).forward(hours=1)
    client.get(site.url + "/desk/delete-cookie/?name=popup")
    machine.reset()
    assert "popup" not in client.cookies


def test_a_cookie_of_the_future_keeps_its_true_end(site: LiveSite, client: requests.Session) -> None:
    machine = time_machine(client).forward(days=15)
    client.get(site.url + "/desk/set-cookie/?name=late&value=1&max_age=86400")
    assert "late: alive, 1 day left" in repr(machine)
    machine.reset()
    assert "late: alive, 16 days left" in repr(machine)


def test_two_clients_are_told_apart(site: LiveSite, client: requests.Session) -> None:
    other = requests.Session()
    other.get(site.url + "/desk/set-cookie/?name=popup&value=1")
    said = repr(time_machine(client, other))
    assert "client 1: popup" in said and "client 2: popup" in said


def test_the_other_drawings_share_the_clock(site: LiveSite, client: requests.Session) -> None:
    time_machine(client).forward(days=13)
    assert "1 day left" in both_sides(client).text
    site.clock.set_back().turn(days=365 * 2)
    assert "expired" in explain_cookie("a=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT", site.url + "/").text


def test_what_has_no_jar_is_told() -> None:
    with pytest.raises(CourseError, match="needs a client that has a cookie jar, and was handed a text"):
        time_machine("client")
