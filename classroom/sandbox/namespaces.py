"""Namespaces: a process gets a network without any other machine, program or address in it, and powers over nothing.

Many distributions forbid them to users who are not root; then the other walls stand alone.
Source: user_namespaces(7), network_namespaces(7), capabilities(7)
"""

from __future__ import annotations

import contextlib
import os
import struct
from typing import Any

CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWNET = 0x04000000, 0x08000000, 0x10000000, 0x40000000
CAPABILITY_VERSION_3 = 0x20080522  # linux/capability.h


def enter(libc: Any) -> bool:
    """Move this process, which has no second thread yet, into a user namespace with an empty network.

    libc: the C library, by ctypes. Returns whether the system allowed it.
    """
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS) != 0:
        return False
    for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        # Without these lines the process is "nobody" to itself, and can do the same.
        with contextlib.suppress(OSError), open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(line)
    return True


def drop_capabilities(libc: Any) -> None:
    """Give up what root may do, and what the creator of a namespace may do in it. libc: the C library, by ctypes."""
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    libc.capset(header, struct.pack("6I", 0, 0, 0, 0, 0, 0))
