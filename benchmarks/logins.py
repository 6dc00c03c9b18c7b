"""A class logs in: 200 users at one moment, each with a form, a token and a cookie jar of their own."""

from __future__ import annotations

import threading
import time

from benchmarks.client import Client
from benchmarks.process import child
from benchmarks.rounds import tell
from benchmarks.table import Figure, Row

ROUNDS = 1
USERS = 200
WITHIN = 10.0
CUT = 30.0
"""Seconds after which those who are not in are counted as left out."""


def measure(rounds: int) -> list[Row]:
    rows: list[Row] = []
    for _ in range(rounds):
        with child("benchmarks.servers", str(USERS)) as servers:
            site = servers.first
            for name, url in (("ours", site["ours"]), ("stock live-server class", site["stock"])):
                tell(f"{USERS} logins at once: {name}")
                served, seconds = all_at_once(url, site["users"], site["password"])
                target, met = "", None
                if name == "ours":
                    target, met = f"{USERS} in {WITHIN:g} s", served == USERS and seconds <= WITHIN
                rows.append(Figure(f"{USERS} logins at once, {name}", f"{served} in {seconds:.1f} s", target, met))
    tell("")
    return rows


def all_at_once(url: str, names: list[str], password: str) -> tuple[int, float]:
    """Returns how many were in within CUT seconds, and after how many seconds the last of them was."""
    ends: list[float] = []
    gate = threading.Barrier(len(names) + 1)
    begun = 0.0

    def enter(name: str) -> None:
        gate.wait()
        try:
            with Client(url, timeout=CUT) as client:
                client.log_in(name, password)
                ends.append(time.perf_counter())
        except (OSError, TypeError):  # no answer, or one without a form
            pass

    threads = [threading.Thread(target=enter, args=[name], daemon=True) for name in names]
    for thread in threads:
        thread.start()
    begun = time.perf_counter()
    gate.wait()
    for thread in threads:
        thread.join(max(0.0, begun + CUT - time.perf_counter()))
    in_time = [end - begun for end in list(ends) if end - begun <= CUT]
    return len(in_time), max(in_time, default=CUT)
