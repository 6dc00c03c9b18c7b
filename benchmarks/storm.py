"""Stop pressed at random moments of everything that the site does: `python -m benchmarks storm --rounds 20000`.

Two ways of pressing. At an instruction: a trace function presses at the k-th bytecode that the operation executes in
the engine, in contextlib or in threading, so that seeded runs reach every moment of it. By the clock: another thread
sends SIGINT once, twice or five times, as a learner does. After each trial the site must answer, its rows and its
recording must be as they were (or as the finished operation leaves them), and nothing may be left.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import requests

from benchmarks.rounds import tell
from benchmarks.table import Row
from classroom import exercise
from classroom.interrupts import Stopped
from classroom.learner.file import default_path
from classroom.site import live_site
from classroom.site.live_site import LiveSite, open_site

ROUNDS = 20_000
ENGINE = str(Path(live_site.__file__).parents[1]) + os.sep
BELOW_IT = (contextlib.__file__, threading.__file__)
PATIENCE = 20


@dataclass(frozen=True)
class Operation:
    """name: for the report. run: does it. keeps: whether rows and recording are as before, however it ends.
    around: what goes on meanwhile.
    """

    name: str
    run: Callable[[LiveSite], object]
    keeps: bool = True
    around: Callable[[LiveSite], AbstractContextManager[None]] = lambda site: contextlib.nullcontext()


class Wrong(AssertionError):
    """What a trial left behind."""


def operations() -> list[Operation]:
    """Return everything that a cell can ask of the site, and that may be stopped."""

    def aside(site: LiveSite) -> None:
        with site.aside() as fresh:
            requests.get(f"{fresh.url}/desk/session/write/?key=a&value=b", timeout=PATIENCE)

    def close_and_open(site: LiveSite) -> None:
        site.close()
        open_site()

    def turn(site: LiveSite) -> None:
        site.clock.turn(days=15)
        site.clock.set_back()

    def switch(site: LiveSite) -> None:
        site.keep_sessions_in("cache")
        site.keep_sessions_in("db")

    def check(site: LiveSite) -> None:
        def visit(url: str) -> None:
            with requests.Session() as client:
                client.get(f"{url}/desk/counter/", timeout=PATIENCE)
                client.get(f"{url}/desk/counter/", timeout=PATIENCE)

        exercise("00.1").check(visit)

    def check_of_a_slow_page(site: LiveSite) -> None:
        exercise("00.1").check(lambda url: requests.get(f"{url}/desk/slow/?seconds=0.1", timeout=PATIENCE))

    return [
        Operation("check", check),
        Operation("hint", lambda site: exercise("00.1").hint()),
        Operation("slow check", check_of_a_slow_page),
        Operation("slow reset", lambda site: site.reset(), keeps=False, around=_slow_page),
        Operation("request", lambda site: requests.get(f"{site.url}/desk/echo/", timeout=PATIENCE)),
        Operation("aside", aside),
        Operation("read", lambda site: (site.exchanges, site.sessions, site.log)),
        Operation("open", lambda site: open_site()),
        Operation("restart", lambda site: site.restart()),
        Operation("engine", switch),
        Operation("cache", lambda site: site.clear_cache()),
        Operation("clock", turn),
        Operation("reset", lambda site: site.reset(), keeps=False),
        Operation("close", close_and_open, keeps=False),
        Operation("fill", lambda site: site.fill_sessions(50), keeps=False),
    ]


def storm(
    trials: int, seed: int, chosen: list[Operation] | None = None, seconds: float = float("inf")
) -> dict[str, int]:
    """Press stop in so many trials. Returns how many of each operation were stopped. Raises Wrong, with the trial.

    seed: of the random moments. chosen: the operations; by default all.
    seconds: after them no trial is begun, once each operation has had three.
    """
    until = time.monotonic() + seconds
    random, stopped = Random(seed), dict[str, int]()
    chosen = chosen or operations()
    lengths = {each.name: _length(each) for each in chosen}
    threads, listeners = threading.active_count(), _listeners()
    with quiet_finalizers():
        for number in range(trials):
            if number >= 3 * len(chosen) and time.monotonic() > until:
                break
            each = chosen[number % len(chosen)]
            presses = random.choice((1, 1, 2, 5))
            site = _ready()
            before = _state(site)
            with each.around(site):
                if random.random() < 0.6:
                    moments: Any = sorted(random.randrange(lengths[each.name][0] + 20) for _ in range(presses))
                    words = at_instructions(partial(each.run, site), moments)
                else:
                    moments = [random.random() * lengths[each.name][1] * 1.2 for _ in range(presses)]
                    words = by_the_clock(partial(each.run, site), moments)
            stopped[each.name] = stopped.get(each.name, 0) + (words is not None)
            try:
                _must_be_sound(each, before, threads, listeners, words or "")
            except Exception as problem:
                words = f"trial {number} of seed {seed}, {each.name}, pressed at {moments}: {problem!r}"
                raise Wrong(words) from problem
    return stopped


@contextlib.contextmanager
def quiet_finalizers() -> Iterator[None]:
    """Leave out what Python prints of a press that falls into a finalizer: it drops the exception itself."""
    hook = sys.unraisablehook
    sys.unraisablehook = lambda problem: None if problem.exc_type is KeyboardInterrupt else hook(problem)
    try:
        yield
    finally:
        sys.unraisablehook = hook


def _ready() -> LiveSite:
    site = open_site()
    site.reset()
    client = requests.Session()
    client.get(f"{site.url}/desk/session/write/?key=mine&value=kept", timeout=PATIENCE).raise_for_status()
    client.close()
    return site


def _state(site: LiveSite) -> tuple[Any, ...]:
    return site.sessions, [each.number for each in site.exchanges], site.session_engine, site.clock.ahead


def _must_be_sound(each: Operation, before: tuple[Any, ...], threads: int, listeners: int, words: str) -> None:
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        raise Wrong("the handler of stop was not put back")
    if sys.gettrace() is not None:
        raise Wrong("the trace is still on")
    _must_be_free(live_site._lock)
    site = open_site()
    answer = requests.get(f"{site.url}/desk/counter/", timeout=PATIENCE)
    if answer.status_code != 200:
        raise Wrong(f"the site answers {answer.status_code}")
    sessions, numbers, engine, ahead = _state(site)
    if (engine, ahead) != ("db", 0.0) and each.name not in ("engine", "clock"):
        raise Wrong(f"engine {engine}, clock {ahead}")
    site.clock.set_back()
    if "had been reset" in words and set(before[0]) & set(sessions):
        raise Wrong(f"it says {words}, and the rows are there")
    if engine == "db" and (each.keeps or "was not reset" in words):
        if not set(before[0]) <= set(sessions):
            raise Wrong(f"rows were lost: {len(before[0])} before, {len(sessions)} now")
        if not set(before[1]) <= set(numbers):
            raise Wrong(f"exchanges were lost: {before[1]} before, {numbers} now")
    _record_must_be_sound()
    if _listeners() != listeners:
        raise Wrong(f"{_listeners()} listeners, {listeners} at the start")
    until = time.monotonic() + PATIENCE  # connections end on their own
    while threading.active_count() > threads + 3 and time.monotonic() < until:
        time.sleep(0.01)
    if threading.active_count() > threads + 3:
        raise Wrong(f"{threading.active_count()} threads, {threads} at the start")


def _listeners() -> int:
    """How many addresses the site listens at: one, and the others once they were asked for."""
    return sum(one.name == "demo site" for one in threading.enumerate())


def _record_must_be_sound() -> None:
    """Raise Wrong where the learner's record is no record, or something was left beside it."""
    path = default_path()
    if path.exists():
        json.loads(path.read_bytes())
    if left := [each.name for each in path.parent.glob("*.new")]:
        raise Wrong(f"left beside the record: {left}")


