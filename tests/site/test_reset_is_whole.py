"""A reset and an aside, whole: whatever a learner can change is as it was, and nothing happens while a request runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest
import requests

from classroom.errors import CourseError
from classroom.record.exchange import Exchange
from classroom.site.live_site import LiveSite, open_site
from classroom.site.session_engine import ENGINES

# A cookie of another engine is no good key of a cache: the site silences that, and pytest asks for every warning again.
pytestmark = pytest.mark.filterwarnings("ignore::django.core.cache.CacheKeyWarning")
PASSWORD = "only-for-class"
A_MOMENT = 0.15
"""Seconds in which what must wait would have happened if it did not. A busy machine hides a fault, and makes none."""


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    open_site()
    site.reset()


class Visitor:
    """A client with a jar, which finds the CSRF token by itself."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = requests.Session()
        self.client.get(url + "/accounts/login/", timeout=30)

    def get(self, path: str) -> requests.Response:
        return self.client.get(self.url + path, timeout=30)

    def post(self, path: str, **fields: str) -> None:
        """Send a form. It must not be refused, so that each one does what it is there for."""
        token = self.client.cookies["csrftoken"]
        answer = self.client.post(self.url + path, data={**fields, "csrfmiddlewaretoken": token}, timeout=30)
        assert answer.status_code == 200, path


def state(site: LiveSite) -> dict[str, Any]:
    """Return everything that the site keeps, except what differs between two fresh sites: its log, its numbers."""
    from django.conf import settings
    from django.core import mail
    from django.core.cache import caches
    from django.db import connection

    connection.ensure_connection()
    assert connection.connection is not None
    return {
        "rows, tables, triggers": list(connection.connection.iterdump()),
        "sessions": site.sessions,
        "engine": (site.session_engine, settings.SESSION_ENGINE),
        "session files": settings.SESSION_FILE_PATH,
        "caches": {name: (dict(caches[name]._cache), dict(caches[name]._expire_info)) for name in settings.CACHES},
        "mail": [letter.subject for letter in getattr(mail, "outbox", [])],
        "clock": site.clock.ahead,
        "exchanges": site.exchanges,
    }


def do_everything(site: LiveSite, url: str, keep_sessions_in: Callable[[str], None]) -> None:
    """Change all that a learner can change from a browser, a client or a cell."""
    from django.contrib.auth import get_user_model
    from django.core.cache import cache
    from django.core.mail import send_mail
    from django.db import connection

    for number, engine in enumerate(ENGINES):
        keep_sessions_in(engine)
        visitor = Visitor(url)
        visitor.post("/accounts/login/", username="bob", password=PASSWORD, remember_name="on")
        visitor.post("/market/session-cart/add/", product="tea-pot")
        visitor.post("/articles/new/", title=f"By {engine}", body="…")
        visitor.get("/desk/session/message/")
        if not number:
            visitor.post("/accounts/password_reset/", email="mina@example.com")
            visitor.post("/accounts/signup/", username="newcomer", password1="a-long-word-7", password2="a-long-word-7")
            visitor.post("/accounts/logout/")
    requests.get(site.url_of("tracker") + "/tracker/pixel.gif?page=/x/", timeout=30)
    keep_sessions_in("cached_db")
    visitor.get("/desk/counter/")
    site.clock.turn(days=30)
    cache.set("mine", "kept", 10_000)
    send_mail("From a cell", "…", None, ["x@example.com"])
    users = get_user_model()._default_manager
    users.filter(username="alice").delete()
    users.filter(username="carol").update(password="!", is_superuser=True)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (a)")
        cursor.execute("CREATE TRIGGER t AFTER UPDATE ON accounts_user BEGIN DELETE FROM market_product; END")
        cursor.execute("DROP TABLE tracker_visit")


def close_and_open(site: LiveSite) -> None:
    site.close()
    open_site()


