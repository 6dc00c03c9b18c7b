"""The watchdog: ends a view that goes on without an end, so that one mistake does not occupy the site for good.

Python has no way to end a thread from outside; it can raise an exception in one. That ends a loop, and not a call of C
code (`time.sleep`, a lock): such a thread is given up, and ends whenever the call does.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from classroom.interrupts import raise_in
from classroom.record.recorder import Draft

GRACE = 2.0
"""Seconds after which a view that has not ended by itself is given up."""
BURST = 50
"""How often a view that catches the exception is asked again, a thousandth of a second apart, at each look."""


class TookTooLong(Exception):
    """The first exception that is raised in such a view: Django answers it with its page for errors."""


class Ended(BaseException):
    """The next ones, where the view caught the first. Not an `Exception`, so that fewer views catch it, too."""


@dataclass(eq=False, slots=True)
class _Run:
    """One view at work. thread: its identifier. began: seconds by `perf_counter`, the clock of the draft."""

    draft: Draft
    give_up: Callable[[], None]
    thread: int = field(default_factory=threading.get_ident)
    began: float = field(default_factory=time.perf_counter)
    warned: float = 0.0
    given_up: bool = False


class Watchdog:
    """Watches the views of one server, in a thread that begins with the first. seconds: how long one may be silent."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._runs: set[_Run] = set()
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def run(self, work: Callable[[], None], draft: Draft, give_up: Callable[[], None]) -> None:
        """Call `work`, and raise `TookTooLong` in it if it sends nothing for `seconds`.

        draft: of the exchange; tells when bytes were sent last. give_up: called where the exception has cut `work` off
        before it could answer, and from another thread where `work` goes on GRACE seconds later.
        """
        if self.seconds == float("inf"):
            return work()
        run = _Run(draft, give_up)
        with self._lock:
            self._runs.add(run)
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="watchdog of the site", daemon=True)
                self._thread.start()
        try:
            try:
                work()
            finally:
                self._forget(run)
        except BaseException:
            self._forget_in_any_case(run)
            if not run.warned:
                raise
            if not run.given_up:  # the exception went through everything, or came when the work had ended already
                give_up()

    def stop(self) -> None:
        """End the watchdog's thread once no view is at work."""
        self._stopped.set()

    def _forget(self, run: _Run) -> None:
        with self._lock:
            self._runs.discard(run)

    def _forget_in_any_case(self, run: _Run) -> None:
        while True:
            try:
                return self._forget(run)
            except (TookTooLong, Ended):
                continue

    def _watch(self) -> None:
        pause = min(1.0, self.seconds / 4)
        while not self._stopped.wait(pause) or self._runs:
            if self._stopped.is_set():
                time.sleep(pause)
            now = time.perf_counter()
            for run in [each for each in list(self._runs) if not each.given_up]:
                if now - max(run.began, run.draft.finished) < self.seconds:
                    continue
                if not run.warned:
                    run.warned = now
                    words = f"The view sent nothing for {self.seconds:g} seconds, so it was ended."
                    run.draft.remarks.append(words)
                    self._raise_in(run, TookTooLong)
                elif now - run.warned < GRACE:
                    if not run.draft.error:  # else the view has ended, and its page is being made
                        self._raise_again(run)
                else:
                    run.given_up = True
                    run.give_up()

    def _raise_again(self, run: _Run) -> None:
        """Raise again and again: what catches it inside of a loop catches it once, and not in its own `except`."""
        for _ in range(BURST):
            if not self._raise_in(run, Ended):
                return
            time.sleep(0.001)

    def _raise_in(self, run: _Run, kind: type[BaseException]) -> bool:
        """Raise in the thread of a view, at its next instruction. Returns whether it is still at work."""
        with self._lock:  # so that it cannot end between the question and the exception
            if run not in self._runs:
                return False
            raise_in(run.thread, kind)
        return True
