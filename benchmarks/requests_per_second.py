"""How fast requests are answered: on a keep-alive connection and on new ones, against two servers of Django."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.client import Client
from benchmarks.process import ROOT, child, milliseconds_to_200, running
from benchmarks.rounds import in_turns
from benchmarks.start import free_port
from benchmarks.table import Ratio, Row

ROUNDS = 5
REQUESTS = 20
"""Requests of one round. The stock servers take 42 ms for one."""


def measure(rounds: int) -> list[Row]:
    rows: list[Row] = []
    manage = [sys.executable, str(ROOT / "demo_site" / "manage.py")]
    with tempfile.TemporaryDirectory() as folder:
        more = {"DEMO_SITE_DATABASE": str(Path(folder) / "runserver.sqlite3")}
        for command in ("migrate", "seed"):
            with running([*manage, command], **more) as process:
                process.wait()
        port = free_port()
        with (
            child("benchmarks.servers") as servers,
            running([*manage, "runserver", "--noreload", str(port)], **more) as process,
            child("classroom.command", "site", "--json") as alone,
        ):
            milliseconds_to_200(process, port, "/", time.perf_counter())
            thread = servers.first["ours"], servers.first["stock"], "stock live-server class"
            own_process = alone.first["url"], f"http://127.0.0.1:{port}", "runserver"
            for how, work, most in (("keep-alive", kept_alive, 1 / 20), ("new connections", new_connections, None)):
                for (ours, theirs, name), path in (
                    (thread, "/"), (thread, "/desk/echo/"), (own_process, "/"), (own_process, "/desk/echo/"),
                ):  # fmt: skip
                    times = in_turns(f"{how} {path} against {name}", rounds, work(ours, path), work(theirs, path))
                    target = most if name == thread[2] else None
                    rows.append(Ratio(f"GET {path}, {how}", name, *times, target, REQUESTS))
    return rows


def kept_alive(url: str, path: str) -> Callable[[], float]:
    """Return the work of a round: REQUESTS requests on one keep-alive connection."""
    client = Client(url)
    for _ in range(5):  # at the beginning of a connection TCP does not delay acknowledgements
        client.get(path)

    def work() -> float:
        begun = time.perf_counter()
        for _ in range(REQUESTS):
            client.get(path)
        return (time.perf_counter() - begun) * 1000

    return work


def new_connections(url: str, path: str) -> Callable[[], float]:
    """Return the work of a round: REQUESTS requests, each on a connection of its own."""

    def work() -> float:
        begun = time.perf_counter()
        for _ in range(REQUESTS):
            with Client(url) as client:
                client.get(path)
        return (time.perf_counter() - begun) * 1000

    work()
    return work