@pytest.mark.parametrize("begin_afresh", [LiveSite.reset, close_and_open])
def test_after_everything_the_first_day_is_back_whole(site: LiveSite, begin_afresh: Callable[[LiveSite], None]) -> None:
    from pathlib import Path

    from django.conf import settings

    fresh = state(site)
    assert (fresh["mail"], fresh["sessions"], fresh["exchanges"], fresh["clock"]) == ([], (), (), 0)
    assert fresh["caches"] == {name: ({}, {}) for name in settings.CACHES}
    assert (fresh["engine"], fresh["session files"]) == (("db", "django.contrib.sessions.backends.db"), None)

    site.keep_sessions_in("file")
    folder = Path(settings.SESSION_FILE_PATH)
    do_everything(site, site.url, site.keep_sessions_in)
    changed = state(site)
    assert {name for name in fresh if changed[name] == fresh[name]} == set()

    begin_afresh(site)
    assert state(site) == fresh
    assert not folder.exists()
    requests.get(site.url + "/desk/counter/", timeout=30)
    assert [each.place for each in site.sessions] == ["db"]  # the middleware, too, is that of the first day
    assert [each.number for each in site.exchanges] == [1]


@pytest.mark.parametrize("engine", ["cached_db", "file"])
def test_an_aside_takes_nothing_and_leaves_nothing(site: LiveSite, engine: str) -> None:
    from django.core.mail import send_mail

    fresh = state(site)
    site.keep_sessions_in(engine)
    mine = Visitor(site.url)
    mine.post("/accounts/login/", username="bob", password=PASSWORD)
    send_mail("Mine", "…", None, ["x@example.com"])
    site.clock.turn(days=1)
    before = state(site)
    with site.aside() as aside:
        inside = state(site)
        assert {name for name in fresh if inside[name] != fresh[name]} == set()
        assert aside.exchanges == () and aside.sessions == ()
        do_everything(site, aside.url, aside.keep_sessions_in)
    assert state(site) == before
    assert "/accounts/profile/" in mine.get("/accounts/profile/").url


