"""Two servers of the demo site: with one shared session store, or each with its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import requests

from classroom import two_servers
from classroom.workshop import worker
from classroom.workshop.two_servers import Server


def log_in(server: Server) -> requests.Session:
    client = requests.Session()
    client.get(server.url + "/accounts/login/", timeout=30)
    fields = {"username": "alice", "password": "only-for-class", "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    assert client.post(server.url + "/accounts/login/", data=fields, timeout=30).url.endswith("/accounts/profile/")
    return client


def known_as(client: requests.Session, server: Server) -> str:
    client.get(server.url + "/desk/hello/", timeout=30)
    notes = server.exchanges[-1].notes
    assert notes
    return notes.user_after


def test_with_one_store_who_logs_in_on_one_is_known_on_the_other() -> None:
    with two_servers() as (one, two):
        assert one.url != two.url
        assert known_as(log_in(one), two) == "alice"
        assert one.sessions == two.sessions != ()
        assert [each.path for each in two.exchanges] == ["/desk/hello/"]
        ports = [{each.server_port for each in server.exchanges} for server in (one, two)]
        assert ports == [{int(server.url.rpartition(":")[2])} for server in (one, two)], "a ladder says which answered"
        folder = one.database.rpartition("/")[0]
        assert "answers at" in repr(one)
    from pathlib import Path

    assert folder and not Path(folder).exists()


def test_with_a_store_each_the_other_sees_a_stranger() -> None:
    with two_servers(shared=False) as (one, two):
        assert known_as(log_in(one), two) == "AnonymousUser"
        assert len(one.sessions) == 1 and two.sessions == ()


def test_with_two_keys_a_shared_row_is_found_and_not_believed() -> None:
    with two_servers(same_key=False) as (one, two):
        assert known_as(log_in(one), two) == "AnonymousUser"
        assert len(two.sessions) == 1


def log_out(client: requests.Session, server: Server) -> None:
    fields = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(server.url + "/accounts/logout/", data=fields, timeout=30)


@pytest.mark.parametrize(("shared_cache", "afterwards"), [(False, "alice"), (True, "AnonymousUser")])
def test_a_cache_for_each_process_keeps_a_session_that_ended_elsewhere(shared_cache: bool, afterwards: str) -> None:
    with two_servers(engine="cached_db", shared_cache=shared_cache) as (one, two):
        client = log_in(one)
        assert known_as(client, two) == "alice"
        copy = {"Cookie": "sessionid=" + client.cookies["sessionid"]}
        log_out(client, one)
        for server, expected in ((one, "AnonymousUser"), (two, afterwards)):
            requests.get(server.url + "/desk/hello/", headers=copy, timeout=30)
            notes = server.exchanges[-1].notes
            assert notes and notes.user_after == expected


@pytest.mark.parametrize(("shared_cache", "there"), [(False, "AnonymousUser"), (True, "alice")])
def test_the_cache_engine_needs_a_cache_that_both_have(shared_cache: bool, there: str) -> None:
    with two_servers(engine="cache", shared_cache=shared_cache) as (one, two):
        assert known_as(log_in(one), two) == there


def test_signed_cookies_need_one_key_and_one_table_of_users() -> None:
    for shared, known in ((True, "alice"), (False, "AnonymousUser")):
        with two_servers(shared, engine="signed_cookies") as (one, two):
            assert known_as(log_in(one), two) == known


def test_no_key_stands_in_a_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every user of the machine can read the command lines of all processes."""
    started: list[tuple[list[str], Mapping[str, str]]] = []
    plain = worker.start

    def start(command: list[str], folder: str, environment: Mapping[str, str], **more: Any) -> Any:
        started.append((command, environment))
        return plain(command, folder, environment, **more)

    monkeypatch.setattr(worker, "start", start)
    with two_servers() as (one, two):
        assert one.url != two.url
    keys = {environment["DEMO_SITE_SECRET_KEY"] for _, environment in started}
    assert len(started) == 2 and all(len(key) > 40 for key in keys)
    assert not any(key in word for command, _ in started for word in command for key in keys)
