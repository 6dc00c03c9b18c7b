"""A read-write lock: requests share it, a reset holds it exclusively."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from classroom.interrupts import wait_for


class ReadWriteLock:
    """Held by many readers, or by one writer, which waits for the readers; new readers wait for the writer."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._writing = False

    @contextmanager
    def shared(self) -> Iterator[Callable[[], None]]:
        """Hold the lock together with other readers. Yields a function that gives it back before the end of the block.

        Any thread may call that, as often as it likes.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._writing)
            self._readers += 1
        held = [True]

        def give_back() -> None:
            with self._changed:
                if held:
                    held.clear()
                    self._readers -= 1
                    self._changed.notify_all()

        try:
            yield give_back
        finally:
            give_back()

    @contextmanager
    def exclusive(self, timeout: float, *, stoppable: bool = True) -> Iterator[bool]:
        """Hold the lock against new readers, once the present ones are done or the timeout is over.

        timeout: seconds to wait for readers. stoppable: whether stop ends this wait, by a KeyboardInterrupt.
        Yields whether there are none left. Call it in `uninterrupted()`, so that a press cannot leave the lock held.
        """
        wait = wait_for if stoppable else threading.Condition.wait_for
        with self._changed:
            wait(self._changed, lambda: not self._writing, timeout)  # the site has one writer at a time anyway
            self._writing = True
        try:
            with self._changed:
                drained = wait(self._changed, lambda: self._readers == 0, timeout)
            yield drained
        finally:
            with self._changed:
                self._writing = False
                self._changed.notify_all()
