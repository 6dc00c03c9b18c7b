"""How long a class takes to log in: 200 users at once, each with a connection, a CSRF token and a cookie jar."""

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
"""The target, in seconds."""
TIMEOUT = 30.0
"""Seconds after which a login counts as failed."""


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
    """Log all users in at once; return how many logins succeeded in time, and the seconds to the last of them."""
    ends: list[float] = []
    barrier = threading.Barrier(len(names) + 1)
    begun = 0.0

    def log_in(name: str) -> None:
        barrier.wait()
        try:
            with Client(url, timeout=TIMEOUT) as client:
                client.log_in(name, password)
                ends.append(time.perf_counter())
        except (OSError, TypeError):  # no response, or one without a CSRF token
            pass

    threads = [threading.Thread(target=log_in, args=[name], daemon=True) for name in names]
    for thread in threads:
        thread.start()
    begun = time.perf_counter()
    barrier.wait()
    for thread in threads:
        thread.join(max(0.0, begun + TIMEOUT - time.perf_counter()))
    in_time = [end - begun for end in list(ends) if end - begun <= TIMEOUT]
    return len(in_time), max(in_time, default=TIMEOUT)
