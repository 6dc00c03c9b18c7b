"""Stops and starts the site a thousand times: a stopped site must not answer, and nothing may be left behind."""

from __future__ import annotations

import json
import sys
import threading
import time
from statistics import median

from benchmarks.process import json_from
from benchmarks.rounds import tell, timed
from benchmarks.table import Figure, Row, spread

ROUNDS = 1000


def measure(rounds: int) -> list[Row]:
    tell(f"{rounds} restarts")
    found = json_from("benchmarks.restarts", str(rounds))
    tell("")
    faults = {name: found[name] for name in ("stale answers", "ports still bound", "threads left", "files left")}
    return [
        Figure(
            f"{rounds} restarts, stop: min / median / max",
            spread(found["stops"]),
            "median under 5 ms",
            median(found["stops"]) < 5,
        ),
        Figure(f"{rounds} restarts, open to first 200: min / median / max", spread(found["starts"])),
        Figure(
            f"{rounds} restarts: faults",
            ", ".join(f"{count} {name}" for name, count in faults.items()),
            "0 of each",
            not any(faults.values()),
        ),
    ]


def main(rounds: int) -> None:
    """Restart the site and count what is left of the one before. Runs in a process of its own; prints JSON."""
    import psutil  # ipykernel needs it, so it is always there

    from benchmarks.client import Client
    from classroom.site.live_site import open_site

    me, stops, starts, stale, bound = psutil.Process(), [], [], 0, 0
    count_files = me.num_fds if hasattr(me, "num_fds") else me.num_handles

    def begin() -> Client:
        client = Client(open_site().url, timeout=5)
        client.get("/desk/counter/")
        return client

    begin().close()
    open_site().close()
    settle(1)
    threads, files = threading.active_count(), count_files()
    for _ in range(rounds):
        client: list[Client] = []
        starts.append(timed(lambda kept=client: kept.append(begin())))
        stops.append(timed(open_site().close))
        stale += answers(client[0])
        bound += listens(client[0])
        client[0].close()
    settle(threads)
    found = {
        "stops": stops,
        "starts": starts,
        "stale answers": stale,
        "ports still bound": bound,
        "threads left": max(0, threading.active_count() - threads),
        "files left": max(0, count_files() - files),
    }
    print(json.dumps(found))


def answers(client) -> bool:
    """Whether a stopped site still answers on an older connection."""
    try:
        client.get("/desk/echo/")
    except OSError:
        return False
    return True


def listens(client) -> bool:
    """Whether the port of a stopped site still accepts connections."""
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", int(client.host.rpartition(":")[2]))) == 0


def settle(threads: int) -> None:
    """Wait up to a second until there are no more than that many threads."""
    until = time.monotonic() + 1
    while threading.active_count() > threads and time.monotonic() < until:
        time.sleep(0.01)


if __name__ == "__main__":
    main(int(sys.argv[1]))