def _must_be_free(lock: Any) -> None:
    """Raise Wrong where this thread still holds a lock: another one tries to take it."""
    free: list[bool] = []

    def ask() -> None:
        free.append(lock.acquire(timeout=1))
        if free[0]:
            lock.release()

    asker = threading.Thread(target=ask)
    asker.start()
    asker.join()
    if not free[0]:
        raise Wrong("a lock is still held")


def _length(each: Operation) -> tuple[int, float]:
    """How long an operation is: in traced instructions, and in seconds."""
    site = _ready()
    with each.around(site):
        begun = time.perf_counter()
        each.run(site)
        seconds = time.perf_counter() - begun
    site, counter = _ready(), Counter([])
    with each.around(site), counter:
        each.run(site)
    return counter.count, seconds


class Counter:
    """Counts the instructions that this thread executes in traced files, and presses stop at some of them."""

    def __init__(self, moments: list[int]) -> None:
        self.count = 0
        self._moments = moments[::-1]

    def __enter__(self) -> Counter:
        sys.settrace(self._call)
        return self

    def __exit__(self, *error: object) -> None:
        sys.settrace(None)

    def _call(self, frame: FrameType, event: str, argument: Any) -> Any:
        if not _is_traced(frame):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        self._step()
        return self._each

    def _each(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "opcode":
            self._step()
        return self._each

    def _step(self) -> None:
        self.count += 1
        while self._moments and self.count >= self._moments[-1]:
            self._moments.pop()
            # Python drops a trace function that raises, so the next press sets it again.
            signal.raise_signal(signal.SIGINT)


def _is_traced(frame: FrameType) -> bool:
    file, caller = frame.f_code.co_filename, frame.f_back
    if file in BELOW_IT and caller is not None:
        return caller.f_trace is not None or (caller.f_code.co_filename == __file__ and file == contextlib.__file__)
    return file.startswith(ENGINE)


def at_instructions(run: Callable[[], object], moments: list[int]) -> str | None:
    """Returns the words of the stop; None where it came too late to stop anything."""
    counter = Counter(moments)
    try:
        with counter:
            run()
    except KeyboardInterrupt as stop:
        return _words(stop)
    return None


def by_the_clock(run: Callable[[], object], moments: list[float]) -> str | None:
    main = threading.main_thread().ident
    over = threading.Event()

    def press() -> None:
        begun = time.perf_counter()
        for moment in sorted(moments):
            over.wait(max(0.0, moment - (time.perf_counter() - begun)))
            if over.is_set():
                return
            signal.pthread_kill(main, signal.SIGINT)  # type: ignore[arg-type]  # the main thread has begun

    presser = threading.Thread(target=press)
    words = None
    try:
        presser.start()
        run()
    except KeyboardInterrupt as stop:
        words = _words(stop)
    finally:
        came_here = _end(presser, over)
    return words or came_here


def _end(presser: threading.Thread, over: threading.Event) -> str | None:
    """Wait for the presser, whose last press may come here. Returns its words if one did."""
    came = None
    while not over.is_set() or presser.is_alive():
        try:
            over.set()
            presser.join()
        except KeyboardInterrupt as stop:
            came = _words(stop)
    return came


def _words(stop: KeyboardInterrupt) -> str:
    if isinstance(stop, Stopped) and "stop" not in str(stop):
        raise Wrong(f"it says {stop}")
    return str(stop)


@contextlib.contextmanager
def _slow_page(site: LiveSite) -> Iterator[None]:
    """Hold a request under way for the length of the block."""
    begun = site._recorder._begun
    sender = threading.Thread(target=lambda: requests.get(f"{site.url}/desk/slow/?seconds=0.1", timeout=PATIENCE))
    sender.start()
    while site._recorder._begun == begun and sender.is_alive():
        time.sleep(0.001)
    try:
        yield
    finally:
        sender.join()


def measure(rounds: int) -> list[Row]:
    """Press stop in so many trials, with a new seed each time. Returns no row: it is right or it raises."""
    seed = int(time.time())
    for begun in range(0, rounds, 500):
        tell(f"storm of seed {seed + begun}")
        storm(min(500, rounds - begun), seed + begun)
    return []
