"""The kernel's handle on a process that serves a project: starts it, asks it, ends it."""

from __future__ import annotations

import contextlib
import itertools
import json
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from classroom.sandbox.sandbox import Rights
from classroom.workshop.channel import MOST, Channel, Frame
from classroom.workshop.program import end, ours, start

MOST_IF_UNTRUSTED = 10_000_000
"""Bytes of one frame from a process whose code is not trusted."""
LOOK = 0.25
"""Seconds between two looks whether a silent process is still there."""
LAST_WORD = 1.0
"""Seconds that a process gets to say where it is, and its last lines to arrive."""


@dataclass(frozen=True)
class Orders:
    """What a serving process is told at its start.

    folder: the project's, the one with manage.py.
    patience: seconds that one answer may take. start_patience: seconds that loading may take.
    memory: bytes it may use beyond those at its start.
    prepare: management commands to run before the first request.
    own_database: the name of a file in the project's folder: a database of SQLite that lies elsewhere is moved there.
    cheap_passwords: hash passwords in a thousandth of the time; for checks, where nobody's password is at stake.
    environment: variables of its own.
    rights: what it is left with, where its code is not trusted; what it says is then not trusted either.
    """

    folder: str
    patience: float = 10.0
    start_patience: float = 20.0
    memory: int = 1_000_000_000
    prepare: tuple[str, ...] = ()
    own_database: str = ""
    cheap_passwords: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    rights: Rights | None = None


class ProcessGone(Exception):
    """The process has ended before it answered."""


class Worker:
    """One process. note: takes each line that it prints."""

    def __init__(self, orders: Orders, note: Callable[[str], None]) -> None:
        self.orders = orders
        self.store: dict[str, str] = {}
        self.ended_because = ""
        self._note = note
        self._last_lines: deque[str] = deque(maxlen=300)
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Pending] = {}
        self._lock = threading.Lock()
        self._retired = False
        told = {**asdict(orders), "environment": {}}  # every user of the machine can read a command line
        self._process = start(
            ours("serve", json.dumps(told)), orders.folder, orders.environment, alone=orders.rights is not None
        )
        assert self._process.stdin and self._process.stdout  # they were asked for
        most = MOST_IF_UNTRUSTED if orders.rights else MOST
        self._channel = Channel(self._process.stdout, self._process.stdin, most)
        self.beginning = self._expect(0)
        self._log = threading.Thread(target=self._read_log, name="workshop log", daemon=True)
        self._reader = threading.Thread(target=self._read_answers, name="workshop answers", daemon=True)
        self._log.start()
        self._reader.start()

    def wait_until_ready(self) -> list[Any] | None:
        """Wait for the project to be loaded. Returns None, or the fault that kept it from it, as plain values.

        Raises ProcessGone where the process ended, TimeoutError where it takes longer than it may.
        """
        message, _ = self.beginning.next(self.orders.start_patience)
        self.beginning.done()
        if message["say"] == "ready":
            self.store = {"engine": message["engine"], "database": self._believed(message["database"])}
            return None
        return message["fault"]

    def _believed(self, database: str) -> str:
        """Where the database lies, as far as that can be believed: one that is not trusted may name any file."""
        if self.orders.rights is None:
            return database
        path = Path(database)
        return database if path.is_relative_to(self.orders.folder) and ".." not in path.parts else ""

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """How it ended, negative for a signal; None while it lives."""
        return self._process.poll()

    def last_lines(self) -> list[str]:
        """What it printed last, all of it if it has ended."""
        if not self.is_alive:
            self._log.join(timeout=LAST_WORD)
        return list(self._last_lines)

    def ask(self, payload: bytes = b"", /, **message: Any) -> Pending:
        """Hand something over; the answer comes through what is returned. Raises ProcessGone where nobody listens."""
        pending = self._expect(next(self._numbers))
        try:
            self._channel.send(payload, id=pending.number, **message)
        except (OSError, ValueError):
            pending.done()
            raise ProcessGone from None
        return pending

    def where(self, pending: Pending) -> list[list[Any]]:
        """The stack of the thread that works on this, as plain values; [] where it cannot be said."""
        with contextlib.suppress(OSError, ValueError, TimeoutError, ProcessGone):
            self._channel.send(do="where", id=pending.number)
            until = time.monotonic() + LAST_WORD
            while time.monotonic() < until:
                message, _ = pending.next(LAST_WORD)
                if message["say"] == "where":
                    return message["stack"]
        return []

    def go_on(self, pending: Pending, wanted: bool) -> None:
        """Ask for the next piece of a streamed answer, or say that nobody wants it."""
        with contextlib.suppress(OSError, ValueError):
            self._channel.send(do="more" if wanted else "stop", id=pending.number)

    def retire(self) -> None:
        """End once what is under way is answered."""
        with self._lock:
            self._retired = True
            busy = bool(self._waiting)
        if not busy:
            self.kill()

    def kill(self, because: str = "") -> None:
        """End now, with every process that the project started.

        because: what requests that lose their answer by it are told.
        """
        self.ended_because = self.ended_because or because
        end(self._process)
        self._reader.join(timeout=2)

    def _expect(self, number: int) -> Pending:
        pending = Pending(self, number)
        with self._lock:
            if self._retired:
                raise ProcessGone
            self._waiting[number] = pending
        return pending

    def forget(self, pending: Pending) -> None:
        """No more answers are expected for this."""
        with self._lock:
            self._waiting.pop(pending.number, None)
            finished = self._retired and not self._waiting
        if finished:
            self.kill()

    def _read_answers(self) -> None:
        while (frame := self._channel.receive()) is not None:
            with self._lock:
                number = frame[0].get("id", 0)
                pending = self._waiting.get(number) if isinstance(number, int) else None
            if pending:
                pending.put(frame)
        end(self._process)
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._process.stdout.close()
        with self._lock:
            left = list(self._waiting.values())
        for pending in left:
            pending.put(None)

    def _read_log(self) -> None:
        with self._process.stderr as stream:
            for line in iter(lambda: stream.readline(10_000), b""):
                text = line.decode("utf-8", "replace").rstrip("\r\n")
                self._last_lines.append(text)
                self._note(text)


class Pending:
    """Answers to one thing that was asked, as they come."""

    def __init__(self, worker: Worker, number: int) -> None:
        self.number = number
        self._worker = worker
        self._came: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()

    def put(self, frame: Frame | None) -> None:
        """A frame has come; None: none will."""
        self._came.put(frame)

    def next(self, patience: float) -> Frame:
        """The next frame. patience: in seconds. Raises TimeoutError, or ProcessGone."""
        until = time.monotonic() + patience
        while True:
            alive = self._worker.is_alive
            try:
                frame = self._came.get(timeout=max(0.0, min(LOOK, until - time.monotonic())))
            except queue.Empty:
                if not alive:  # a process that it had forked may still hold the channel open
                    raise ProcessGone from None
                if time.monotonic() >= until:
                    raise TimeoutError from None
                continue
            if frame is None:
                raise ProcessGone
            return frame

    def done(self) -> None:
        """Nothing more is wanted."""
        self._worker.forget(self)