def test_an_aside_that_cannot_begin_gives_the_rows_back(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise MemoryError("for a test")

    mine = Visitor(site.url)
    mine.post("/accounts/login/", username="bob", password=PASSWORD)
    before = state(site)
    with monkeypatch.context() as patched, pytest.raises(MemoryError):
        patched.setattr(site._stores, "set_aside", fails)
        with site.aside():
            pytest.fail("it began")
    assert state(site) == before
    assert "/accounts/profile/" in mine.get("/accounts/profile/").url


@pytest.mark.parametrize("how", ["atomic", "autocommit", "closed", "closed behind Django's back"])
def test_a_transaction_that_is_left_open_in_an_aside_locks_nobody_out(site: LiveSite, how: str) -> None:
    from django.contrib.auth import get_user_model
    from django.db import connection, transaction

    users = get_user_model()._default_manager
    with site.aside():
        if how in ("atomic", "closed"):
            transaction.atomic().__enter__()
        elif how == "autocommit":
            connection.set_autocommit(False)
        users.filter(username="bob").update(first_name="left open")
        if how == "closed":
            connection.close()  # in the block, after which Django opens no other
        elif how.startswith("closed"):
            connection.connection.close()
    assert connection.get_autocommit() and not connection.in_atomic_block
    assert users.get(username="bob").first_name == ""
    Visitor(site.url).post("/accounts/login/", username="bob", password=PASSWORD)
    assert len(site.sessions) == 1


def test_a_closed_site_keeps_no_connection_to_its_rows(site: LiveSite) -> None:
    """They are in memory as long as there is one."""
    from django.contrib.auth import get_user_model
    from django.db import connection

    assert get_user_model()._default_manager.exists() and connection.connection is not None
    site.close()
    assert connection.connection is None and site._database is None
    open_site()


class Gate:
    """Stops a page of the desk in its middle, until `open()`."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.log: list[str] = []
        self._open = threading.Event()

    def sleep(self, seconds: float) -> None:
        self.reached.set()
        assert self._open.wait(120)
        self.log.append("the page ends")

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    from desk import session_views

    found = Gate()
    monkeypatch.setattr(session_views, "time", found)
    yield found
    found.open()


def changes(site: LiveSite) -> dict[str, Callable[[], object]]:
    """Return everything that has to find the site at rest."""

    def aside() -> None:
        with site.aside():
            pass

    return {
        "reset": site.reset,
        "engine": lambda: site.keep_sessions_in("cache"),
        "cache": site.clear_cache,
        "restart": site.restart,
        "fill": lambda: site.fill_sessions(10),
        "aside": aside,
    }


@pytest.mark.parametrize("what", ["reset", "engine", "cache", "restart", "fill", "aside"])
def test_what_changes_the_site_waits_for_a_request_under_way_and_new_ones_wait_for_it(
    site: LiveSite, gate: Gate, what: str
) -> None:
    def change() -> None:
        changes(site)[what]()
        gate.log.append("changed")

    def ask(path: str) -> requests.Response:
        return requests.get(site.url + path, timeout=150)

    with ThreadPoolExecutor(3) as pool:
        slow: Future[requests.Response] = pool.submit(ask, "/desk/session/slow-write/?key=note&value=1")
        try:
            assert gate.reached.wait(60)
            changed = pool.submit(change)
            assert not wait([changed], timeout=A_MOMENT).done
            late = pool.submit(ask, "/desk/counter/")
            assert not wait([late], timeout=A_MOMENT).done
        finally:
            gate.open()
        changed.result(60)
        assert slow.result(60).status_code == 200
        try:
            assert late.result(60).status_code == 200
        except requests.ConnectionError:
            assert what == "restart"  # it ends every connection, and this one had been accepted
    assert gate.log == ["the page ends", "changed"]
    if what == "reset":
        assert len(site.sessions) == 1  # that of the late request, which was answered on the first day


@pytest.mark.parametrize("what", ["reset", "engine", "cache", "restart", "fill", "aside"])
def test_where_a_request_does_not_end_nothing_is_changed_and_the_site_goes_on(
    site: LiveSite, gate: Gate, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests.get(site.url + "/desk/counter/", timeout=30)
    before = _without_numbers(site)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(requests.get, site.url + "/desk/session/slow-write/?key=note&value=1", timeout=150)
        try:
            assert gate.reached.wait(60)
            with monkeypatch.context() as patched, pytest.raises(CourseError) as caught:
                patched.setattr("classroom.site.live_site.RESET_TIMEOUT", 0.05)
                changes(site)[what]()
            assert len(str(caught.value).splitlines()) == 3
            assert _without_numbers(site) == before
            assert requests.get(site.url + "/desk/echo/", timeout=60).status_code == 200
        finally:
            gate.open()
        assert slow.result(60).status_code == 200
    changes(site)[what]()


def test_a_site_closes_although_a_request_does_not_end(
    site: LiveSite, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(requests.get, site.url + "/desk/session/slow-write/?key=note&value=1", timeout=150)
        try:
            assert gate.reached.wait(60)
            monkeypatch.setattr("classroom.site.live_site.RESET_TIMEOUT", 0.05)
            site.close()
            assert not site.is_open and gate.log == []
            assert slow.exception(60), "its connection is shut"
        finally:
            gate.open()
    open_site()
    assert requests.get(site.url + "/desk/echo/", timeout=60).status_code == 200


def _without_numbers(site: LiveSite) -> dict[str, Any]:
    """Return the state without the exchanges, which are read only once the slow page has ended."""
    found = state(_Quiet(site))  # type: ignore[arg-type]
    return {name: value for name, value in found.items() if name != "exchanges"}


class _Quiet:
    """A site whose recording is not asked for, because asking waits for requests under way."""

    exchanges: tuple[Exchange, ...] = ()

    def __init__(self, site: LiveSite) -> None:
        self._site = site

    def __getattr__(self, name: str) -> Any:
        return getattr(self._site, name)
