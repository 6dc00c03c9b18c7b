"""Landlock: takes access rights to files, TCP ports and other processes away from a process for good.

It needs neither root nor a program to install, and is used through its three system calls, which have the same numbers
on every architecture but Alpha. Its version grows with Linux: 1 with 5.13 (files), 4 with 6.7 (TCP), 6 with 6.12
(signals and abstract sockets).
Source: https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Iterable
from typing import Any

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
READ = 1 << 2 | 1 << 3  # READ_FILE, READ_DIR (linux/landlock.h)
FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""(Version of Landlock, how many access rights to files it has), ascending."""
# No programs are run, and no links, devices, pipes or sockets are made: they could mislead the process that reads the
# folder afterwards.
NEVER_WRITABLE = 1 << 0 | 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12
FILE_ONLY = 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15  # the rights that a rule for a single file may contain
BIND, CONNECT = 1, 2
ABSTRACT_SOCKETS, SIGNALS = 1, 2
TCP_SINCE, SIGNALS_SINCE = 4, 6


def version(libc: Any) -> int:
    """The version of Landlock that this Linux has; below 1 where it has none. libc: the C library, by ctypes."""
    return int(libc.syscall(CREATE_RULESET, None, 0, 1))


def restrict(libc: Any, readable: Iterable[str], writable: Iterable[str], port: int) -> set[str]:
    """Leave this process these files and folders, and TCP connections to one port: of any machine, since Landlock
    knows no addresses.

    libc: the C library, by ctypes. port: 0 for none.
    Returns what is restricted now: "files", "network", or nothing.
    """
    has = version(libc)
    if has < 1:
        return set()
    files = (1 << max(count for since, count in FILE_RIGHTS if since <= has)) - 1
    network = BIND | CONNECT if has >= TCP_SINCE else 0
    others = ABSTRACT_SOCKETS | SIGNALS if has >= SIGNALS_SINCE else 0
    size = 24 if others else 16 if network else 8  # an older Linux refuses what it does not know
    ruleset = libc.syscall(CREATE_RULESET, struct.pack("QQQ", files, network, others), size, 0)
    if ruleset < 0:
        return set()
    _allow(libc, ruleset, readable, READ & files)
    _allow(libc, ruleset, writable, files & ~NEVER_WRITABLE)
    if network and port:
        libc.syscall(ADD_RULE, ruleset, 2, struct.pack("QQ", CONNECT, port), 0)
    refused = libc.syscall(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    if refused:
        return set()
    return {"files", "network"} if network else {"files"}


def _allow(libc: Any, ruleset: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            allowed = rights if os.path.isdir(path) else rights & FILE_ONLY
            libc.syscall(ADD_RULE, ruleset, 1, struct.pack("=Qi", allowed, descriptor), 0)
            os.close(descriptor)
