"""The wire tap: keeps a copy of the bytes that a connection sends.

Recording at the socket needs no change in the client's code, and works for browsers, curl and plain sockets. Only the
bytes are complete: `PreparedRequest` lacks `Host`, WSGI lacks `Date` and `Server`, and both lose the order and the
spelling of the headers.
"""

from __future__ import annotations

import socket

from classroom.record.recorder import Draft


class TappedWriter:
    """The output stream of a connection for `wsgiref`: buffers until `flush()`, sends once, keeps a copy.

    connection: the client's socket. Sending headers and body together avoids the 40 ms that Nagle's algorithm and
    delayed acknowledgements cost when they are sent apart.
    """

    closed = False

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._pending: list[bytes] = []
        self.draft: Draft | None = None
        """The exchange to which the next bytes belong; None: they are sent and not kept."""

    def write(self, data: bytes) -> int:
        self._pending.append(data)
        return len(data)

    def flush(self) -> None:
        """Send what was written. Raises OSError where the client has closed the connection."""
        if not self._pending:
            return
        data, self._pending = b"".join(self._pending), []
        if self.draft is not None:
            self.draft.sent(data)
        self._connection.sendall(data)

    def close(self) -> None:
        self.closed = True
