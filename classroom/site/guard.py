"""The guard: keeps Jupyter's cookies and the connections of other users away from the demo site.

Cookies are not isolated by port (RFC 6265 §8.5), so a browser that is logged in to Jupyter on 127.0.0.1 sends
Jupyter's login cookies to every other site there. They are removed before Django, the recorder or a drawing sees them.
Any other cookie passes unchanged.
"""

from __future__ import annotations

import os
import re
import socket
import struct
import sys

from classroom.cookies.header import between_semicolons, name_and_value

JUPYTERS_COOKIES = ("username-", "jupyter")
"""How the names of Jupyter's cookies begin, in lower case; one more is `_xsrf`."""
WHITE_SPACE = " \t\n\v\f\r"


def without_jupyters_cookies(line: bytes) -> tuple[bytes, int]:
    """Remove Jupyter's own cookies from one `Cookie:` header line.

    line: the whole line with its line end.
    Returns the line without them (b"" if no cookie is left), and how many were removed; a line without any of them is
    returned unchanged.
    """
    name, _, value = line.partition(b":")
    text = value.rstrip(b"\r\n")
    pairs = between_semicolons(text.decode("latin-1"))  # each byte is one character, and back
    kept = [pair for pair in pairs if not _is_jupyters(pair)]
    if len(kept) == len(pairs):
        return line, 0
    end = value[len(text) :]
    rest = ";".join(kept).encode("latin-1").strip()
    return (name + b": " + rest + end if rest else b""), len(pairs) - len(kept)


def _is_jupyters(pair: str) -> bool:
    name = name_and_value(pair)[0].strip(WHITE_SPACE).lower()
    return name == "_xsrf" or name.startswith(JUPYTERS_COOKIES)


def belongs_to_another_user(connection: socket.socket) -> bool:
    """Whether another user of this machine opened the connection.

    connection: an accepted one. Any local user can reach a port on loopback. On Linux the kernel tells who owns the
    other end; where it does not (an old kernel, a client that has closed already), the answer is False.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        local, remote = connection.getsockname(), connection.getpeername()
    except OSError:
        return False
    for ask in (_owner_by_netlink, _owner_by_table):
        try:
            owner, inode = ask(remote, local)
        except (OSError, ValueError, struct.error):
            continue
        # A socket that its process has closed has no inode, and its owner reads 0 (root).
        return inode != 0 and owner != os.getuid()
    return False


Address = tuple[str, int]
SOCK_DIAG, BY_FAMILY, REQUEST, ANY = 4, 20, 1, 0xFFFFFFFF


def _owner_by_netlink(local: Address, remote: Address) -> tuple[int, int]:
    """Return user and inode of one TCP socket by its addresses: as fast with 10,000 sockets as with one.

    Source: sock_diag(7). Raises OSError where the kernel does not know the socket.
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


def _owner_by_table(local: Address, remote: Address) -> tuple[int, int]:
    """Return the same from the list of all sockets, which is slow where there are many. Raises ValueError if absent."""
    # An address is written as the hexadecimal digits of its bytes in the machine's order.
    ends = " ".join(
        f"{struct.unpack('=I', socket.inet_aton(host))[0]:08X}:{port:04X}" for host, port in (local, remote)
    )
    with open("/proc/net/tcp", "rb") as table:
        found = re.search(rb"%s \S+ \S+ \S+ \S+ +(\d+) +\d+ +(\d+)" % ends.encode(), table.read())
    if not found:
        raise ValueError("no such socket")
    return int(found[1]), int(found[2])
