"""The kernel's side of a process that serves a project: starts it, sends it requests, kills it."""

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
from classroom.workshop.channel import MOST_BYTES, Channel, Frame
from classroom.workshop.program import kill_group, module_command, start

MOST_BYTES_UNTRUSTED = 10_000_000
"""Bytes of one frame from a process whose code is not trusted."""
POLL_SECONDS = 0.25
"""Seconds between two checks whether a silent process is still running."""
SHORT_TIMEOUT = 1.0
"""Seconds to wait for the stack of a process that hangs, and for the last lines of one that has ended."""


@dataclass(frozen=True)
class ProcessOptions:
    """The options of a serving process.

    folder: the project's, the one with manage.py.
    timeout: seconds for one response. start_timeout: seconds for loading.
    memory: bytes of address space beyond those at its start.
    prepare: management commands to run before the first request.
    own_database: the name of a file in the project's folder, used in place of an SQLite database elsewhere; "": none.
    cheap_passwords: hash passwords in a thousandth of the time; for checks, where no real password is at stake.
    environment: further environment variables.
    rights: those in the sandbox, where its code is not trusted; its answers are then not trusted either.
    """

    folder: str
    timeout: float = 10.0
    start_timeout: float = 20.0
    memory: int = 1_000_000_000
    prepare: tuple[str, ...] = ()
    own_database: str = ""
    cheap_passwords: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    rights: Rights | None = None


class ProcessGone(Exception):
    """The process ended before it answered."""


class Worker:
    """One process, started at once. options: for it. note: called with each line that it prints."""

    def __init__(self, options: ProcessOptions, note: Callable[[str], None]) -> None:
        self.options = options
        self.store: dict[str, str] = {}
        self.ended_because = ""
        self._note = note
        self._last_lines: deque[str] = deque(maxlen=300)
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Pending] = {}
        self._lock = threading.Lock()
        self._retired = False
        # The environment is left out: every user of the machine can read a command line.
        arguments = {**asdict(options), "environment": {}}
        self._process = start(
            module_command("serve", json.dumps(arguments)),
            options.folder,
            options.environment,
            clean_environment=options.rights is not None,
        )
        assert self._process.stdin and self._process.stdout  # they were asked for
        most = MOST_BYTES_UNTRUSTED if options.rights else MOST_BYTES
        self._channel = Channel(self._process.stdout, self._process.stdin, most)
        self.startup = self._expect(0)
        self._log = threading.Thread(target=self._read_log, name="workshop log", daemon=True)
        self._reader = threading.Thread(target=self._read_answers, name="workshop answers", daemon=True)
        self._log.start()
        self._reader.start()

    def wait_until_ready(self) -> list[Any] | None:
        """Wait until the project is loaded. Returns None, or the fault that prevented it, as plain values.

        Raises ProcessGone where the process ended, TimeoutError where loading takes too long.
        """
        message, _ = self.startup.next(self.options.start_timeout)
        self.startup.done()
        if message["say"] == "ready":
            self.store = {"engine": message["engine"], "database": self._trusted(message["database"])}
            return None
        return message["fault"]

    def _trusted(self, database: str) -> str:
        """Return the path of the database; "" where a process that is not trusted names a file outside its folder."""
        if self.options.rights is None:
            return database
        path = Path(database)
        return database if path.is_relative_to(self.options.folder) and ".." not in path.parts else ""

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._process.poll()

    def last_lines(self) -> list[str]:
        """Return the latest lines that it printed, complete if it has ended."""
        if not self.is_alive:
            self._log.join(timeout=SHORT_TIMEOUT)
        return list(self._last_lines)

    def ask(self, payload: bytes = b"", /, **message: Any) -> Pending:
        """Send a frame. Returns the pending answer. Raises ProcessGone where the process has ended."""
        pending = self._expect(next(self._numbers))
        try:
            self._channel.send(payload, id=pending.number, **message)
        except (OSError, ValueError):
            pending.done()
            raise ProcessGone from None
        return pending

    def state_of(self, pending: Pending) -> tuple[list[list[Any]], list[Any] | None]:
        """Return the stack of the thread that works on a frame, and the fault that it has met, as plain values.

        [] and None where there is no answer.
        """
        with contextlib.suppress(OSError, ValueError, TimeoutError, ProcessGone):
            self._channel.send(do="stack", id=pending.number)
            until = time.monotonic() + SHORT_TIMEOUT
            while time.monotonic() < until:
                message, _ = pending.next(SHORT_TIMEOUT)
                if message["say"] == "stack":
                    return message["stack"], message["fault"]
        return [], None

    def resume(self, pending: Pending, wanted: bool) -> None:
        """Request the next piece of a streamed response; wanted=False: tell that none is needed."""
        with contextlib.suppress(OSError, ValueError):
            self._channel.send(do="more" if wanted else "stop", id=pending.number)

    def retire(self) -> None:
        """End the process once everything under way is answered."""
        with self._lock:
            self._retired = True
            busy = bool(self._waiting)
        if not busy:
            self.kill()

    def kill(self, because: str = "") -> None:
        """Kill the process, with every process that the project started.

        because: the reason that is given to requests under way.
        """
        self.ended_because = self.ended_because or because
        kill_group(self._process)
        self._reader.join(timeout=2)

    def _expect(self, number: int) -> Pending:
        pending = Pending(self, number)
        with self._lock:
            if self._retired:
                raise ProcessGone
            self._waiting[number] = pending
        return pending

    def forget(self, pending: Pending) -> None:
        """Expect no more frames for this answer."""
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
        kill_group(self._process)
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
    """The answer to one frame: a queue of frames. worker: who answers. number: of the frame."""

    def __init__(self, worker: Worker, number: int) -> None:
        self.number = number
        self._worker = worker
        self._came: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()

    def put(self, frame: Frame | None) -> None:
        """Add a frame; None: no more will come."""
        self._came.put(frame)

    def next(self, timeout: float) -> Frame:
        """Return the next frame. timeout: in seconds. Raises TimeoutError, or ProcessGone where the process ended."""
        until = time.monotonic() + timeout
        while True:
            alive = self._worker.is_alive
            try:
                frame = self._came.get(timeout=max(0.0, min(POLL_SECONDS, until - time.monotonic())))
            except queue.Empty:
                if not alive:  # a process that it forked may still hold the pipe open
                    raise ProcessGone from None
                if time.monotonic() >= until:
                    raise TimeoutError from None
                continue
            if frame is None:
                raise ProcessGone
            return frame

    def done(self) -> None:
        """Expect no more frames."""
        self._worker.forget(self)
