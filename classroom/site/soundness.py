"""Whether a server of the site still answers: a request goes through all of it, and is not recorded."""

from __future__ import annotations

import http.client
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from classroom.site.server import SiteServer

PATIENCE = 6.0
"""Seconds to wait for the answer: longer than a reset waits for requests under way."""


def answers(server: SiteServer) -> bool:
    """Ask the server for its icon, a page without rows. Returns whether it came within PATIENCE seconds."""
    client = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=PATIENCE)
    with socket.socket() as own:
        own.settimeout(PATIENCE)
        own.bind(("127.0.0.1", 0))
        port = own.getsockname()[1]
        server.unrecorded.add(port)
        try:
            own.connect(server.server_address[:2])
            client.sock = own
            client.request("GET", "/favicon.ico")
            answer = client.getresponse()
            answer.read()
            # The server has taken the port out; otherwise another program answered.
            return answer.status < 500 and port not in server.unrecorded
        except (OSError, http.client.HTTPException):
            return False
        finally:
            client.close()
            server.unrecorded.discard(port)
