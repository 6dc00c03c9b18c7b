"""Rows and sessions that hold what Django cannot have written: looking at them changes no answer and raises nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import requests
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from classroom.cells.show import show
from classroom.draw.sessions.explorer import session_explorer
from classroom.record.exchange import NOBODY, SessionRow
from classroom.record.table_row import table_row
from classroom.site.live_site import LiveSite, open_site

ODD = [
    "session_data = x'00ff'",
    "session_data = 7",
    "session_data = ''",
    "session_data = '{{{{'",
    "session_data = printf('%.*c', 3000000, 'x')",
    "session_key = x'00'",
    "session_key = 5",
    "expire_date = 'soon'",
    "expire_date = 5",
    "expire_date = x'ff'",
    "expire_date = ''",
    "expire_date = '9999-12-31 23:59:59.999999'",
    "expire_date = '0001-01-01 00:00:00'",
    "expire_date = '2030-01-01 00:00:00+05:00'",
]
BACKEND = {"_auth_user_backend": "django.contrib.auth.backends.ModelBackend"}
ODD_SESSIONS: list[dict[Any, Any]] = [
    {**BACKEND, "_auth_user_id": [1]},
    {**BACKEND, "_auth_user_id": {"a": 1}},
    {**BACKEND, "_auth_user_id": 1e400},
    {**BACKEND, "_auth_user_id": "9" * 400},
    {**BACKEND, "_auth_user_id": None},
    {**BACKEND, "_auth_user_id": "\0"},
    {**BACKEND, "_auth_user_id": "1", "_auth_user_hash": [5]},
    {"_auth_user_id": "1", "_auth_user_backend": {}},
    {"_session_expiry": "soon"},
    {"_session_expiry": []},
    {"_session_expiry": 1e308},
    {"a": {"b": [{}] * 1_000}},
]
PAGES = ("/desk/echo/", "/desk/hello/", "/desk/session/read/")


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    connection.close()  # a row that SQLite cannot convert leaves a cursor open
    open_site()
    site.reset()


def without_us(path: str, key: str) -> int:
    """Return the status with which Django alone answers."""
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    try:
        return client.get(path, headers={"host": "127.0.0.1"}).status_code
    finally:
        connection.close()


def assert_looking_changes_nothing(site: LiveSite, key: str) -> None:
    cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"}
    for path in PAGES:
        expected = without_us(path, key)
        answer = requests.get(site.url + path, headers=cookie, timeout=60)
        assert answer.status_code == expected, (path, answer.text[:300])
        one = site.exchanges[-1]
        assert one.path == path and one.notes is not None
        assert str(show(one)) and str(session_explorer(site.sessions, [], time.time(), {}))


@pytest.mark.parametrize("change", ODD)
def test_an_odd_row_is_looked_at_and_changes_no_answer(site: LiveSite, change: str) -> None:
    client = requests.Session()
    client.get(site.url + "/desk/counter/", timeout=60)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE django_session SET {change}".replace("%", "%%"))
    connection.close()
    assert_looking_changes_nothing(site, client.cookies["sessionid"])


@pytest.mark.parametrize("engine", ["db", "file"])
@pytest.mark.parametrize("held", ODD_SESSIONS, ids=lambda held: str(held)[-40:])
def test_an_odd_session_is_looked_at_and_changes_no_answer(site: LiveSite, engine: str, held: dict[Any, Any]) -> None:
    site.keep_sessions_in(engine)
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["note"] = "…"
    store.save()
    store.get_expiry_age = lambda **_: 1_000
    store.get_expiry_date = lambda **_: timezone.now() + timedelta(days=1)
    store.update(held)
    store.save()
    assert_looking_changes_nothing(site, store.session_key)


@pytest.mark.parametrize(
    "columns",
    [
        (None, "d", "2026-01-01"),
        (b"k", "d", "2026-01-01"),
        ("k", None, "2026-01-01"),
        ("k", b"d", "2026-01-01"),
        *(("k", "d", expires) for expires in (None, 1.5, "", "soon", "2026-13-01", b"2026-01-01")),
    ],
)
def test_what_django_cannot_have_written_is_no_session(columns: tuple[object, object, object]) -> None:
    assert table_row(*columns) is None


def test_a_date_without_a_zone_is_in_utc() -> None:
    rows = [table_row("k", "d", text) for text in ("2026-01-01 00:00:00", "2026-01-01 09:00:00+09:00")]
    assert [row and row.expires for row in rows] == [1767225600.0] * 2


def test_a_row_belongs_to_its_user_only_as_django_believes_it(site: LiveSite) -> None:
    """A notebook must not say "alice" where Django says nobody: hash, backend and the user's state count."""
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    from classroom.record.server_notes import user_of

    users = get_user_model()._default_manager
    alice = users.get(username="alice")
    right = {
        "_auth_user_id": str(alice.pk),
        "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
        "_auth_user_hash": alice.get_session_auth_hash(),
    }

    def django_says(data: dict[str, Any]) -> str:
        from django.contrib.auth import get_user

        request = HttpRequest()
        request.session = SessionStore()
        request.session.update(data)
        return get_user(request).get_username() or str(AnonymousUser())

    changes: list[dict[str, Any]] = [
        {},
        {"_auth_user_hash": alice.get_session_auth_hash()[:-1] + "x"},
        {"_auth_user_hash": ""},
        {"_auth_user_backend": "somebody.elses.Backend"},
        {"_auth_user_id": "999999"},
    ]
    for change in changes:
        data = right | change
        expected = NOBODY if change else "alice"
        assert (user_of(SessionRow("k", json.dumps(data), 1e12)), django_says(data)) == (expected, expected), change
    for gone in right:
        data = {name: value for name, value in right.items() if name != gone}
        assert user_of(SessionRow("k", json.dumps(data), 1e12)) == django_says(data) == NOBODY
    users.filter(pk=alice.pk).update(is_active=False)
    assert user_of(SessionRow("k", json.dumps(right), 1e12)) == django_says(right) == NOBODY
