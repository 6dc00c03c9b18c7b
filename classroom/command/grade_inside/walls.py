"""Walls around a submission: limits of the system, and where Linux has it, Landlock.

Landlock (Linux 5.13 and later; https://docs.kernel.org/userspace-api/landlock.html) takes rights away from a process
for good, without root and without a program to install. It is used through its three system calls, which have the
same numbers on every architecture but Alpha.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import struct
import sys
from collections.abc import Iterable

CREATE, ADD, RESTRICT = 444, 445, 446
READ = 1 << 2 | 1 << 3  # files and folders
WRITE = 1 << 1 | 1 << 14  # and truncate
OF_FILES = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15  # what a rule for a single file may name
RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""(Version of Landlock, how many rights over files it knows), growing."""

BIND, CONNECT = 1, 2
ABSTRACT_SOCKETS, SIGNALS = 1, 2
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38


def limit(*, memory: int, seconds: int, file: int, processes: int) -> None:
    """Limit this process and its children.

    memory: bytes of address space. seconds: of processor time. file: bytes of one file.
    processes: of this user, all together (no limit for root).
    """
    if sys.platform == "linux":
        _libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if sys.platform == "win32":
        return
    import resource

    limits = {"RLIMIT_AS": memory, "RLIMIT_CPU": seconds, "RLIMIT_FSIZE": file, "RLIMIT_CORE": 0}
    if processes:
        limits["RLIMIT_NPROC"] = processes
    for name, most in limits.items():
        # A system may lack one of them, or have a lower one already.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def wall_in(*, readable: Iterable[str], writable: Iterable[str], port: int) -> list[str]:
    """Take away from this process what a submission does not need. What children it starts lose the same.

    readable, writable: folders and files. port: the one TCP port to which it may connect.
    Returns what is walled off now: of "files", "network", "signals"; nothing where the system has no Landlock.
    """
    if sys.platform != "linux":
        return []
    libc = _libc()
    version = libc.syscall(CREATE, None, 0, 1)
    if version < 1:
        return []
    files = (1 << max(count for since, count in RIGHTS if since <= version)) - 1
    attributes = struct.pack(
        "QQQ", files, BIND | CONNECT if version >= 4 else 0, ABSTRACT_SOCKETS | SIGNALS if version >= 6 else 0
    )
    ruleset = libc.syscall(CREATE, attributes, 24 if version >= 6 else 16 if version >= 4 else 8, 0)
    if ruleset < 0:
        return []
    rules = [(path, READ) for path in readable] + [(path, files & ~1) for path in writable]
    for path, rights in rules:
        with contextlib.suppress(OSError):
            _allow(libc, ruleset, path, rights & files)
    if version >= 4:
        libc.syscall(ADD, ruleset, 2, struct.pack("QQ", CONNECT, port), 0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    refused = libc.syscall(RESTRICT, ruleset, 0)
    os.close(ruleset)
    return [] if refused else ["files"] + ["network"] * (version >= 4) + ["signals"] * (version >= 6)


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not os.path.isdir(path):
            rights &= OF_FILES
        libc.syscall(ADD, ruleset, 1, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc
