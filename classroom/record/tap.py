"""The wire tap: sees the bytes of one connection as they travel.

Recording at the socket needs no change in the client's code and also sees browsers, curl and
plain sockets. Only here is everything present: `PreparedRequest` lacks `Host`, WSGI lacks
`Date` and `Server`, and both lose the order and the spelling of the headers.
"""

from __future__ import annotations

import socket

from classroom.record.recorder import Draft


class TappedWriter:
    """The writing end of a connection, as `wsgiref` wants it: collects until flushed, sends once, keeps a copy.

    One send for headers and body together avoids the 40 ms that Nagle's algorithm and delayed
    acknowledgements cost when they leave apart.
    """

    closed = False

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._pending: list[bytes] = []
        self.draft: Draft | None = None
        """The exchange that the next bytes belong to; None: they are sent without being kept."""

    def write(self, data: bytes) -> int:
        self._pending.append(data)
        return len(data)

    def flush(self) -> None:
        """Send what was collected. Raises OSError where the client has gone."""
        if not self._pending:
            return
        data, self._pending = b"".join(self._pending), []
        if self.draft is not None:
            self.draft.sent(data)
        self._connection.sendall(data)

    def close(self) -> None:
        self.closed = True
