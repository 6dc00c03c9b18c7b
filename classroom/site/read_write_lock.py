"""A read-write lock: many requests hold it at once, a reset holds it alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class ReadWriteLock:
    """Shared by many, or held by one: that one waits until the others have let go, and new ones wait for it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._alone: int | None = None

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Hold while one request is served."""
        with self._changed:
            self._changed.wait_for(lambda: self._alone is None)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                if not self._inside:
                    self._changed.notify_all()

    @contextmanager
    def exclusive(self, patience: float) -> Iterator[bool]:
        """Hold while the database is exchanged.

        patience: seconds to wait for requests under way. Yields whether they are all out.
        """
        me = threading.get_ident()
        with self._changed:
            self._changed.wait_for(lambda: self._alone is None)
            self._alone = me
            drained = self._changed.wait_for(lambda: self._inside == 0, timeout=patience)
        try:
            yield drained
        finally:
            with self._changed:
                self._alone = None
                self._changed.notify_all()
