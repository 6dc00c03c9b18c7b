"""Whose connection it is: any user of this machine can reach a port on loopback, and one alone is served.

TCP does not say who is at the other end. On Linux the kernel does, for both ends of a connection lie on this machine.
What it does not say is decided against the client; on other systems nobody is asked, and nobody is refused.
"""

from __future__ import annotations

import os
import re
import socket
import struct
import sys

ANOTHER_USERS = "This site belongs to another user of this machine. Open your own."
HUNG_UP = "The client hung up before Linux was asked who it is, so its request was not read."
NOT_TOLD = "Linux did not say who opened this connection, neither by sock_diag nor in /proc/net/tcp. So it is refused."

MAPPED = bytes(10) + b"\xff\xff"
"""What stands before an IPv4 address that is written as an IPv6 one (RFC 4291 §2.5.5.2)."""
Address = tuple[str, int]
SOCK_DIAG, BY_FAMILY, REQUEST, ANY = 4, 20, 1, 0xFFFFFFFF


def refusal(connection: socket.socket) -> str:
    """Decide whether a connection is served: only the user who runs this process is.

    connection: an accepted one.
    Returns why it is not served, in a sentence; "" where it is served.
    """
    if not sys.platform.startswith("linux"):
        return ""
    try:
        local, remote = connection.getsockname(), connection.getpeername()
    except OSError:  # the client has reset the connection
        return HUNG_UP
    failures = []
    for ask in (owner_by_netlink, owner_by_table):
        try:
            owner, inode = ask(remote, local)
        except (OSError, ValueError, struct.error) as problem:
            failures.append(str(problem))
            continue
        # A socket that its process has closed has no inode, and mostly no owner either: both read 0, whoever it was.
        if (owner, inode) == (0, 0):
            return HUNG_UP
        return "" if owner == os.geteuid() else ANOTHER_USERS
    return f"{NOT_TOLD} ({'; '.join(failures)})"


def owner_by_netlink(local: Address, remote: Address) -> tuple[int, int]:
    """Return user and inode of one TCP socket by its addresses: as fast with 10,000 sockets as with one.

    Source: sock_diag(7). Raises OSError where the kernel does not know the socket, struct.error for a short answer.
    """
    ends = struct.pack(">HH16s16s", local[1], remote[1], socket.inet_aton(local[0]), socket.inet_aton(remote[0]))
    body = struct.pack("=BBxxI", socket.AF_INET, socket.IPPROTO_TCP, ANY) + ends + struct.pack("=III", 0, ANY, ANY)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, SOCK_DIAG) as kernel:
        kernel.settimeout(0.2)
        kernel.sendto(struct.pack("=IHHII", 16 + len(body), BY_FAMILY, REQUEST, 0, 0) + body, (0, 0))
        answer = kernel.recv(4096)
    if struct.unpack_from("=H", answer, 4) != (BY_FAMILY,):
        raise OSError("the kernel does not know the socket")
    return struct.unpack_from("=II", answer, 80)


def owner_by_table(local: Address, remote: Address) -> tuple[int, int]:
    """Return the same from the lists of all sockets, which is slow where there are many.

    A client may have reached an IPv4 address over an IPv6 socket (`::ffff:127.0.0.1`); that is in a list of its own.
    Source: proc_net(5). Raises OSError where there is no list, ValueError where the socket is in neither.
    """
    for path, before in (("/proc/net/tcp", b""), ("/proc/net/tcp6", MAPPED)):
        ends = " ".join(f"{_digits(before + socket.inet_aton(host))}:{port:04X}" for host, port in (local, remote))
        with open(path, "rb") as table:
            found = re.search(rb"%s \S+ \S+ \S+ \S+ +(\d+) +\d+ +(\d+)" % ends.encode(), table.read())
        if found:
            return int(found[1]), int(found[2])
    raise ValueError("no such socket")


def _digits(address: bytes) -> str:
    """Return an address as the kernel's lists write it: each four bytes as one number of the machine."""
    return "".join(f"{number:08X}" for (number,) in struct.iter_unpack("=I", address))
