"""Stop pressed at random moments of what a learner's project does: `python -m benchmarks storm_of_projects`.

As `benchmarks.storm` does for the site. After each trial the project must be served, its files must be as they were or
as the finished operation leaves them, and no process may be left but those of the projects that are open.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import requests

from benchmarks.rounds import tell
from benchmarks.storm import PATIENCE, Counter, Wrong, at_instructions, by_the_clock, quiet_finalizers
from benchmarks.table import Row
from classroom.paths import WORKSHOP
from classroom.workshop import project
from classroom.workshop.bench import open_bench
from classroom.workshop.two_servers import two_servers
from classroom.workshop.workshop import Workshop, open_workshop

ROUNDS = 200
NAME = "workshop"


@dataclass(frozen=True)
class ProjectOperation:
    """name: for the report. run: does it to the open workshop."""

    name: str
    run: Callable[[Workshop], object]


def operations() -> list[ProjectOperation]:
    """Return what a cell can ask of a project."""

    def start(workshop: Workshop) -> None:
        workshop.close()
        requests.get(open_workshop(NAME).url, timeout=PATIENCE)

    def reload(workshop: Workshop) -> None:
        (workshop.folder / "mysite" / "urls.py").touch()
        assert workshop.problem is None

    def check(workshop: Workshop) -> None:
        with open_bench(workshop.folder) as bench:
            requests.get(bench.url, timeout=PATIENCE)

    def both(workshop: Workshop) -> None:
        with two_servers() as (one, _):
            requests.get(one.url, timeout=PATIENCE)

    return [
        ProjectOperation("start", start),
        ProjectOperation("reload", reload),
        ProjectOperation("manage", lambda workshop: workshop.manage("check")),
        ProjectOperation("reset", lambda workshop: workshop.reset()),
        ProjectOperation("check", check),
        ProjectOperation("two servers", both),
    ]


def storm(trials: int, seed: int, seconds: float = float("inf")) -> dict[str, int]:
    """Press stop in so many trials. Returns how many of each operation were stopped. Raises Wrong, with the trial.

    Arguments: see `benchmarks.storm`.
    """
    until = time.monotonic() + seconds
    random, stopped, chosen = Random(seed), dict[str, int](), operations()
    before, place = os.environ.get(WORKSHOP), tempfile.mkdtemp()
    os.environ[WORKSHOP] = place
    others = _children()  # of this process before: a server of kernels, say
    try:
        lengths = {each.name: _length(each) for each in chosen}
        with quiet_finalizers():
            for number in range(trials):
                if number >= len(chosen) and time.monotonic() > until:
                    break
                each = chosen[number % len(chosen)]
                workshop = _ready()
                files = project.text_files(workshop.folder)
                presses = random.choice((1, 1, 2, 5))
                run = partial(each.run, workshop)
                if random.random() < 0.5:
                    moments = sorted(random.randrange(lengths[each.name][0] + 20) for _ in range(presses))
                    words = at_instructions(run, moments)
                else:
                    times = [random.random() * lengths[each.name][1] * 1.2 for _ in range(presses)]
                    words = by_the_clock(run, times)
                stopped[each.name] = stopped.get(each.name, 0) + (words is not None)
                try:
                    _must_be_sound(files, words or "", others)
                except Exception as problem:
                    raise Wrong(f"trial {number} of seed {seed}, {each.name}: {problem!r}; said: {words}") from problem
    finally:
        open_workshop(NAME).close()
        shutil.rmtree(place, ignore_errors=True)
        os.environ.pop(WORKSHOP)
        if before is not None:
            os.environ[WORKSHOP] = before
    return stopped


def _ready() -> Workshop:
    workshop = open_workshop(NAME)
    assert workshop.problem is None
    (workshop.folder / "mysite" / "mine.py").write_text("mine = True\n", encoding="utf-8")
    return workshop


def _must_be_sound(files: dict[str, bytes], words: str, others: set[int]) -> None:
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        raise Wrong("the handler of stop was not put back")
    workshop = open_workshop(NAME)
    answer = requests.get(workshop.url, timeout=PATIENCE)
    if answer.status_code != 200:
        raise Wrong(f"the project answers {answer.status_code}: {answer.text}")
    now = project.text_files(workshop.folder)
    kept = [project.text_files(path) for path in workshop.folder.parent.glob(f"{NAME}-copy-*")]
    if files not in (now, *kept):
        raise Wrong("the learner's files are neither in place nor kept")
    if "is as it was" in words and now != files:
        raise Wrong("the files are not as they were")
    if hidden := [path.name for path in workshop.folder.parent.glob(".*")]:
        raise Wrong(f"left behind: {hidden}")
    until = time.monotonic() + PATIENCE
    while (left := _children() - others - {_pid(workshop)}) and time.monotonic() < until:
        time.sleep(0.02)
    if left:
        raise Wrong(f"processes are left: {[_command(pid) for pid in left]}")
    for copy in workshop.folder.parent.glob(f"{NAME}-copy-*"):
        shutil.rmtree(copy)


def _pid(workshop: Workshop) -> int:
    worker = workshop._running().process._worker
    assert worker is not None  # it has answered
    return worker._process.pid


def _children() -> set[int]:
    """The processes that this one has started and that still run. Linux only; elsewhere none is seen."""
    found = set()
    for thread in Path("/proc/self/task").glob("*"):
        with contextlib.suppress(OSError):  # a thread that has ended meanwhile has no children
            found |= {int(each) for each in (thread / "children").read_text().split()}
    return found


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()[:200]


def _length(each: ProjectOperation) -> tuple[int, float]:
    """How long an operation is: in traced instructions, and in seconds."""
    workshop, begun = _ready(), time.perf_counter()
    each.run(workshop)
    seconds = time.perf_counter() - begun
    workshop, counter = _ready(), Counter([])
    with counter:
        each.run(workshop)
    return counter.count, seconds


def measure(rounds: int) -> list[Row]:
    """Press stop in so many trials, with a new seed each time. Returns no row: it is right or it raises."""
    seed = int(time.time())
    for begun in range(0, rounds, 20):
        tell(f"storm of seed {seed + begun}")
        storm(min(20, rounds - begun), seed + begun)
    return []
