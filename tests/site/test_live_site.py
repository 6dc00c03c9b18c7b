"""The live site: one site, everything recorded, the faults of a classroom."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from classroom.errors import CourseError
from classroom.record.exchange import Exchange
from classroom.site import surroundings
from classroom.site.live_site import LiveSite, open_site
from classroom.site.server import AT_ONCE

PASSWORD = "only-for-class"


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    open_site()


class SlowPages:
    """Lets /desk/slow/ last until a `with` ends, in place of seconds, which say nothing on a busy machine."""

    def __init__(self) -> None:
        self._begun = threading.Semaphore(0)
        self._end = threading.Event()

    def sleep(self, seconds: float) -> None:
        self._begun.release()
        self._end.wait(120)

    def wait_for(self, pages: int) -> None:
        """Wait until so many are under way."""
        for _ in range(pages):
            assert self._begun.acquire(timeout=60)

    def __enter__(self) -> None:
        return None

    def __exit__(self, *exc: object) -> None:
        self._end.set()


@pytest.fixture
def slow_pages(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> SlowPages:
    from desk import views

    pages = SlowPages()
    monkeypatch.setattr(views, "time", pages)
    return pages


def address(site: LiveSite) -> tuple[str, int]:
    parts = urlsplit(site.url)
    assert parts.hostname and parts.port
    return parts.hostname, parts.port


def raw(site: LiveSite, data: bytes, timeout: float = 10) -> bytes:
    """Send bytes, read until the server closes."""
    with socket.create_connection(address(site), timeout=timeout) as client:
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: client.recv(65536), b""))


def log_in(site: LiveSite, client: requests.Session, name: str = "alice") -> requests.Response:
    client.get(site.url + "/accounts/login/", timeout=30)
    return client.post(
        site.url + "/accounts/login/",
        data={"username": name, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["csrftoken"]},
        timeout=30,
    )


def last(site: LiveSite) -> Exchange:
    return site.exchanges[-1]


def test_opening_again_gives_the_same_site_and_nothing_new(site: LiveSite) -> None:
    requests.get(site.url + "/desk/counter/", timeout=5)
    before = (
        site.url,
        threading.active_count(),
        len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0,
    )
    for _ in range(50):
        assert open_site() is site
    time.sleep(0.05)
    after = (
        site.url,
        threading.active_count(),
        len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0,
    )
    assert after[0] == before[0] and after[1] <= before[1] and after[2] <= before[2]
    assert len(site.sessions) == 1


@pytest.mark.parametrize("port", [-1, 65_536, True, False, "8000", 8000.0, None, pytest.param(10**5_000, id="long")])
def test_what_is_no_port_is_refused_also_while_the_site_is_open(site: LiveSite, port: Any) -> None:
    for opens in (open_site, site.open):
        with pytest.raises(CourseError) as caught:
            opens(port)
        assert len(str(caught.value).splitlines()) == 3 and len(str(caught.value)) < 400


def test_a_closed_site_refuses_old_sessions_and_opens_again_fresh(site: LiveSite) -> None:
    client = requests.Session()
    client.get(site.url + "/desk/counter/", timeout=5)
    site.close()
    with pytest.raises(requests.ConnectionError):
        client.get(site.url + "/desk/counter/", timeout=5)
    assert "closed" in repr(site)
    assert open_site() is site
    assert site.sessions == () and site.exchanges == ()
    assert requests.get(site.url + "/", timeout=5).status_code == 200


def test_thirty_restarts_leave_no_thread_no_port_and_no_stale_answer(site: LiveSite) -> None:
    site.close()
    open_site()
    threads = threading.active_count()
    for _ in range(30):
        with socket.create_connection(address(site), timeout=5) as client:
            client.sendall(b"GET /desk/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert client.recv(20)
            old = address(site)
            site.close()
            client.settimeout(2)
            while client.recv(65_536):
                pass
        with socket.socket() as probe:
            assert probe.connect_ex(old) != 0
        open_site()
        assert requests.get(site.url + "/desk/echo/", timeout=5).status_code == 200
    until = time.monotonic() + 60
    while threading.active_count() > threads + 1 and time.monotonic() < until:  # the last threads are still ending
        time.sleep(0.05)
    assert threading.active_count() <= threads + 1


def test_the_bytes_of_both_directions_are_recorded(site: LiveSite) -> None:
    request = b"GET /desk/echo/?a=1 HTTP/1.1\r\nHOST: 127.0.0.1\r\nx-ODD: yes\r\nConnection: close\r\n\r\n"
    answer = raw(site, request)
    one = last(site)
    assert one.request.head == request
    assert one.response.head + one.response.body == answer
    assert one.response.header("connection") == "close"


def test_session_user_sql_and_way_are_noted(site: LiveSite) -> None:
    client = requests.Session()
    client.get(site.url + "/desk/counter/", timeout=5)
    log_in(site, client)
    login = next(each for each in site.exchanges if each.method == "POST")
    assert login.notes and login.status == 302
    assert (login.notes.user_before, login.notes.user_after) == ("AnonymousUser", "alice")
    assert login.notes.session_before and login.notes.session_after
    assert login.notes.session_before.key != login.notes.session_after.key
    assert login.notes.session_gone
    assert login.notes.session_after.data["_auth_user_id"]
    assert any("UPDATE" in each.sql for each in login.notes.statements)
    ways = [(step.layer, step.way) for step in login.notes.steps]
    assert ways[0] == ("SecurityMiddleware", "in")
    inwards = {step.layer: (step.session, step.user) for step in login.notes.steps if step.way == "in"}
    assert inwards["SecurityMiddleware"] == ("absent", "absent")
    assert inwards["SessionMiddleware"] == ("not loaded", "absent")
    assert inwards["AuthenticationMiddleware"] == ("not loaded", "not asked yet")
    assert ways[-1] == ("SecurityMiddleware", "out")
    assert ("view", "out") in ways
    assert [step.status for step in login.notes.steps if step.way == "out"] == [302] * (len(ways) // 2 + 1)


def test_looking_changes_nothing(site: LiveSite) -> None:
    client = requests.Session()
    log_in(site, client)
    answer = client.get(site.url + "/desk/echo/", timeout=5)
    notes = last(site).notes
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert notes and notes.statements == () and not notes.user_asked
    assert notes.user_after == "alice"
    assert {step.user for step in notes.steps if step.layer == "AuthenticationMiddleware"} == {"not asked yet"}
    from django.conf import settings

    assert not [name for name in settings.MIDDLEWARE if "classroom" in name]


def test_a_rejected_form_never_reaches_the_view(site: LiveSite) -> None:
    answer = requests.post(site.url + "/accounts/login/", data={"username": "alice"}, timeout=5)
    notes = last(site).notes
    assert answer.status_code == 403 and notes and notes.view is None
    assert "view" not in [step.layer for step in notes.steps]


def test_connections_are_counted_by_the_server(site: LiveSite) -> None:
    client = requests.Session()
    for _ in range(2):
        client.get(site.url + "/desk/echo/", timeout=5)
    requests.get(site.url + "/desk/echo/", timeout=5)
    first, second, third = (each.connection for each in site.exchanges)
    assert first == second != third


def test_jupyters_cookies_reach_neither_django_nor_the_recording(site: LiveSite) -> None:
    cookies = "_xsrf=2|secret; mine=1; username-127-0-0-1-8888=secret"
    echo = requests.get(site.url + "/desk/echo/", headers={"Cookie": cookies}, timeout=5).json()
    assert echo["cookies"] == {"mine": "1"}
    assert b"secret" not in last(site).request.head
    assert "Jupyter" in last(site).remark


def test_reset_brings_the_first_day_back(site: LiveSite) -> None:
    from django.contrib.auth import get_user_model
    from django.db import connection

    client = requests.Session()
    client.get(site.url + "/desk/counter/", timeout=5)
    get_user_model().objects.filter(username="alice").delete()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_session")
    assert site.sessions == ()
    site.reset()
    assert site.exchanges == () and site.sessions == ()
    assert log_in(site, requests.Session()).url.endswith("/accounts/profile/")
    assert [each.number for each in site.exchanges] == [1, 2, 3]


def test_reset_under_load_loses_no_request(site: LiveSite) -> None:
    def visit(_: int) -> list[int]:
        with requests.Session() as client:
            return [client.get(site.url + "/desk/counter/", timeout=30).status_code for _ in range(25)]

    with ThreadPoolExecutor(8) as pool:
        visits = [pool.submit(visit, number) for number in range(8)]
        for _ in range(20):
            site.reset()
        codes = [code for each in visits for code in each.result()]
    assert codes == [200] * 200


def test_a_cell_that_holds_a_transaction_gets_a_message_not_a_hang(site: LiveSite) -> None:
    from django.contrib.auth import get_user_model
    from django.db import transaction

    with transaction.atomic():
        get_user_model().objects.filter(username="alice").update(first_name="A")
        with pytest.raises(CourseError) as caught:
            site.reset()
    assert len(str(caught.value).splitlines()) == 3
    site.reset()


def test_a_stretch_aside_leaves_the_learners_data_and_recording(site: LiveSite) -> None:
    mine = requests.Session()
    mine.get(site.url + "/desk/counter/", timeout=5)
    rows, exchanges = site.sessions, site.exchanges
    with site.aside() as aside:
        assert aside.sessions == ()
        requests.get(aside.url + "/desk/counter/", timeout=5)
        requests.get(aside.url + "/desk/counter/", timeout=5)
        assert [each.number for each in aside.exchanges] == [1, 2] and len(aside.sessions) == 2
    assert site.sessions == rows and site.exchanges == exchanges
    mine.get(site.url + "/desk/counter/", timeout=5)
    assert len(site.sessions) == 1 and len(site.exchanges) == 2


def test_a_request_that_outlives_a_stretch_aside_costs_the_learner_nothing(
    site: LiveSite, slow_pages: SlowPages, monkeypatch
) -> None:
    requests.get(site.url + "/desk/counter/", timeout=5)
    rows = site.sessions
    monkeypatch.setattr("classroom.site.live_site.RESET_TIMEOUT", 0.1)
    with ThreadPoolExecutor(1) as pool, slow_pages:
        with site.aside() as aside:
            slow = pool.submit(requests.get, aside.url + "/desk/slow/", timeout=150)
            slow_pages.wait_for(1)
        assert site.sessions == rows and not slow.done()
    assert slow.result().status_code == 200


def test_dropped_tables_are_repaired_by_the_next_check(site: LiveSite) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_session")
    with site.aside() as aside:
        assert requests.get(aside.url + "/desk/counter/", timeout=5).status_code == 200
    assert requests.get(site.url + "/desk/counter/", timeout=5).status_code == 200


def test_the_orm_works_where_an_event_loop_runs(site: LiveSite) -> None:
    import asyncio

    from django.contrib.auth import get_user_model
    from django.db import connection

    async def count() -> int:
        try:
            return get_user_model().objects.count()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:  # an event loop of its own, even where this thread has one
        assert pool.submit(asyncio.run, count()).result() >= 4


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\x01\x02\xff\xfe",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"G\x00T / HTTP/1.1\r\n\r\n",
        b"GET /\x00/%00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /articles/%ff%fe/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: \xff\xfe=\xed\x95\x9c; sessionid=\x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + b"; ".join(b"c%d=v" % n for n in range(5000)) + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(500)) + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
        b"POST /desk/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nshort",
        b"POST /desk/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -3\r\n\r\nshort",
        b"POST /desk/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n0\r\n\r\n",
        b"TEAPOT / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
)
def test_bad_bytes_are_answered_without_a_server_error(site: LiveSite, garbage: bytes) -> None:
    answer = raw(site, garbage)
    assert re.match(rb"HTTP/1.1 [234]|HTTP/1.1 505", answer), answer[:200]
    assert requests.get(site.url + "/", timeout=5).status_code == 200
    assert isinstance(site.exchanges, tuple)


def test_empty_lines_before_a_request_are_skipped(site: LiveSite) -> None:
    answer = raw(site, b"\r\n\r\nGET /desk/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")


def test_a_promised_body_that_does_not_come_is_answered(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site._server, "read_timeout", 0.3)
    with socket.create_connection(address(site), timeout=10) as client:
        client.sendall(b"POST /desk/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\nshort")
        assert client.recv(100).startswith(b"HTTP/1.1 400")


def test_a_head_that_stops_half_way_is_answered(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site._server, "read_timeout", 0.3)
    with socket.create_connection(address(site), timeout=10) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127")
        assert client.recv(100).startswith(b"HTTP/1.1 408")


def test_ten_megabytes_are_answered_and_kept_in_part(site: LiveSite) -> None:
    answer = requests.post(site.url + "/desk/echo/", data=b"x" * 10_000_000, timeout=30)
    assert answer.status_code < 500
    assert last(site).request.body_length == 10_000_000
    assert len(last(site).request.body) < 1_000_000


def test_a_mistake_in_a_view_is_told_by_line_and_leaks_no_environment(site: LiveSite, monkeypatch) -> None:
    monkeypatch.setenv("A_SECRET_OF_THE_KERNEL", "swordfish")
    from desk import views

    def broken(request):
        return {}["missing"]

    from django.urls import path
    from neighbourhood import urls

    urls.urlpatterns.append(path("broken/", broken))
    from django.urls import clear_url_caches

    clear_url_caches()
    try:
        answer = requests.get(site.url + "/broken/", timeout=5)
    finally:
        urls.urlpatterns.pop()
        clear_url_caches()
    assert views and answer.status_code == 500
    assert "KeyError: 'missing'" in answer.text and 'return {}["missing"]' in answer.text
    assert "swordfish" not in answer.text and len(answer.text.splitlines()) == 3
    assert "KeyError" in (last(site).notes.error or "")


def test_a_header_that_http_cannot_carry_is_answered(site: LiveSite) -> None:
    from django.http import HttpResponse
    from django.urls import clear_url_caches, path
    from neighbourhood import urls

    def korean(request):
        response = HttpResponse("ok")
        response.set_cookie("v", "한글")
        return response

    urls.urlpatterns.append(path("korean/", korean))
    clear_url_caches()
    try:
        answer = requests.get(site.url + "/korean/", timeout=5)
    finally:
        urls.urlpatterns.pop()
        clear_url_caches()
    assert answer.status_code == 500 and "Percent-encode" in answer.text


def test_a_wrong_host_is_refused_and_told_nothing(site: LiveSite) -> None:
    answer = requests.get(site.url + "/", headers={"Host": "evil.example"}, timeout=5)
    assert answer.status_code == 400
    assert "evil" not in answer.text and "ALLOWED_HOSTS" not in answer.text


def test_a_target_in_absolute_form_is_the_same_page_and_another_host_in_it_is_refused(site: LiveSite) -> None:
    rest = b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    answer = raw(site, b"GET " + site.url.encode() + b"/desk/echo/?a=1" + rest)
    assert answer.startswith(b"HTTP/1.1 200") and b'"path": "/desk/echo/"' in answer
    assert site.exchanges[-1].url == site.url + "/desk/echo/?a=1"
    assert raw(site, b"GET http://evil.example/desk/echo/" + rest).startswith(b"HTTP/1.1 400")


def test_the_site_listens_on_loopback_only(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    listening: list[Any] = []
    plain = socket.socket.listen

    def listen(self: socket.socket, *backlog: int) -> None:
        plain(self, *backlog)
        listening.append(self.getsockname())

    monkeypatch.setattr(socket.socket, "listen", listen)
    site.restart()
    assert address(site) in listening
    assert [name for name in listening if not ipaddress.ip_address(name[0]).is_loopback] == []


def test_fifty_log_in_at_once(site: LiveSite) -> None:
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: log_in(site, requests.Session()), range(50)))
    assert [answer.url for answer in answers] == [site.url + "/accounts/profile/"] * 50


def test_only_requests_that_were_under_way_together_seem_so(site: LiveSite, slow_pages: SlowPages) -> None:
    from classroom.draw.ladder.times import MARGIN, overlapping_groups

    for _ in range(100):  # each on a new connection, as soon as the one before is answered
        requests.get(site.url + "/desk/hello/", timeout=30)
    assert [len(group) for group in overlapping_groups(site.exchanges)] == [1] * 100
    site.reset()
    with ThreadPoolExecutor(3) as pool, slow_pages:
        for _ in range(3):
            pool.submit(requests.get, site.url + "/desk/slow/", timeout=150)
        slow_pages.wait_for(3)
        time.sleep(10 * MARGIN)  # less than the margin together does not count
    assert [len(group) for group in overlapping_groups(site.exchanges)] == [3]
    assert {each.server_port for each in site.exchanges} == {address(site)[1]}


def test_slow_pages_that_hold_every_turn_do_not_hold_the_site(site: LiveSite, slow_pages: SlowPages) -> None:
    with ThreadPoolExecutor(20) as pool:
        with slow_pages:
            slow = [pool.submit(requests.get, site.url + "/desk/slow/", timeout=150) for _ in range(20)]
            slow_pages.wait_for(AT_ONCE)
            assert requests.get(site.url + "/desk/echo/", timeout=60).status_code == 200
            assert not any(each.done() for each in slow)
        assert [each.result().status_code for each in slow] == [200] * 20


def test_nothing_is_printed(site: LiveSite, capfd: pytest.CaptureFixture[str]) -> None:
    requests.get(site.url + "/nowhere/", timeout=5)
    requests.post(site.url + "/accounts/login/", timeout=5)
    raw(site, b"\x00\xff\r\n\r\n")
    assert capfd.readouterr() == ("", "")
    assert any("/nowhere/" in line for line in site.log)


@pytest.mark.parametrize("where", ["handle", "finish"])
def test_an_error_of_the_server_itself_is_logged_and_not_printed(
    site: LiveSite, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    from classroom.site.connection import SiteConnection

    def broken(*_: object) -> None:
        raise RuntimeError("on purpose")

    with monkeypatch.context() as patched:
        patched.setattr(SiteConnection, where, broken)
        with suppress(OSError):
            raw(site, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert requests.get(site.url + "/desk/echo/", timeout=30).status_code == 200
    assert capfd.readouterr() == ("", "")
    assert "on purpose" in "\n".join(site.log)


def test_a_second_watch_ends_the_first_and_an_error_ends_its_own_with_a_line_in_the_log(site: LiveSite) -> None:
    called = [threading.Event() for _ in range(2)]
    first = site.watch(called[0].set)
    assert called[0].wait(60) and first.is_on
    second = site.watch(called[1].set)
    assert called[1].wait(60) and second.is_on and not first.is_on
    third = site.watch(lambda: {}["nothing"])
    assert third._ended.wait(60) and not second.is_on
    assert any("The watch over the site ended: KeyError" in line for line in site.log)


def test_another_django_project_in_the_process_is_refused_in_three_lines() -> None:
    code = (
        "from django.conf import settings; settings.configure()\n"
        "from classroom.site.live_site import open_site\n"
        "try: open_site()\n"
        "except Exception as e: print(type(e).__name__, len(str(e).splitlines()), e)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.startswith("CourseError 3 The demo site cannot open here."), done.stderr


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_proxy_and_a_netrc_are_harmless(name: str, tmp_path) -> None:
    (tmp_path / ".netrc").write_text("default login me password secret\n", encoding="utf-8")
    code = (
        "from classroom.site.live_site import open_site\nimport requests\nsite = open_site()\n"
        "r = requests.get(site.url + '/desk/echo/', timeout=10)\n"
        "print(r.status_code, 'Authorization' in dict(r.json()['headers']))"
    )
    environ = {**os.environ, name: "http://127.0.0.1:9", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=environ, check=False
    )
    assert done.stdout.strip() == "200 False", done.stderr


@pytest.mark.parametrize("content", [b"machine\n", b"default login me password", b"nonsense\n", b"\xff\xfe", b"\x00"])
def test_a_netrc_that_cannot_be_read_does_not_stand_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (tmp_path / "netrc").write_bytes(content)
    for name in ("DJANGO_ALLOW_ASYNC_UNSAFE", "NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "")  # put back afterwards
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    surroundings.prepare()
    assert "127.0.0.1" in os.environ["NO_PROXY"]


def test_a_killed_process_leaves_nothing_behind(tmp_path) -> None:
    code = (
        "from classroom.site.live_site import open_site\nimport requests\nsite = open_site()\n"
        "requests.get(site.url + '/desk/counter/')\nprint(site.url, flush=True)\nimport time; time.sleep(60)"
    )
    environ = {**os.environ, "TMPDIR": str(tmp_path)}
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environ, cwd=tmp_path)
    assert child.stdout
    url = child.stdout.readline().strip()
    child.kill()
    child.wait()
    child.stdout.close()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)
