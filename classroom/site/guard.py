"""The guard: what must not reach the demo site from a machine that it shares with others.

Cookies are not kept apart by port (RFC 6265 §8.5), so a browser that is logged in to Jupyter on
127.0.0.1 sends Jupyter's login cookies to every other site there. They are taken out before
Django, the recorder or a drawing sees them. Any other cookie passes untouched.
"""

from __future__ import annotations

import os
import re
import socket
import struct
import sys

JUPYTERS_COOKIE = re.compile(rb"\A\s*(_xsrf|username-|jupyterhub-|jupyter)", re.IGNORECASE)


def without_jupyters_cookies(line: bytes) -> tuple[bytes, int]:
    """Take Jupyter's own cookies out of one ``Cookie:`` header line.

    line: the whole line with its line end. Returns the line as it should have been sent (b"" if no
    cookie is left) and how many cookies were taken out; a line without any comes back as it is.
    """
    name, _, value = line.partition(b":")
    text = value.rstrip(b"\r\n")
    pairs = text.split(b";")
    kept = [pair for pair in pairs if not _is_jupyters(pair)]
    if len(kept) == len(pairs):
        return line, 0
    end = value[len(text) :]
    rest = b";".join(kept).strip()
    return (name + b": " + rest + end if rest else b""), len(pairs) - len(kept)


def _is_jupyters(pair: bytes) -> bool:
    found = JUPYTERS_COOKIE.match(pair)
    if not found:
        return False
    name = pair.partition(b"=")[0].strip().lower()
    return found[1].lower() != b"_xsrf" or name == b"_xsrf"


def belongs_to_somebody_else(connection: socket.socket) -> bool:
    """Whether another user of this machine opened the connection.

    Any local user can reach a port on loopback. On Linux the kernel says who owns the other end; where it
    does not say, the connection is let in.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        here, there = connection.getsockname(), connection.getpeername()
        # /proc/net/tcp writes an address as the hexadecimal digits of its bytes in the machine's order.
        local, remote = (f"{_hexadecimal(host)}:{port:04X}".encode() for host, port in (there, here))
        with open("/proc/net/tcp", "rb") as table:
            found = re.search(rb"%s %s \S+ \S+ \S+ \S+ +(\d+)" % (local, remote), table.read())
    except (OSError, ValueError):
        return False
    return found is not None and int(found[1]) != os.getuid()


def _hexadecimal(host: str) -> str:
    (number,) = struct.unpack("=I", socket.inet_aton(host))
    return f"{number:08X}"
