"""`session_explorer()`: what it draws of a real site, and how it follows changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import IPython.display
import pytest
import requests

from classroom import CourseError, open_site, session_explorer
from classroom.site import watch
from classroom.site.live_site import LiveSite

PASSWORD = "only-for-class"


@pytest.fixture(autouse=True)
def record(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLASSROOM_PROGRESS", str(tmp_path / "progress.json"))


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    site.reset()


def visit(site: LiveSite, path: str = "/desk/counter/", client: requests.Session | None = None) -> requests.Session:
    client = client or requests.Session()
    client.get(site.url + path, timeout=10)
    return client


def log_in(site: LiveSite, name: str = "alice") -> requests.Session:
    client = visit(site, "/accounts/login/")
    token = client.cookies["csrftoken"]
    data = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": token}
    client.post(site.url + "/accounts/login/", data=data, timeout=30)
    return client


def said(*clients: Any, **named: Any) -> str:
    return " ".join(repr(session_explorer(*clients, **named)).split())


class Shown:
    """A fake notebook output: keeps what was displayed, and counts the updates."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.things: list[Any] = []
        self.updates: list[str] = []
        self.threads: set[str] = set()
        monkeypatch.setattr(IPython.display, "display", self.display)

    def display(self, thing: Any, display_id: bool = False) -> Any:
        self.things.append(thing)
        return self

    def update(self, view: Any) -> None:
        self.threads.add(threading.current_thread().name)
        self.updates.append(view.text)

    def press(self, label: str) -> None:
        next(each for each in self.things[1].children if each.description == label).click()

    @property
    def labels(self) -> list[str]:
        return [each.description for each in self.things[1].children]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """What is drawn. The watch looks ten times as often as it does for learners, so that a test waits a tenth."""
    monkeypatch.setattr(watch, "IDLE", 0.1)
    return Shown(monkeypatch)


def is_watched() -> bool:
    return any(each.name == "watch over the site" for each in threading.enumerate())


