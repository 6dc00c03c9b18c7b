"""A watch over the site: calls back when what the site stores has changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from classroom.record.recorder import Recorder

IDLE = 1.0
"""Seconds between two checks for changes that no request made: a row deleted in a cell, a cleared cache."""
PAUSE = 0.2
"""Shortest time between two calls, in seconds. It also gives a client the time to read its response."""


class Watch:
    """Calls `callback` in a thread of its own, at once and after every change, five times a second at most.

    recorder: wakes the watch when an exchange has ended. lock: held during a call, so that no call runs during an aside
    or a reset. state: returns a value that differs after a change; must be quick.
    note: called with a log line where a call raises, which ends the watch.
    """

    def __init__(
        self,
        recorder: Recorder,
        lock: AbstractContextManager[Any],
        state: Callable[[], object],
        callback: Callable[[], object],
        note: Callable[[str], None],
    ) -> None:
        self._recorder = recorder
        self._lock = lock
        self._state = state
        self._callback = callback
        self._note = note
        self._ended = threading.Event()
        threading.Thread(target=self._run, name="watch over the site", daemon=True).start()

    @property
    def is_on(self) -> bool:
        return not self._ended.is_set()

    def stop(self) -> None:
        """End the watch. A call under way runs to its end."""
        self._ended.set()

    def _run(self) -> None:
        known: object = None
        changes = 0
        while self.is_on:
            begun = time.monotonic()
            try:
                with self._lock:
                    if self.is_on and (now := self._state()) != known:
                        known = now
                        self._callback()
            except Exception as problem:
                self._note(f"The watch over the site ended: {type(problem).__name__}: {problem}")
                self.stop()
            spent = time.monotonic() - begun
            changes = self._recorder.wait_for_change(changes, IDLE)
            self._ended.wait(max(PAUSE, 4 * spent))  # a slow drawing must leave the kernel time for other work
