"""How long a fresh process takes until the site answers, against Django's set-up alone and against Django's servers."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.client import Client
from benchmarks.process import ROOT, json_from, milliseconds_to_200, running
from benchmarks.rounds import in_turns
from benchmarks.table import Ratio, Row

ROUNDS = 5
PAGE = "/desk/hello/"
KERNEL = "requests,ipykernel.kernelapp"
"""The modules that are imported when a lesson opens the site: the kernel's own, and requests."""


def measure(rounds: int) -> list[Row]:
    for part in ("ours", "floor", "live"):  # bytecode and the database template are made before the first round
        json_from("benchmarks.start", part)
    rows: list[Row] = []
    for measure, part, loaded, most in (
        ("start to first 200, in a kernel", "floor", KERNEL, 1.15),
        ("start to first 200, bare interpreter", "floor", "", None),
        ("start to first 200, bare interpreter", "live", "", None),
    ):
        times = in_turns(
            f"start against {part}",
            rounds,
            lambda loaded=loaded: json_from("benchmarks.start", "ours", loaded),
            lambda part=part, loaded=loaded: json_from("benchmarks.start", part, loaded),
        )
        rows.append(Ratio(measure, BASELINES[part], *times, most))
    times = in_turns("start against runserver", max(2, rounds // 2), course_site, migrate_and_runserver)
    rows.append(Ratio("start of `course.py site` to first 200", "migrate, then runserver", *times))
    return rows


BASELINES = {"floor": "import django + setup()", "live": "LiveServerThread, migrated"}


def course_site() -> float:
    """Return the milliseconds from the start of Python to the first 200 of `course.py site`."""
    port, begun = free_port(), time.perf_counter()
    with running([sys.executable, "-m", "classroom.command", "site", "--port", str(port)]) as process:
        return milliseconds_to_200(process, port, PAGE, begun)


def migrate_and_runserver() -> float:
    """Return the same for `migrate` on a new database file, then `runserver`."""
    manage = [sys.executable, str(ROOT / "demo_site" / "manage.py")]
    with tempfile.TemporaryDirectory() as folder:
        more = {"DEMO_SITE_DATABASE": str(Path(folder) / "fresh.sqlite3")}
        begun = time.perf_counter()
        with running([*manage, "migrate", "--verbosity", "0"], **more) as process:
            if process.wait():
                raise subprocess.CalledProcessError(process.returncode, process.args)
        port = free_port()
        with running([*manage, "runserver", "--noreload", str(port)], **more) as process:
            return milliseconds_to_200(process, port, PAGE, begun)


def free_port() -> int:
    """Return a port of 127.0.0.1 that is free at the moment."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# The functions below run in fresh interpreters.


def ours() -> None:
    from classroom.site.live_site import open_site

    get(open_site().url)


def floor() -> None:
    set_up()


def live() -> None:
    set_up()
    from django.db import connections

    from benchmarks.servers import stock

    shared = connections["default"]
    shared.creation.create_test_db(verbosity=0)
    shared.inc_thread_sharing()
    get(stock({"default": shared}))


def set_up() -> None:
    sys.path.append(str(ROOT / "demo_site"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "neighbourhood.settings"
    import django

    django.setup()


def get(url: str) -> None:
    with Client(url) as client:
        client.get(PAGE)


if __name__ == "__main__":
    for name in filter(None, "".join(sys.argv[2:]).split(",")):
        importlib.import_module(name)
    work = {"ours": ours, "floor": floor, "live": live}[sys.argv[1]]
    begun = time.perf_counter()
    work()
    print(json.dumps((time.perf_counter() - begun) * 1000), flush=True)
    os._exit(0)
