"""The channel between the kernel and a process that serves a project: frames of plain values over two pipes.

A frame is a JSON object and some bytes. Nothing is unpickled, so a frame cannot run code.
"""

from __future__ import annotations

import json
import struct
import threading
from typing import IO, Any

LENGTHS = struct.Struct(">II")
MOST_BYTES = 2**33
Frame = tuple[dict[str, Any], bytes]


class Channel:
    """One end of the channel. Several threads may send; one receives.

    reading, writing: the pipes. most: bytes of the longest frame that is received; a longer one ends the channel.
    """

    def __init__(self, reading: IO[bytes], writing: IO[bytes], most: int = MOST_BYTES) -> None:
        self._reading = reading
        self._writing = writing
        self._most = most
        self._sending = threading.Lock()

    def send(self, payload: bytes = b"", /, **message: Any) -> None:
        """Send one frame. Raises OSError or ValueError where the other end is closed."""
        head = json.dumps(message).encode()
        with self._sending:
            self._writing.write(LENGTHS.pack(len(head), len(payload)) + head + payload)
            self._writing.flush()

    def receive(self) -> Frame | None:
        """Return the next frame; None where the other end has closed, or sent what is no frame."""
        try:
            lengths = self._reading.read(LENGTHS.size)
            if len(lengths) < LENGTHS.size:
                return None
            if sum(LENGTHS.unpack(lengths)) > self._most:
                return None
            head, payload = (self._reading.read(length) for length in LENGTHS.unpack(lengths))
            message = json.loads(head)
        except (OSError, ValueError, RecursionError):
            return None
        return (message, payload) if isinstance(message, dict) else None
