"""A read-write lock: requests share it, a reset holds it exclusively."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class ReadWriteLock:
    """Held by many readers, or by one writer, which waits for the readers; new readers wait for the writer."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._writing = False

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Hold the lock together with other readers."""
        with self._changed:
            self._changed.wait_for(lambda: not self._writing)
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                if not self._readers:
                    self._changed.notify_all()

    @contextmanager
    def exclusive(self, timeout: float) -> Iterator[bool]:
        """Hold the lock against new readers, once the present ones are done or the timeout is over.

        timeout: seconds to wait for readers. Yields whether there are none left.
        """
        with self._changed:
            self._changed.wait_for(lambda: not self._writing)
            self._writing = True
            drained = self._changed.wait_for(lambda: self._readers == 0, timeout=timeout)
        try:
            yield drained
        finally:
            with self._changed:
                self._writing = False
                self._changed.notify_all()
