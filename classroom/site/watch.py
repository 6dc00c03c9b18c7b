"""A watch over the site: calls back when what it keeps has changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from classroom.record.recorder import Recorder

IDLE = 1.0
"""Seconds after which it looks for what no request has changed: a row deleted in a cell, a cleared cache."""
PAUSE = 0.2
"""Seconds between two calls at least. They also leave a client the time to read its response."""


class Watch:
    """Calls `look` in a thread of its own, at once and after every change, five times a second at most.

    recorder: wakes the watch when an exchange has ended. lock: held during a call, so that it never meets a stretch
    aside or a reset half-way. state: something quick that is another value after a change.
    A call that raises ends the watch: `note` gets a line about it, and nothing is printed.
    """

    def __init__(
        self,
        recorder: Recorder,
        lock: AbstractContextManager[Any],
        state: Callable[[], object],
        look: Callable[[], object],
        note: Callable[[str], None],
    ) -> None:
        self._recorder = recorder
        self._lock = lock
        self._state = state
        self._look = look
        self._note = note
        self._ended = threading.Event()
        threading.Thread(target=self._run, name="watch over the site", daemon=True).start()

    @property
    def is_on(self) -> bool:
        return not self._ended.is_set()

    def stop(self) -> None:
        """Call no more. A call under way ends by itself."""
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
                        self._look()
            except Exception as problem:
                self._note(f"The watch over the site ended: {type(problem).__name__}: {problem}")
                self.stop()
            spent = time.monotonic() - begun
            changes = self._recorder.wait_for_change(changes, IDLE)
            self._ended.wait(max(PAUSE, 4 * spent))  # a drawing that takes long must not take the kernel
