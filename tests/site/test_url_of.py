"""The same site under other addresses: several origins to a client, one server and one recording."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from classroom.errors import CourseError
from classroom.site.live_site import LiveSite, open_site
from classroom.site.other_addresses import listen_together

NAMES = {"bakery": "127.0.0.2", "bookshop": "127.0.0.3", "tracker": "127.0.0.4"}


def has_other_addresses() -> bool:
    try:
        for host in NAMES.values():
            socket.create_server((host, 0)).close()
    except OSError:
        return False
    return True


needs_other_addresses = pytest.mark.skipif(
    not has_other_addresses(), reason="this machine has no address but 127.0.0.1 (macOS)"
)


@pytest.fixture
def site() -> Iterator[LiveSite]:
    site = open_site()
    site.reset()
    yield site
    site._at_other_addresses = False
    site.close()
    open_site()


def place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    assert parts.hostname and parts.port
    return parts.hostname, parts.port


@needs_other_addresses
def test_each_name_has_an_address_and_all_have_the_port_of_the_site(site: LiveSite) -> None:
    port = place(site.url)[1]
    assert {name: site.url_of(name) for name in NAMES} == {n: f"http://{host}:{port}" for n, host in NAMES.items()}


@needs_other_addresses
def test_nothing_listens_there_before_it_is_asked_for_nor_after_close(site: LiveSite) -> None:
    port = place(site.url)[1]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.2", port)) != 0
    url = site.url_of("bakery")
    with socket.create_connection(place(url), timeout=30) as client:
        client.sendall(f"GET /desk/echo/ HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\n\r\n".encode())
        assert client.recv(65_536).startswith(b"HTTP/1.1 200")  # so it has been accepted: else the system may reset it
        site.close()
        while client.recv(65_536):  # the rest of the answer, and then the end
            pass
    for host in NAMES.values():
        with socket.socket() as probe:
            assert probe.connect_ex((host, place(url)[1])) != 0


@needs_other_addresses
def test_after_close_and_restart_they_answer_where_they_did(site: LiveSite) -> None:
    url = site.url_of("tracker")
    site.restart()
    assert requests.get(url + "/desk/echo/", timeout=5).status_code == 200
    site.close()
    open_site()
    assert requests.get(url + "/desk/echo/", timeout=5).status_code == 200


@needs_other_addresses
def test_one_server_one_recording_and_cookies_kept_apart_by_host(site: LiveSite) -> None:
    client = requests.Session()
    client.get(site.url + "/desk/set-cookie/?name=a&value=here", timeout=5)
    client.get(site.url_of("bakery") + "/desk/set-cookie/?name=a&value=there", timeout=5)
    for url in (site.url, site.url_of("bakery"), site.url_of("bookshop")):
        client.get(url + "/desk/echo/", timeout=5)
    assert [dict(each.request_cookies).get("a") for each in site.exchanges][2:] == ["here", "there", None]
    hosts = [(each.request.header("host") or "").partition(":")[0] for each in site.exchanges]
    assert hosts == ["127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.2", "127.0.0.3"]


@needs_other_addresses
def test_the_tracker_knows_a_requests_session_at_both_shops(site: LiveSite) -> None:
    client = requests.Session()
    for name in ("bakery", "bookshop"):
        page = client.get(f"{site.url_of(name)}/tracker/{name}/", timeout=5).text
        pixel = page.split('<img class="pixel" src="')[1].split('"')[0]
        assert pixel.startswith(site.url_of("tracker") + "/")
        client.get(pixel, timeout=5)
    (cookie,) = client.cookies
    assert (cookie.name, cookie.domain, cookie.secure) == ("tracker_id", "127.0.0.4", False)
    pixels = [each for each in site.exchanges if each.path == "/tracker/pixel.gif"]
    assert [each.request_cookies for each in pixels] == [(), (("tracker_id", cookie.value),)]
    profile = client.get(site.url_of("tracker") + "/tracker/profile/", timeout=5).text
    assert profile.index("/tracker/bakery/") < profile.index("/tracker/bookshop/", profile.index("/tracker/bakery/"))


@needs_other_addresses
def test_aside_has_them_too_and_gives_the_recording_back(site: LiveSite) -> None:
    with site.aside() as aside:
        requests.get(aside.url_of("bakery") + "/tracker/pixel.gif", timeout=5)
        assert [each.path for each in aside.exchanges] == ["/tracker/pixel.gif"]
    assert site.exchanges == ()
    assert "No one has asked" in requests.get(site.url_of("tracker") + "/tracker/", timeout=5).text


@needs_other_addresses
def test_a_wrong_host_is_refused_there_as_well(site: LiveSite) -> None:
    for host in ("evil.example", "127.0.0.5", "x.bakery.localhost", "localhost.evil"):
        answer = requests.get(site.url_of("bakery") + "/", headers={"Host": host}, timeout=5)
        assert answer.status_code == 400 and host not in answer.text
    for host in ("bakery.localhost", "bookshop.localhost:80", "tracker.localhost", "127.0.0.4"):
        assert requests.get(site.url + "/desk/", headers={"Host": host}, timeout=5).status_code == 200


@needs_other_addresses
@pytest.mark.skipif(not sys.platform.startswith("linux") or os.getuid() != 0, reason="needs Linux and root")
def test_another_user_of_the_machine_is_refused_there_as_well(site: LiveSite) -> None:
    code = (
        "import encodings.idna, os, socket, sys\n"
        "os.setuid(65534)\n"
        f"s = socket.create_connection({place(site.url_of('tracker'))!r}, timeout=5)\n"
        "s.sendall(b'GET / HTTP/1.1\\r\\nHost: 127.0.0.4\\r\\n\\r\\n')\n"
        "sys.stdout.write(s.recv(50).decode())"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout.startswith("HTTP/1.1 403"), done.stderr


@needs_other_addresses
def test_no_proxy_stands_before_them(site: LiveSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "example.org, 127.0.0.1")
    assert requests.get(site.url_of("bakery") + "/desk/echo/", timeout=5).status_code == 200
    assert os.environ["NO_PROXY"] == "example.org, 127.0.0.1,127.0.0.2,127.0.0.3,127.0.0.4"


@needs_other_addresses
def test_where_the_port_is_taken_there_all_three_share_another(site: LiveSite) -> None:
    with socket.create_server(("127.0.0.3", place(site.url)[1])):
        ports = {place(site.url_of(name))[1] for name in NAMES}
    assert len(ports) == 1 and place(site.url)[1] not in ports
    assert requests.get(site.url_of("bookshop") + "/desk/echo/", timeout=5).status_code == 200


def test_another_name_is_explained_in_three_lines(site: LiveSite) -> None:
    with pytest.raises(CourseError) as caught:
        site.url_of("butcher")
    assert len(str(caught.value).splitlines()) == 3 and "bakery, bookshop, tracker" in str(caught.value)


def test_a_system_without_the_addresses_is_told_the_command_and_the_other_way(
    site: LiveSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(address: Any, **more: Any) -> None:
        raise OSError(errno.EADDRNOTAVAIL, "Can't assign requested address")

    monkeypatch.setattr(socket, "create_server", refuse)
    with pytest.raises(CourseError) as caught:
        site.url_of("bakery")
    what, why, do = str(caught.value).splitlines()
    assert "Can't assign" in what and "macOS" in why
    assert "sudo ifconfig lo0 alias 127.0.0.2 up" in do and "http://bakery.localhost:" in do
    assert requests.get(site.url + "/desk/echo/", timeout=5).status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "localhost"])
def test_no_address_but_loopback_is_listened_at(host: str) -> None:
    with pytest.raises(ValueError, match=r"loopback|IPv4"):
        listen_together([host], 0, 1)
