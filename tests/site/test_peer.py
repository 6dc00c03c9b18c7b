"""Whose connection it is: another user of the machine is neither served nor recorded, however the client hangs up."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import requests

from classroom.site import peer
from classroom.site.live_site import LiveSite, open_site

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who opened a connection")
SECOND_USER = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="needs Linux, and root to become another user"
)
STRANGER = 65_534
REQUEST = b"POST /desk/echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\nhi"

A_STRANGER = """
import encodings.idna, os, socket, struct, sys
os.setgroups([]); os.setgid({user}); os.setuid({user})
answers = []
for number in range({times}):
    wire = socket.create_connection(({host!r}, {port}), timeout=30)
    {how}
print(*answers)
"""
WAYS = {
    "waits": "wire.sendall({data!r}); answers.append(wire.recv(12).decode()); wire.close()",
    "closes at once": "wire.sendall({data!r}); wire.close()",
    "half-closes": (
        "wire.sendall({data!r}); wire.shutdown(socket.SHUT_WR); answers.append(wire.recv(12).decode()); wire.close()"
    ),
    "half-closes, and closes": "wire.sendall({data!r}); wire.shutdown(socket.SHUT_WR); wire.close()",
    "resets": (
        "wire.sendall({data!r}); "
        "wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); wire.close()"
    ),
    "pipelines, and closes": "wire.sendall({data!r} * 20); wire.close()",
}


@pytest.fixture
def site() -> LiveSite:
    site = open_site()
    site.reset()
    return site


@contextmanager
def a_pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A connection over loopback. Yields both ends: the client's, the accepted one."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        socket.create_connection(listener.getsockname()) as client,
        listener.accept()[0] as accepted,
    ):
        yield client, accepted


def as_a_stranger(site: LiveSite, how: str, times: int, data: bytes = REQUEST) -> list[str]:
    """Send requests as another user. Returns the first words of the answers that were waited for."""
    host, port = site.url.removeprefix("http://").split(":")
    code = A_STRANGER.format(user=STRANGER, times=times, host=host, port=int(port), how=WAYS[how].format(data=data))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=100, check=True)
    return [f"HTTP/1.1{rest}" for rest in done.stdout.split("HTTP/1.1")[1:]]


@SECOND_USER
@pytest.mark.parametrize("how", WAYS)
def test_another_user_is_neither_served_nor_recorded(site: LiveSite, how: str) -> None:
    answers = as_a_stranger(site, how, 60)
    assert {answer.strip() for answer in answers} <= {"HTTP/1.1 403"}
    assert bool(answers) == (how in ("waits", "half-closes"))
    assert requests.get(site.url + "/desk/echo/", timeout=10).status_code == 200  # accepted after all of theirs
    assert [exchange.method for exchange in site.exchanges] == ["GET"]


@SECOND_USER
def test_another_user_who_hangs_up_makes_no_row(site: LiveSite) -> None:
    blind = b"GET /desk/counter/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    for how in ("closes at once", "resets"):
        as_a_stranger(site, how, 40, blind)
    requests.get(site.url + "/desk/echo/", timeout=10)
    assert site.sessions == () and len(site.exchanges) == 1


def test_ones_own_connection_is_served_also_half_closed() -> None:
    with a_pair() as (client, accepted):
        assert peer.refusal(accepted) == ""
        client.shutdown(socket.SHUT_WR)
        assert peer.refusal(accepted) == ""


@LINUX
def test_both_look_ups_say_the_same_of_one_socket() -> None:
    with a_pair() as (client, accepted):
        ends = client.getsockname(), accepted.getsockname()
        said = peer.owner_by_netlink(*ends)
        assert said == peer.owner_by_table(*ends)
        assert said == (os.geteuid(), os.fstat(client.fileno()).st_ino)


@LINUX
def test_a_client_that_came_over_an_ipv6_socket_is_found_by_both() -> None:
    if not socket.has_ipv6:
        pytest.skip("this Python has no IPv6")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        try:
            client = socket.socket(socket.AF_INET6)
            client.connect(("::ffff:127.0.0.1", listener.getsockname()[1]))
        except OSError as problem:
            pytest.skip(f"this machine has no IPv6: {problem}")
        with client, listener.accept()[0] as accepted:
            ends = accepted.getpeername(), accepted.getsockname()
            assert peer.owner_by_netlink(*ends) == peer.owner_by_table(*ends)
            assert peer.refusal(accepted) == ""


@LINUX
def test_a_client_that_hung_up_is_known_by_its_owner_or_refused() -> None:
    with a_pair() as (client, accepted):
        ends = client.getsockname(), accepted.getsockname()
        client.close()
        for ask in (peer.owner_by_netlink, peer.owner_by_table):
            owner, inode = ask(*ends)
            assert inode == 0 and owner in (0, os.geteuid())  # 0 as soon as Linux keeps no more than it must
        assert peer.refusal(accepted) in (peer.HUNG_UP, "" if os.geteuid() else peer.HUNG_UP)


@LINUX
def test_a_client_that_reset_the_connection_is_refused() -> None:
    with a_pair() as (client, accepted):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
        assert peer.refusal(accepted) == peer.HUNG_UP


def _fails(problem: Exception):
    def ask(local: object, remote: object) -> tuple[int, int]:
        raise problem

    return ask


UNREADABLE = struct.error("unpack_from requires a buffer of at least 88 bytes")


@LINUX
@pytest.mark.parametrize(
    ("me", "netlink", "table", "said"),
    [
        (1000, (1000, 77), None, ""),
        (1000, (1000, 0), None, ""),  # hung up, and Linux still knows whose it was
        (1000, (1001, 77), None, peer.ANOTHER_USERS),
        (1000, (1001, 0), None, peer.ANOTHER_USERS),
        (1000, (0, 77), None, peer.ANOTHER_USERS),  # root is a stranger, too
        (1000, (0, 0), None, peer.HUNG_UP),
        (0, (0, 77), None, ""),
        (0, (0, 0), None, peer.HUNG_UP),  # not root's for certain: every socket without an owner reads 0
        (0, (1000, 77), None, peer.ANOTHER_USERS),
        (1000, OSError("no such family"), (1000, 77), ""),
        (1000, UNREADABLE, (1000, 77), ""),
        (1000, OSError("no such family"), (1001, 77), peer.ANOTHER_USERS),
        (1000, OSError("no such family"), (0, 0), peer.HUNG_UP),
        (1000, UNREADABLE, ValueError("no such socket"), peer.NOT_TOLD),
        (1000, TimeoutError(), FileNotFoundError("/proc/net/tcp"), peer.NOT_TOLD),
    ],
)
def test_what_cannot_be_decided_is_refused(monkeypatch: pytest.MonkeyPatch, me, netlink, table, said: str) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: me)
    for name, outcome in (("owner_by_netlink", netlink), ("owner_by_table", table)):
        answer = _fails(outcome) if isinstance(outcome, Exception) else lambda local, remote, it=outcome: it
        monkeypatch.setattr(peer, name, answer)
    with a_pair() as (_, accepted):
        refusal = peer.refusal(accepted)
        assert refusal.startswith(said) and bool(refusal) == bool(said)
        assert ("no such socket" in refusal) == (isinstance(table, ValueError))  # it says what went wrong


@LINUX
def test_a_kernel_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Mute(socket.socket):
        def sendto(self, *message: object) -> int:  # type: ignore[override]
            return 0

    said: list[str] = []
    with a_pair() as (_, accepted):
        monkeypatch.setattr(socket, "socket", Mute)
        asking = threading.Thread(target=lambda: said.append(peer.refusal(accepted)), daemon=True)
        asking.start()
        asking.join(30)
        monkeypatch.undo()
    assert said == [""], "the list of all sockets says whose it is"


@pytest.mark.parametrize("sentence", [peer.ANOTHER_USERS, peer.HUNG_UP, peer.NOT_TOLD])
def test_a_refused_connection_is_told_why_and_nothing_else_happens(
    site: LiveSite, monkeypatch: pytest.MonkeyPatch, sentence: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("classroom.site.connection.refusal", lambda connection: sentence)
        answer = requests.post(site.url + "/desk/echo/", data=b"x" * 500_000, timeout=10)
    assert (answer.status_code, answer.text) == (403, sentence + "\n")
    assert answer.headers["Connection"] == "close"
    assert site.exchanges == () and any(sentence in line for line in site.log)


def test_a_system_that_does_not_tell_serves_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with a_pair() as (client, accepted):
        client.close()
        assert peer.refusal(accepted) == ""


def test_the_server_of_a_learners_project_has_the_same_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    from classroom.record.recorder import Recorder
    from classroom.workshop.served import ProjectServer

    asked = []

    def application(environ: dict[str, object], start_response: object) -> list[bytes]:
        asked.append(environ)
        return []

    monkeypatch.setattr("classroom.site.connection.refusal", lambda connection: peer.ANOTHER_USERS)
    recorder = Recorder()
    server = ProjectServer(0, application, recorder, lambda line: None)
    try:
        assert requests.get(f"http://127.0.0.1:{server.server_port}/", timeout=10).status_code == 403
    finally:
        server.stop()
    assert asked == [] and recorder.exchanges() == ()
