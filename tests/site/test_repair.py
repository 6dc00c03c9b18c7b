"""`open_site()` is also the repair: whatever broke the site, it answers afterwards, and no row is lost."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
import requests

from classroom.errors import CourseError
from classroom.site import live_site, soundness
from classroom.site.live_site import LiveSite, open_site


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveSite]:
    monkeypatch.setattr(soundness, "PATIENCE", 1.0)
    monkeypatch.setattr(live_site, "RESET_TIMEOUT", 0.5)
    site = open_site()
    site.reset()
    assert requests.get(f"{site.url}/desk/session/write/?key=mine&value=kept", timeout=30).status_code == 200
    yield site
    site.close()


def its_socket_is_closed(site: LiveSite) -> None:
    site._server.socket.shutdown(socket.SHUT_RDWR)
    site._server.socket.close()


def its_descriptor_is_closed(site: LiveSite) -> None:
    site._server.socket.shutdown(socket.SHUT_RDWR)
    os.close(site._server.socket.fileno())


def its_lock_is_held_by_nobody(site: LiveSite) -> None:
    site._server.lock._writing = True


def its_connection_to_the_database_is_closed(site: LiveSite) -> None:
    requests.get(f"{site.url}/desk/counter/", timeout=30)
    from django.contrib.auth import get_user_model

    get_user_model().objects.count()  # this thread's own connection keeps the rows
    site._database._connection.close()


def its_application_is_gone(site: LiveSite) -> None:
    site._server.set_app(None)


def a_transaction_of_this_cell_is_open(site: LiveSite) -> None:
    from django.db import transaction

    transaction.atomic().__enter__()  # as a cell that was stopped in the middle of the block


def a_transaction_that_django_does_not_know_is_open(site: LiveSite) -> None:
    from django.db import connection

    connection.cursor().execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize(
    "breaks",
    [
        its_socket_is_closed,
        pytest.param(
            its_descriptor_is_closed,
            marks=pytest.mark.skipif(sys.platform == "win32", reason="a socket there is no file descriptor"),
        ),
        its_lock_is_held_by_nobody,
        its_connection_to_the_database_is_closed,
        its_application_is_gone,
        a_transaction_of_this_cell_is_open,
        a_transaction_that_django_does_not_know_is_open,
    ],
)
def test_open_site_repairs(site: LiveSite, breaks: Callable[[LiveSite], None]) -> None:
    before = site.sessions
    breaks(site)
    again = open_site()
    assert again is site
    assert again.sessions[: len(before)] == before
    assert requests.get(f"{site.url}/desk/counter/", timeout=5).status_code == 200
    site.reset()
    assert site.sessions == ()


def test_rows_that_are_not_all_there_after_a_repair_are_those_of_the_first_day(site: LiveSite) -> None:
    """The database is in memory: where the last connection to it was closed, it is empty."""
    from django.db import connection

    connection.cursor().execute("DROP TABLE django_session")
    site._database._connection.close()
    open_site()
    assert requests.get(f"{site.url}/desk/counter/", timeout=30).status_code == 200
    assert len(site.sessions) == 1


def test_a_new_server_goes_on_with_the_recording_and_waits_for_nothing_of_the_old_one(site: LiveSite) -> None:
    before = site.exchanges
    stuck, old = site._recorder.begin(7, 40_000), site._recorder
    its_application_is_gone(site)
    open_site()
    assert site._recorder is not old and not site._recorder._under_way
    old.finish(stuck)  # late: it belongs to a server that is gone
    requests.get(f"{site.url}/desk/echo/", timeout=30)
    assert site.exchanges[:-1] == before and len(site.exchanges) == len(before) + 1
    assert site.exchanges[-1].number > stuck.number
    assert site.exchanges[-1].connection > before[-1].connection, "no recording has a connection twice"


def test_an_aside_that_cannot_begin_leaves_the_rows(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    before, recorder = site.sessions, site._recorder
    with monkeypatch.context() as patch, pytest.raises(OSError, match="no room"):
        patch.setattr(site._stores, "set_aside", lambda: (_ for _ in ()).throw(OSError("no room")))
        with site.aside():
            pass
    assert site.sessions == before and site._recorder is recorder is site._server.recorder
    with site.aside() as aside:
        assert aside.sessions == ()
    assert site.sessions == before


def test_a_sound_site_stays_as_it_is_and_records_nothing_of_the_question(site: LiveSite) -> None:
    server, before = site._server, site.exchanges
    open_site()
    assert site._server is server
    assert site.exchanges == before
    requests.get(f"{site.url}/desk/echo/", timeout=30)
    assert site.exchanges[-1].connection == before[-1].connection + 1, "the question counts as no connection"


def test_rows_that_could_not_be_put_back_are_kept_until_they_can(site: LiveSite) -> None:
    before = site.sessions
    held: list[sqlite3.Connection] = []

    def hold() -> None:
        """Hold a transaction open in another thread, as a function with a thread of its own may."""
        held.append(sqlite3.connect(site._database.name, uri=True, check_same_thread=False, isolation_level=None))
        held[0].execute("BEGIN IMMEDIATE")

    with pytest.raises(CourseError, match="Your rows are kept"), site.aside():
        holder = threading.Thread(target=hold)
        holder.start()
        holder.join()
    assert site.sessions == ()
    with pytest.raises(CourseError, match="Your rows are kept"):
        open_site()
    held[0].close()
    open_site()
    assert site.sessions == before


def test_rows_that_are_owed_stand_in_the_way_of_neither_reset_nor_close(site: LiveSite) -> None:
    for ends in (site.reset, site.close):
        snapshot = sqlite3.connect(":memory:", check_same_thread=False)
        site._database._connection.backup(snapshot)
        site._owed = snapshot
        ends()
        open_site()
        assert site._owed is None and site.sessions == ()


def test_a_function_that_leaves_a_transaction_open_by_sql_costs_no_row(site: LiveSite) -> None:
    from django.db import connection

    before = site.sessions
    with site.aside():
        connection.cursor().execute("BEGIN IMMEDIATE")
    assert site.sessions == before
