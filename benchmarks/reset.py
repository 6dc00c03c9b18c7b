"""How long a reset takes on an idle site, and whether clients of a busy site get errors."""

from __future__ import annotations

import threading
import time
from statistics import median

from benchmarks.client import Client
from benchmarks.process import Child, Failed, child
from benchmarks.rounds import in_turns, tell
from benchmarks.table import Figure, Ratio, Row, spread

ROUNDS = 15
CLIENTS = 8
BUSY_RESETS = 20


def measure(rounds: int) -> list[Row]:
    with child("benchmarks.servers") as servers:
        with Client(servers.first["ours"]) as client:
            client.get("/desk/counter/")
        ask = {order: lambda order=order: in_milliseconds(servers, order) for order in ("reset", "flush")}
        for work in ask.values():
            work()
        ours, theirs = in_turns("reset", rounds, ask["reset"], ask["flush"])
        answers, errors, times = under_load(servers, "reset")
        _, their_errors, their_times = under_load(servers, "flush")
    return [
        Ratio("reset, idle", "flush + seed()", ours, theirs, 1 / 40),
        Figure("reset, idle: min / median / max", spread(ours), "at most 1 ms", median(ours) <= 1),
        Figure(
            f"reset, {CLIENTS} busy clients: min / median / max",
            spread(times),
            f"flush + seed: {median(their_times):.0f}",
        ),
        Figure(
            f"errors in {answers} answers during {len(times)} resets",
            str(errors),
            f"0 (flush + seed: {their_errors})",
            errors == 0,
        ),
    ]


def in_milliseconds(servers: Child, order: str) -> float:
    """Send an order to the process of the servers; return the milliseconds that it took there.

    Raises Failed where it failed.
    """
    answer = servers.ask(order)
    if isinstance(answer, str):
        raise Failed(answer)
    return answer


def under_load(servers: Child, order: str) -> tuple[int, int, list[float]]:
    """Reset while clients read and write. Returns the number of requests, that of errors, and the times in ms."""
    over, counts, lock = threading.Event(), [0, 0], threading.Lock()

    def visit() -> None:
        client = None
        while not over.is_set():
            for path in ("/", "/desk/counter/", "/desk/echo/"):
                try:
                    client = client or Client(servers.first["ours"])
                    client.get(path)
                    wrong = 0
                except OSError:
                    client, wrong = None, 1
                with lock:
                    counts[0] += 1
                    counts[1] += wrong
        if client:
            client.close()

    threads = [threading.Thread(target=visit) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    times = []
    try:
        for number in range(BUSY_RESETS):
            tell(f"{order} with {CLIENTS} busy clients: {number + 1} of {BUSY_RESETS}")
            time.sleep(0.05)
            answer = servers.ask(order)
            if isinstance(answer, str):  # a flush may find the database locked
                counts[1] += 1
            else:
                times.append(answer)
    finally:
        over.set()
        for thread in threads:
            thread.join()
        tell("")
    return counts[0], counts[1], times
