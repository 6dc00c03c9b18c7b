"""More addresses of this computer, on which the site answers too: each is another origin to a client."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Sequence

TRIES = 5


def listen_together(hosts: Sequence[str], port: int, backlog: int) -> list[socket.socket]:
    """Listen on every one of the addresses, on one port for all.

    hosts: loopback addresses, such as "127.0.0.2".
    port: the port to take where it is free on all of them; otherwise the system chooses.
    Returns one listening socket for each. Raises OSError where an address does not exist here (macOS has 127.0.0.1
    alone), ValueError where one is not loopback.
    """
    if not all(ipaddress.ip_address(host).is_loopback for host in hosts):
        raise ValueError(f"not a loopback address among {', '.join(hosts)}")
    for candidate in [port] + [0] * TRIES:
        try:
            return _listen(hosts, candidate, backlog)
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise
            taken = problem
    raise taken


def _listen(hosts: Sequence[str], port: int, backlog: int) -> list[socket.socket]:
    doors: list[socket.socket] = []
    try:
        for host in hosts:
            doors.append(socket.create_server((host, port), backlog=backlog))
            port = doors[0].getsockname()[1]
    except OSError:
        for door in doors:
            door.close()
        raise
    return doors
