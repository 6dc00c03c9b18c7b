"""The site's session engine: switched live, restored after an aside, and no data of the learner's is lost."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from classroom.errors import CourseError
from classroom.files import PrivateFolder
from classroom.record.exchange import ServerNotes, SessionRow
from classroom.site.live_site import LiveSite, open_site
from classroom.site.session_engine import BACKENDS, ENGINES

PASSWORD = "only-for-class"
SERVER_SIDE = ("db", "cached_db", "cache", "file")
PLACES = {"db": "db", "cached_db": "db and cache", "cache": "cache", "file": "file", "signed_cookies": "cookie"}


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    site.reset()


def ask(site: LiveSite, client: requests.Session, path: str) -> requests.Response:
    return client.get(site.url + path, timeout=10)


def visit(site: LiveSite, client: requests.Session | None = None) -> requests.Session:
    """A client with a session: one more visit at the counter."""
    client = client or requests.Session()
    assert ask(site, client, "/desk/counter/").status_code == 200
    return client


def visits(site: LiveSite, client: requests.Session) -> object:
    return ask(site, client, "/desk/session/show/").json()["data"].get("visits")


def log_in(site: LiveSite, client: requests.Session) -> requests.Session:
    ask(site, client, "/accounts/login/")
    token = client.cookies["csrftoken"]
    data = {"username": "alice", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post(site.url + "/accounts/login/", data=data, timeout=30).status_code == 200
    return client


def log_out(site: LiveSite, client: requests.Session) -> None:
    data = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
    assert client.post(site.url + "/accounts/logout/", data=data, timeout=30).status_code == 200


def notes(site: LiveSite, method: str = "") -> ServerNotes:
    """The notes of the last exchange, of that method if one is named."""
    found = [each.notes for each in site.exchanges if method in ("", each.method) and each.notes]
    return found[-1]


# Switching


@pytest.mark.parametrize("engine", ENGINES)
def test_a_switch_holds_for_settings_middleware_and_requests(site: LiveSite, engine: str) -> None:
    from django.conf import settings

    site.keep_sessions_in(engine)
    client = visit(site)
    shown = ask(site, client, "/desk/session/show/").json()
    assert (settings.SESSION_ENGINE, shown["engine"], site.session_engine) == (BACKENDS + engine, engine, engine)
    assert shown["data"] == {"visits": 1} and visits(site, visit(site, client)) == 2
    site.reset()
    assert (site.session_engine, settings.SESSION_ENGINE) == ("db", BACKENDS + "db")


def test_the_dotted_path_is_accepted_and_other_names_are_refused(site: LiveSite) -> None:
    site.keep_sessions_in(f"{BACKENDS}cached_db")
    assert site.session_engine == "cached_db"
    for name in ("cahce", "", "os.path", "django.contrib.sessions.backends.base", None, "x" * 5000):
        with pytest.raises(CourseError) as caught:
            site.keep_sessions_in(name)  # type: ignore[arg-type]
        lines = str(caught.value).splitlines()
        assert len(lines) == 3 and all(len(line) < 160 for line in lines)
    assert site.session_engine == "cached_db"
    with pytest.raises(CourseError, match='keep_sessions_in\\("cache"\\)'):
        site.keep_sessions_in("cahce")


def test_what_an_engine_has_stored_is_there_after_a_switch_back(site: LiveSite) -> None:
    clients = {}
    for engine in SERVER_SIDE:
        site.keep_sessions_in(engine)
        clients[engine] = visit(site)
    for engine in reversed(SERVER_SIDE):
        site.keep_sessions_in(engine)
        assert visits(site, clients[engine]) == 1, engine


def test_switching_under_load_loses_no_request(site: LiveSite) -> None:
    def many(_: int) -> list[int]:
        with requests.Session() as client:
            return [ask(site, client, "/desk/counter/").status_code for _ in range(15)]

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(many, number) for number in range(4)]
        for engine in ENGINES * 2:
            site.keep_sessions_in(engine)
        assert [code for each in asked for code in each.result()] == [200] * 60


# An aside


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("other", ["db", "cache", "file"])
def test_a_stretch_aside_begins_at_db_and_gives_everything_back(site: LiveSite, engine: str, other: str) -> None:
    site.keep_sessions_in(engine)
    client = visit(site)
    before = site.sessions
    with site.aside() as aside:
        assert site.session_engine == "db" and aside.sessions == ()
        aside.keep_sessions_in(other)
        requests.get(aside.url + "/desk/counter/", timeout=10)
        assert [row.place for row in aside.sessions] == [other]
    assert (site.session_engine, site.sessions) == (engine, before)
    assert visits(site, client) == 1


def test_a_stretch_that_resets_and_closes_the_site_costs_the_learner_nothing(site: LiveSite) -> None:
    site.keep_sessions_in("file")
    client = visit(site)
    with site.aside():
        site.keep_sessions_in("file")
        site.reset()
        site.close()
    assert site.session_engine == "file" and visits(site, client) == 1


# What a store loses


@pytest.mark.parametrize(("engine", "left"), [("db", 1), ("cached_db", 1), ("cache", None), ("file", 1)])
def test_what_a_cleared_cache_and_a_restart_lose(site: LiveSite, engine: str, left: int | None) -> None:
    site.keep_sessions_in(engine)
    for lose in (site.clear_cache, site.restart):
        client = visit(site)
        lose()
        assert visits(site, client) == left
        assert site.session_engine == engine


def test_a_restart_keeps_address_recording_and_database_and_ends_connections(site: LiveSite) -> None:
    client = visit(site)
    url, seen, rows = site.url, site.exchanges, site.sessions
    site.restart()
    assert (site.url, site.exchanges, site.sessions) == (url, seen, rows)
    visit(site, client)
    assert site.exchanges[-1].connection > seen[-1].connection


@pytest.mark.parametrize("engine", ENGINES)
def test_after_a_log_out_only_a_signed_cookie_still_opens_the_account(site: LiveSite, engine: str) -> None:
    site.keep_sessions_in(engine)
    client = log_in(site, requests.Session())
    copy = {"sessionid": client.cookies["sessionid"]}
    log_out(site, client)
    signed = engine == "signed_cookies"
    assert notes(site, "POST").session_gone is not signed
    requests.get(site.url + "/accounts/profile/", cookies=copy, timeout=10)
    assert notes(site).user_before == ("alice" if signed else "AnonymousUser")


# Session files


def folder() -> Path:
    from django.conf import settings

    return Path(settings.SESSION_FILE_PATH)


def test_the_folder_of_session_files_is_private_and_swept(site: LiveSite) -> None:
    from django.conf import settings

    site.keep_sessions_in("file")
    visit(site)
    first = folder()
    if os.name == "posix":
        assert first.stat().st_mode & 0o777 == 0o700
    site.reset()
    assert not first.exists() and settings.SESSION_FILE_PATH is None
    site.keep_sessions_in("file")
    second = folder()
    site.close()
    open_site()
    assert not second.exists() and site.session_engine == "db"


def test_a_folder_that_a_killed_process_left_is_swept_and_a_living_one_is_not(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    code = (
        "import sys, tempfile, time; tempfile.tempdir = sys.argv[1]\n"
        "from classroom.files import PrivateFolder\n"
        "print(PrivateFolder('test').path, flush=True); kept = PrivateFolder('test'); print(kept.path, flush=True)\n"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        dropped, left = (Path(child.stdout.readline().strip()) for _ in range(2))
        mine = PrivateFolder("test")
        assert not dropped.exists() and left.exists(), "it is in use"
        child.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    again = PrivateFolder("test")
    assert mine.path.exists() and not left.exists()
    mine.remove()
    again.remove()
    assert list(tmp_path.iterdir()) == []


def test_no_place_for_files_is_said_and_nothing_changes(site: LiveSite, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(CourseError) as caught:
        site.keep_sessions_in("file")
    assert len(str(caught.value).splitlines()) == 3
    assert site.session_engine == "db" and visits(site, visit(site)) == 1


# What is noted


@pytest.mark.parametrize("engine", ENGINES)
def test_an_exchange_notes_the_session_wherever_it_lies(site: LiveSite, engine: str) -> None:
    site.keep_sessions_in(engine)
    client = visit(site)
    made = notes(site)
    assert made.session_before is None and made.session_after
    row = made.session_after
    assert (row.key, row.data, row.place) == (client.cookies["sessionid"], {"visits": 1}, PLACES[engine])
    assert row.size > 20 and 1_209_500 < row.expires - site.clock.now() <= 1_209_600
    assert site.sessions == (() if engine == "signed_cookies" else (row,))
    visit(site, client)
    changed = notes(site)
    assert changed.session_before == row
    assert changed.session_after and changed.session_after.data == {"visits": 2}
    ask(site, client, "/desk/session/untouched/")
    assert notes(site).session_before == notes(site).session_after == changed.session_after


@pytest.mark.parametrize("engine", ENGINES)
def test_a_login_is_noted_under_every_engine(site: LiveSite, engine: str) -> None:
    site.keep_sessions_in(engine)
    client = log_in(site, visit(site))
    login = notes(site, "POST")
    assert (login.user_before, login.user_after) == ("AnonymousUser", "alice")
    assert login.session_before and login.session_after and login.session_before.key != login.session_after.key
    assert login.session_gone is (engine != "signed_cookies")
    ask(site, client, "/desk/session/flush/")
    gone = notes(site)
    assert (gone.user_before, gone.user_after, gone.session_after) == ("alice", "AnonymousUser", None)


@pytest.mark.parametrize("engine", ENGINES)
def test_looking_changes_nothing_under_any_engine(site: LiveSite, engine: str) -> None:
    site.keep_sessions_in(engine)
    client = log_in(site, requests.Session())
    answer = ask(site, client, "/desk/echo/")
    seen = notes(site)
    assert "Cookie" not in answer.headers.get("Vary", "") and seen.statements == ()
    assert seen.user_after == "alice" and not seen.user_asked
    assert site.sessions == site.sessions


def test_cached_db_says_where_the_data_lies(site: LiveSite) -> None:
    site.keep_sessions_in("cached_db")
    client = visit(site)
    both = site.sessions[0]
    site.clear_cache()
    (alone,) = site.sessions
    assert (both.place, alone.place) == ("db and cache", "db") and 0 < alone.size < both.size
    ask(site, client, "/desk/session/read/?key=note")
    seen = notes(site)
    assert seen.session_before and seen.session_after
    assert (seen.session_before.place, seen.session_after.place) == ("db", "db and cache"), "reading filled the cache"
    from django.contrib.sessions.models import Session

    Session.objects.all().delete()
    assert [row.place for row in site.sessions] == ["cache"] and visits(site, client) == 1


def test_a_cache_that_differs_from_the_row_is_what_django_reads(site: LiveSite) -> None:
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    site.keep_sessions_in("cached_db")
    client = visit(site)
    Session.objects.update(session_data=SessionStore().encode({"visits": 99}))
    assert site.sessions[0].data == {"visits": 1} == {"visits": visits(site, client)}


def test_a_cache_entry_is_as_large_as_its_pickle_and_may_hold_what_json_cannot(site: LiveSite) -> None:
    from django.core.cache import cache

    site.keep_sessions_in("cache")
    key = visit(site).cookies["sessionid"]
    assert site.sessions[0].size == len(pickle.dumps({"visits": 1}, pickle.HIGHEST_PROTOCOL))
    cache.set(f"django.contrib.sessions.cache{key}", {"seen": {1}})
    assert site.sessions[0].data == {"seen": "{1}"}


def test_the_caches_of_two_engines_are_told_apart(site: LiveSite) -> None:
    site.keep_sessions_in("cached_db")
    visit(site)
    site.keep_sessions_in("cache")
    assert site.sessions == ()
    visit(site)
    assert len(site.sessions) == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_an_end_is_noted_as_the_engine_keeps_it(site: LiveSite, engine: str) -> None:
    """Files and signed cookies ignore a length of time: their row says so, and Django agrees."""
    site.keep_sessions_in(engine)
    client = visit(site)
    ask(site, client, "/desk/session/expire/?seconds=300")
    row = notes(site).session_after
    assert row
    left = row.expires - site.clock.now()
    assert {"file": left == float("inf"), "signed_cookies": left > 1_209_000}.get(engine, 290 < left <= 300)
    copy = {"sessionid": client.cookies["sessionid"]}
    site.clock.turn(hours=1)
    requests.get(site.url + "/desk/counter/", cookies=copy, timeout=10)
    lives = engine in ("file", "signed_cookies")
    assert (notes(site).session_before is not None) is lives
    assert notes(site).session_after.data["visits"] == (2 if lives else 1)  # type: ignore[union-attr]


def test_a_fixed_end_of_a_session_file_is_kept(site: LiveSite) -> None:
    site.keep_sessions_in("file")
    client = visit(site)
    ask(site, client, "/desk/session/expire/?seconds=300&fixed=1")
    assert 290 < site.sessions[0].expires - site.clock.now() <= 300
    site.clock.turn(hours=1)
    assert len(site.sessions) == 1, "it still lies there"
    ask(site, client, "/desk/session/untouched/")
    assert notes(site).session_before is None


@pytest.mark.parametrize("engine", ENGINES)
def test_a_session_that_is_over_is_nobodys_under_any_engine(site: LiveSite, engine: str) -> None:
    """A client that keeps its cookie longer sends it all the same: Django opens nothing by it, and so it is noted."""
    site.keep_sessions_in(engine)
    client = visit(site)
    copy = {"sessionid": client.cookies["sessionid"]}
    site.clock.turn(days=15)
    for path in ("/desk/session/untouched/", "/desk/session/show/"):
        answer = requests.get(site.url + path, cookies=copy, timeout=10)
        assert notes(site).session_before is None
    assert answer.json()["data"] == {}


@pytest.mark.parametrize("value", ["x", "../../etc/passwd", "a" * 190, "ABCDEFGHIJ", "a:b:c", "%00%ff"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_made_up_cookie_opens_nothing_anywhere(site: LiveSite, engine: str, value: str) -> None:
    site.keep_sessions_in(engine)
    answer = requests.get(site.url + "/desk/session/read/", headers={"Cookie": f"sessionid={value}"}, timeout=10)
    assert answer.status_code == 200 and notes(site).session_before is None
    assert site.sessions == ()


@pytest.mark.parametrize("name", ["half_out_written", "with.a.dot", "UPPER", "with-a-hyphen"])
def test_a_file_that_django_would_not_open_is_nobodys_session(site: LiveSite, name: str) -> None:
    """What Django is writing at this moment lies beside the files, under a longer name."""
    from django.conf import settings

    site.keep_sessions_in("file")
    client = visit(site)
    folder, key = Path(settings.SESSION_FILE_PATH), client.cookies["sessionid"]
    (folder / f"sessionid{name}").write_bytes((folder / f"sessionid{key}").read_bytes())
    assert ask(site, client, "/desk/session/read/").status_code == 200 and notes(site).session_before
    headers = {"Cookie": f"sessionid={name}"}
    assert requests.get(site.url + "/desk/session/read/", headers=headers, timeout=10).status_code == 200
    assert notes(site).session_before is None


def test_a_long_cookie_of_another_engine_says_nothing_in_a_cell() -> None:
    code = (
        "import requests\nfrom classroom import open_site\nsite = open_site()\n"
        "for engine in ('signed_cookies', 'cache', 'cached_db', 'file', 'db'):\n"
        "    site.keep_sessions_in(engine)\n"
        "    requests.get(site.url + '/desk/session/read/', cookies={'sessionid': 'a' * 5000}, timeout=10)\n"
        "    print(site.exchanges[-1].status, end=' ')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert (done.stdout, done.stderr) == ("200 " * 5, "")


def test_an_error_after_a_write_leaves_the_session_under_every_engine(site: LiveSite) -> None:
    for engine in ENGINES:
        site.keep_sessions_in(engine)
        client = visit(site)
        assert ask(site, client, "/desk/session/error/?key=note&value=lost").status_code == 500
        assert notes(site).session_after and notes(site).session_after.data == {"visits": 1}  # type: ignore[union-attr]


# Many sessions


@pytest.mark.parametrize("engine", SERVER_SIDE)
def test_sessions_of_visitors_are_valid_and_counted(site: LiveSite, engine: str) -> None:
    site.keep_sessions_in(engine)
    visit(site)
    assert site.fill_sessions(1) == 1
    assert site.fill_sessions(50) == 50 == len(site.sessions)
    rows = site.sessions
    assert len({row.key for row in rows}) == 50 and all(row.expires > site.clock.now() for row in rows)
    for row in (rows[5], rows[-1]):
        requests.get(site.url + "/desk/session/show/", cookies={"sessionid": row.key}, timeout=10)
        seen = notes(site).session_before
        assert seen and (seen.key, seen.data) == (row.key, row.data) and row.data
    assert site.fill_sessions(10) == 50


def test_a_cache_throws_entries_away_and_signed_cookies_store_nothing(site: LiveSite) -> None:
    site.keep_sessions_in("cache")
    assert 100 < site.fill_sessions(1_000) <= 300
    site.keep_sessions_in("signed_cookies")
    assert site.fill_sessions(1_000) == 0


@pytest.mark.parametrize("total", [-1, 10**9, 1.5, "7", None, True])
def test_what_is_no_number_of_sessions_is_refused(site: LiveSite, total: object) -> None:
    with pytest.raises(CourseError) as caught:
        site.fill_sessions(total)  # type: ignore[arg-type]
    assert len(str(caught.value).splitlines()) == 3


def test_filling_while_a_cell_holds_a_transaction_says_so(site: LiveSite) -> None:
    from django.contrib.sessions.models import Session
    from django.db import transaction

    with transaction.atomic():
        Session.objects.create(session_key="k" * 32, session_data="", expire_date="2030-01-01T00:00Z")
        with pytest.raises(CourseError, match="No session row was added"):
            site.fill_sessions(10)
    assert isinstance(site.sessions[0], SessionRow)