def until(true: Callable[[], object], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(true())


def test_clients_are_numbered_or_named(site: LiveSite) -> None:
    alice, other = log_in(site), visit(site)
    assert "cookies of: client 1, client 2" in said(alice, other)
    assert "cookies of: client 1, thief" in said(alice, thief=other.cookies)
    text = said(alice=alice, thief=other)
    assert "alive; cookie of alice; logged in: alice" in text and "alive; cookie of thief" in text
    assert "orphan; logged in: alice" in said()


def test_what_is_not_alive_can_be_left_out(site: LiveSite, shown: Shown) -> None:
    alice, lost = log_in(site), [visit(site) for _ in range(3)]
    text = said(alice=alice, alive_only=True)
    assert text.count("alive") == 1 and "orphan" not in text
    assert "Left out: 3 sessions that no cookie of these clients opens." in text
    assert "Left out" not in said(alice, *lost, alive_only=True)
    assert "Left out: 4 sessions" in said(alive_only=True)
    panel = session_explorer(alice=alice)
    panel._ipython_display_()
    assert "orphan" in shown.things[0].text
    shown.press("Alive only")
    assert "orphan" not in shown.updates[-1] and shown.labels[-1] == "Show all"
    shown.press("Show all")
    assert "orphan" in shown.updates[-1] and shown.labels[-1] == "Alive only"
    site.clock.turn(days=15)
    assert "Left out: 4 sessions" in said(alice=alice, alive_only=True), "an expired one is not alive"
    site.clock.set_back()


def test_a_stolen_cookie_opens_the_same_row(site: LiveSite) -> None:
    alice, thief = log_in(site), requests.Session()
    thief.cookies.set("sessionid", alice.cookies["sessionid"], domain="127.0.0.1", path="/")
    text = said(alice=alice, thief=thief)
    assert "cookie of alice, thief" in text
    assert "Browser of thief: closing it takes the cookie away" in text
    assert "Browser of alice: closing it changes nothing" in text


def test_orphan_expired_deleted_and_dead_cookies(site: LiveSite) -> None:
    from accounts.models import User

    client, old = log_in(site), visit(site)
    text = said(requests.Session())
    assert text.count("orphan") == 2 and "alive" not in text
    User.objects.get(username="alice").delete()
    assert "user deleted" in said(client)
    User.objects.filter(username="bob").update(is_active=False)
    bob = log_in(site, "mina")
    User.objects.filter(username="mina").update(password="changed")
    assert "login of mina, no longer valid" in said(bob)
    site.clock.turn(days=15)
    assert said(old).count("expired 1 day ago: it opens nothing") == 3
    site.clock.set_back()
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()
    text = said(old)
    assert "The table is empty." in text and "client 1 has a cookie sessionid" in text and "opens nothing" in text


@pytest.mark.parametrize(
    ("engine", "words"),
    [
        ("db", "in the table django_session, 67 bytes"),
        ("cached_db", "in the table django_session and in the cache"),
        ("cache", "the server keeps the cache (1 session)"),
        ("file", "in a file, 67 bytes"),
        ("signed_cookies", "in the cookie itself: the server keeps nothing, 67 bytes"),
    ],
)
def test_every_engine_is_drawn(site: LiveSite, engine: str, words: str) -> None:
    site.keep_sessions_in(engine)
    text = said(visit(site))
    assert words in text and "visits = 1" in text and "alive; cookie of client 1" in text


def test_many_sessions_are_counted_and_not_drawn(site: LiveSite) -> None:
    site.fill_sessions(500)
    client = visit(site)
    text = said(client)
    assert "django_session (501 rows)" in text and "… and 476 more sessions, not drawn." in text
    assert "Row 501" in text.split("alive")[0], "the client's own stands first"


@pytest.mark.parametrize("thing", [None, "client", 7, requests])
def test_what_has_no_jar_is_refused(thing: Any) -> None:
    with pytest.raises(CourseError) as caught:
        session_explorer(thing)
    assert len(str(caught.value).splitlines()) == 3


def test_looking_sends_no_request_and_changes_nothing(site: LiveSite) -> None:
    client = log_in(site)
    seen, rows = site.exchanges, site.sessions
    said(client)
    assert (site.exchanges, site.sessions) == (seen, rows)


# Following


def test_it_follows_requests_rows_clock_and_engine(site: LiveSite, shown: Shown) -> None:
    client = visit(site)
    panel = session_explorer(client)
    panel._ipython_display_()
    assert shown.labels == ["Draw again", "Follow live", "Alive only"]
    shown.press("Follow live")
    assert shown.labels == ["Draw again", "Stop following", "Alive only"] and panel.follows
    visit(site, client=client)
    assert until(lambda: "visits = 2" in shown.updates[-1])
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()
    assert until(lambda: "The table is empty." in shown.updates[-1])
    visit(site, client=client)
    site.clock.turn(days=15)
    assert until(lambda: "✕ expired" in shown.updates[-1])
    site.clock.set_back()
    site.keep_sessions_in("cache")
    visit(site, client=client)
    assert until(lambda: "Entry 1" in shown.updates[-1])
    site.clear_cache()
    assert until(lambda: "The cache holds no session." in shown.updates[-1])
    client.cookies.clear()
    assert until(lambda: "opens nothing" not in shown.updates[-1])
    assert "watch over the site" in shown.threads
    shown.press("Stop following")
    assert shown.labels == ["Draw again", "Follow live", "Alive only"] and not panel.follows
    assert until(lambda: not is_watched(), 60)  # a drawing that has begun ends
    drawn = len(shown.updates)
    visit(site)
    assert not is_watched() and len(shown.updates) == drawn


def test_a_burst_of_requests_is_drawn_a_few_times(site: LiveSite, shown: Shown) -> None:
    client = visit(site)
    panel = session_explorer(client).follow()
    panel._ipython_display_()
    begun = time.monotonic()
    for _ in range(150):
        visit(site, client=client)
    visits = f"visits = {151}"
    assert until(lambda: shown.updates and visits in shown.updates[-1])
    assert len(shown.updates) <= (time.monotonic() - begun) / 0.2 + 2
    panel.stop()


def test_while_nothing_changes_nothing_is_drawn(site: LiveSite, shown: Shown) -> None:
    panel = session_explorer(visit(site))
    panel._ipython_display_()
    panel.follow()
    assert until(lambda: shown.updates)
    time.sleep(12 * watch.IDLE)
    assert len(shown.updates) == 1
    panel.stop()


def test_one_explorer_follows_at_a_time(site: LiveSite, shown: Shown) -> None:
    first, second = session_explorer().follow(), session_explorer().follow()
    assert (first.follows, second.follows) == (False, True)
    second.stop()


def test_a_stretch_aside_is_never_drawn(site: LiveSite, shown: Shown) -> None:
    client = visit(site)
    panel = session_explorer(client)
    panel._ipython_display_()
    panel.follow()
    assert until(lambda: shown.updates)
    with site.aside() as aside:
        for _ in range(5):
            requests.get(aside.url + "/desk/counter/", timeout=10)
        time.sleep(5 * watch.IDLE)
    time.sleep(5 * watch.IDLE)
    assert not [text for text in shown.updates if "django_session (1 row)" not in text]
    panel.stop()


def test_a_page_that_is_gone_ends_the_watch_and_says_nothing(
    site: LiveSite, shown: Shown, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    panel = session_explorer(visit(site))
    panel._ipython_display_()

    def gone(view: Any) -> None:
        raise RuntimeError("no front end")

    monkeypatch.setattr(shown, "update", gone)
    panel.follow()
    assert until(lambda: not panel.follows)
    assert until(lambda: any("no front end" in line for line in site.log))
    assert capfd.readouterr() == ("", "")
    visit(site)


def test_it_outlives_a_closed_site(site: LiveSite, shown: Shown) -> None:
    panel = session_explorer(visit(site))
    panel._ipython_display_()
    panel.follow()
    assert until(lambda: shown.updates)
    site.close()
    time.sleep(5 * watch.IDLE)
    open_site()
    visit(site)
    assert until(lambda: "django_session (1 row)" in shown.updates[-1] and len(shown.updates) > 1)
    panel.stop()
