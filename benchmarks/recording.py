"""How much time recording takes: the site against the same server without recorder, notes and probes."""

from __future__ import annotations

import time

from benchmarks.client import Client
from benchmarks.process import child
from benchmarks.rounds import counted
from benchmarks.table import Ratio, Row

ROUNDS = 7
REQUESTS = 60


def measure(rounds: int) -> list[Row]:
    rows: list[Row] = []
    with child("benchmarks.servers") as servers:
        site, who = servers.first, (servers.first["users"][0], servers.first["password"])
        for measure, path, session, login, most in (
            ("recorded GET /, anonymous", "/", False, False, 1.10),
            ("recorded GET /, with a session", "/", True, False, 1.10),
            ("recorded GET /, logged in", "/", False, True, 1.10),
            ("recorded GET /desk/counter/, writes the session", "/desk/counter/", True, False, None),
            ("recorded GET /desk/echo/, no template, no SQL", "/desk/echo/", False, False, None),
        ):
            with Client(site["ours"]) as ours, Client(site["unrecorded"]) as theirs:
                for client in (ours, theirs):
                    if session:
                        client.get("/desk/counter/")
                    if login:
                        client.log_in(*who)
                    for _ in range(10):
                        client.get(path)
                times = [one_by_one(ours, theirs, path) for _ in counted(measure, rounds)]
            rows.append(Ratio(measure, "the same, unrecorded", *zip(*times, strict=True), most, REQUESTS))
    return rows


def one_by_one(ours: Client, theirs: Client, path: str) -> tuple[float, float]:
    """Send REQUESTS requests to each, alternately. Returns the milliseconds of all of ours, and of all of theirs."""
    spent = {ours: 0.0, theirs: 0.0}
    for number in range(REQUESTS):
        for client in (ours, theirs) if number % 2 else (theirs, ours):
            begun = time.perf_counter()
            client.get(path)
            spent[client] += (time.perf_counter() - begun) * 1000
    return spent[ours], spent[theirs]
