"""Listening sockets on more loopback addresses: to a client, each is another origin."""

from __future__ import annotations

import errno
import ipaddress
import socket
from collections.abc import Sequence

TRIES = 5


def listen_together(hosts: Sequence[str], port: int, backlog: int) -> list[socket.socket]:
    """Listen on all of the addresses, on one port.

    hosts: loopback addresses, such as "127.0.0.2".
    port: the port to use if it is free on all of them; otherwise the system chooses.
    backlog: how many connections may wait to be accepted.
    Returns one listening socket for each. Raises OSError where an address does not exist here (macOS has only
    127.0.0.1), ValueError where one is not loopback.
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
    listeners: list[socket.socket] = []
    try:
        for host in hosts:
            listeners.append(socket.create_server((host, port), backlog=backlog))
            port = listeners[0].getsockname()[1]
    except OSError:
        for listener in listeners:
            listener.close()
        raise
    return listeners
