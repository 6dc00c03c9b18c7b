"""The sandbox for code that is not trusted: resource limits, and on Linux also Landlock, seccomp and namespaces.

Used in three processes: that of a submission's function, to which this folder is copied, that of a project which is
being graded, and that which reads the project's database. So it imports nothing but the standard library and itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classroom.sandbox import landlock, namespaces, seccomp

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
WALLS = ("files", "network", "system calls", "processes", "signals", "namespaces")
"""What the sandbox can restrict."""

# What Python, its libraries and a client on 127.0.0.1 read. Landlock refuses everything else.
SYSTEM_FILES = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/usr/share/mime",
    "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/resolv.conf", "/etc/localtime", "/etc/mime.types",
    "/etc/ld.so.cache", "/etc/ssl", "/dev/urandom",
)  # fmt: skip


@dataclass(frozen=True)
class Rights:
    """What a process may use in the sandbox.

    readable, writable: folders and files. port: the one TCP port to which it may connect, at any address; 0: none.
    memory: bytes of address space (RLIMIT_AS); 0: no limit set here. seconds: of processor time (RLIMIT_CPU).
    file: bytes of one file (RLIMIT_FSIZE). open_files: how many may be open, pipes and sockets too (RLIMIT_NOFILE).
    processes: all those of this user (RLIMIT_NPROC, which does not bind root);
    0: no limit.
    walls: those of `WALLS` that have to stand; where one does not, the process ends.
    """

    readable: tuple[str, ...]
    writable: tuple[str, ...]
    port: int = 0
    memory: int = 0
    seconds: int = 90
    file: int = 50_000_000
    open_files: int = 256
    processes: int = 0
    walls: tuple[str, ...] = ()


def enter(rights: Rights) -> list[str]:
    """Restrict this process, and every thread that it starts, to these rights. This cannot be undone.

    To be called before there is a second thread. Returns which of `WALLS` stand now; [] on other systems than Linux.
    Raises SystemExit where one that `rights.walls` names does not: what follows must not run then.
    """
    _set_limits(rights)
    standing = _walls_raised(rights) if sys.platform == "linux" else set()
    if missing := [each for each in rights.walls if each not in standing]:
        raise SystemExit(f"The sandbox lacks: {', '.join(missing)}.")
    return [each for each in WALLS if each in standing]


def _walls_raised(rights: Rights) -> set[str]:
    libc = _libc()
    # A network without the grader's site in it is of no use to a function, which asks that site.
    standing = {"namespaces"} if not rights.port and namespaces.enter(libc) else set()
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    by_landlock = landlock.restrict(libc, rights.readable, rights.writable, rights.port)
    namespaces.drop_capabilities(libc)
    if not seccomp.install(libc, connects=bool(rights.port)):
        return standing | (by_landlock - {"network"})  # Landlock alone sees no UDP, no Unix socket, no MSG_FASTOPEN
    standing |= by_landlock | {"system calls", "processes", "signals"}
    return standing if rights.port else standing | {"network"}  # without a port the filter allows no socket at all


def end_with_parent() -> None:
    """Have Linux kill this process when the thread that started it ends. Does nothing on other systems."""
    if sys.platform == "linux":
        _libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def packages() -> list[str]:
    """Return the folders of installed packages (requests, Django), without those of this project."""
    from classroom.paths import ROOT  # here: a copy of this file runs where the package is absent

    found = [path for path in sys.path if path and os.path.basename(path) in ("site-packages", "dist-packages")]
    return [path for path in dict.fromkeys(found) if Path(path).resolve() != ROOT]


def libraries() -> list[str]:
    """Return the folders of Python's standard library and of the installed packages."""
    import sysconfig

    paths = sysconfig.get_paths()
    named = [paths["stdlib"], paths["platstdlib"], *packages(), os.path.join(sys.base_prefix, "lib")]
    return list(dict.fromkeys(named))


def process_limit() -> int:
    """Return a limit for this user's processes: as many as the machine has now, and 64 more. 0 if that is unknown."""
    try:
        return int(Path("/proc/loadavg").read_text(encoding="ascii").split()[3].partition("/")[2]) + 64
    except (OSError, ValueError, IndexError):
        return 0


def _set_limits(rights: Rights) -> None:
    if sys.platform == "win32":
        return
    import resource

    limits = {
        "RLIMIT_AS": rights.memory,
        "RLIMIT_CPU": rights.seconds,
        "RLIMIT_FSIZE": rights.file,
        "RLIMIT_NOFILE": rights.open_files,  # the kernel's memory for sockets counts to no other limit
        "RLIMIT_NPROC": rights.processes,
    }
    for name, most in [*((name, most) for name, most in limits.items() if most), ("RLIMIT_CORE", 0)]:
        # A system may lack a limit, or have a lower one already.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _libc() -> Any:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc
