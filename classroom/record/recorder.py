"""The recorder: keeps the latest exchanges of one site, in bounded memory.

An exchange is complete only after its last byte has been sent, and the client may have read that byte before the
server's thread runs on. So requests under way are counted, and a reader waits until there are none: a cell that sends
a request and then reads the recording always finds it.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from contextvars import ContextVar

from classroom.interrupts import uninterrupted, wait_for
from classroom.record.exchange import Event, Exchange, Message, ServerNotes, Statement, Step

MOST_EXCHANGES = 1000
MOST_BYTES = 32_000_000
BODY_LIMIT = 200_000
"""Bytes of one body that are kept; the rest is only counted."""


class Draft:
    """One exchange while it is under way. Only the thread that serves it writes to it.

    recorder: the one that began it. generation: how often that one had been cleared. The others: see `Exchange`.
    """

    __slots__ = (
        "begun", "body", "body_length", "client_port", "connection", "error", "events", "finished", "generation",
        "head", "kept", "notes", "number", "recorder", "remarks", "response", "response_length", "server_port",
        "started", "statements", "steps", "view_ran",
    )  # fmt: skip

    def __init__(
        self, recorder: Recorder, number: int, generation: int, connection: int, client_port: int, server_port: int = 0
    ) -> None:
        self.recorder = recorder
        self.number = number
        self.generation = generation
        self.connection = connection
        self.client_port = client_port
        self.server_port = server_port
        self.started = time.time()
        self.begun = time.perf_counter()  # a duration needs the monotonic clock
        self.finished = 0.0
        self.head = b""
        self.body = b""
        self.body_length = 0
        self.response = bytearray()
        self.response_length = 0
        self.remarks: list[str] = []
        self.statements: list[Statement] = []
        self.steps: list[Step] = []
        self.events: list[Event] = []
        self.view_ran = False
        self.kept = False
        self.error: str | None = None
        self.notes: ServerNotes | None = None

    def sent(self, data: bytes) -> None:
        """Keep bytes of the response, just before they are sent; beyond the limit they are only counted.

        The time is taken before sending, too: a client that has read the last byte may send its next request before
        this thread runs on, and the two exchanges must not seem to overlap.
        """
        self.finished = time.perf_counter()
        room = BODY_LIMIT + 65_536 - len(self.response)
        if room > 0:
            self.response += data[:room]
        self.response_length += len(data)

    def exchange(self) -> Exchange:
        """Return the exchange as a frozen value."""
        head, blank, body = bytes(self.response).partition(b"\r\n\r\n")
        head += blank
        return Exchange(
            number=self.number,
            connection=self.connection,
            client_port=self.client_port,
            started=self.started,
            milliseconds=(self.finished - self.begun) * 1000,
            request=Message(self.head, self.body, self.body_length),
            response=Message(head, body[:BODY_LIMIT], self.response_length - len(head)),
            notes=self.notes,
            remark=" ".join(self.remarks),
            server_port=self.server_port,
        )


current: ContextVar[Draft | None] = ContextVar("current exchange", default=None)
"""The exchange that this thread serves. The server sets it; the middleware reads it."""


class Recorder:
    """Keeps the latest exchanges, and drops the oldest first. Thread-safe.

    most: exchanges to keep. most_bytes: bytes of heads and bodies to keep.
    """

    def __init__(self, most: int = MOST_EXCHANGES, most_bytes: int = MOST_BYTES) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._kept: deque[Exchange] = deque()
        self._bytes = 0
        self._begun = 0
        self._generation = 0
        self._under_way: set[Draft] = set()
        self._changes = 0
        self._changed = threading.Condition()

    def begin(self, connection: int, client_port: int, server_port: int = 0) -> Draft:
        """Return a new exchange. To be called when its first byte has arrived. Arguments: see `Exchange`."""
        with self._changed:
            self._begun += 1
            draft = Draft(self, self._begun, self._generation, connection, client_port, server_port)
            self._under_way.add(draft)
            return draft

    def finish(self, draft: Draft) -> None:
        """Keep an exchange. To be called after its last byte was sent. One begun before a `clear()` is dropped.

        A second call for the same exchange does nothing.
        """
        draft.finished = draft.finished or time.perf_counter()
        exchange = draft.exchange()
        with self._changed:
            if draft.kept:
                return
            draft.kept = True
            self._changes += 1
            self._under_way.discard(draft)
            if draft.generation == self._generation:
                self._kept.append(exchange)
                self._bytes += _size(exchange)
                while len(self._kept) > self._most or (self._bytes > self._most_bytes and len(self._kept) > 1):
                    self._bytes -= _size(self._kept.popleft())
            self._changed.notify_all()

    def exchanges(self, timeout: float = 2.0, client_port: int | None = None) -> tuple[Exchange, ...]:
        """Return all kept exchanges in the order in which they began.

        timeout: seconds to wait at most for requests under way, so that a slow stream does not block for ever.
        client_port: only those of connections from this port, whatever other clients ask meanwhile.
        """

        def meant(each: Draft | Exchange) -> bool:
            return client_port in (None, each.client_port)

        # A cell calls this, and a press of stop must not leave the server waiting for the lock.
        with uninterrupted(undone="The recording is as it was."), self._changed:
            wait_for(self._changed, lambda: not any(map(meant, self._under_way)), timeout)
            return tuple(sorted(filter(meant, self._kept), key=lambda exchange: exchange.number))

    def copy(self) -> Recorder:
        """Return a recorder with the same exchanges, which waits for none that is under way here."""
        other = Recorder(self._most, self._most_bytes)
        other._kept.extend(list(self._kept))
        other._bytes, other._begun = self._bytes, self._begun
        return other

    def wait_for_change(self, seen: int, timeout: float) -> int:
        """Wait until an exchange is kept or the recording is cleared.

        seen: what the last call returned; 0 at first. A change since then counts, too.
        timeout: seconds to wait at most.
        Returns how many changes there have been so far.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._changes != seen, timeout=timeout)
            return self._changes

    def clear(self) -> None:
        """Drop everything and count from 1 again."""
        with self._changed:
            self._kept.clear()
            self._bytes = self._begun = 0
            self._generation += 1
            self._changes += 1
            self._changed.notify_all()


def _size(exchange: Exchange) -> int:
    request, response = exchange.request, exchange.response
    return len(request.head) + len(request.body) + len(response.head) + len(response.body)
