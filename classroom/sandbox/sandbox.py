"""The sandbox of code that is not trusted: limits of the system, and where Linux has them, Landlock and seccomp.

Used in two processes: that of a submission's function, for which this file is copied, and that of a project which is
being graded. So it needs nothing but the standard library.

Landlock (Linux 5.13 and later; https://docs.kernel.org/userspace-api/landlock.html) takes rights away from a process
for good, without root and without a program to install. It is used through its three system calls, which have the
same numbers on every architecture but Alpha. A filter of seccomp refuses new processes; threads it lets through.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CREATE, ADD, RESTRICT = 444, 445, 446
READ = 1 << 2 | 1 << 3  # files and folders
FILE_RIGHTS = ((1, 13), (2, 14), (3, 15), (5, 16))
"""(Version of Landlock, how many rights over files it knows), growing."""
# Links, devices, pipes and sockets in a folder could lead whoever looks into it astray; programs are not to be run.
NOT_WRITTEN = 1 << 0 | 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11 | 1 << 12
OF_FILES = 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15  # what a rule for a single file may name

BIND, CONNECT = 1, 2
ABSTRACT_SOCKETS, SIGNALS = 1, 2
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38

# What Python itself, its libraries and a client on 127.0.0.1 read. Landlock puts everything else out of reach.
SYSTEM_FILES = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/usr/share/mime",
    "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/resolv.conf", "/etc/localtime", "/etc/mime.types",
    "/etc/ld.so.cache", "/etc/ssl", "/dev/urandom",
)  # fmt: skip


@dataclass(frozen=True)
class Rights:
    """What a process is left with.

    readable, writable: folders and files. port: the one TCP port to which it may connect; 0: none.
    memory: bytes of address space; 0: somebody else limits it. seconds: of processor time. file: bytes of one file.
    processes: of this user, all together (no limit for root); 0: no limit.
    """

    readable: tuple[str, ...]
    writable: tuple[str, ...]
    port: int = 0
    memory: int = 0
    seconds: int = 90
    file: int = 50_000_000
    processes: int = 0


def enter(rights: Rights) -> list[str]:
    """Leave this process, and whatever it starts, with these rights alone; there is no way back.

    Returns what is restricted now: of "files", "network", "signals", "processes"; [] where the system cannot do it.
    """
    _limit(rights)
    if sys.platform != "linux":
        return []
    libc = _libc()
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return _landlock(libc, rights) + (["processes"] if _refuse_processes(libc) else [])


def end_with_parent() -> None:
    """Let the system end this process when the thread that started it ends. Linux only; does nothing elsewhere."""
    if sys.platform == "linux":
        _libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def is_available() -> bool:
    """Whether this system can keep a process from the files of its user."""
    return sys.platform == "linux" and _libc().syscall(CREATE, None, 0, 1) >= 1


def packages() -> list[str]:
    """The folders of installed packages (requests, Django), without anything of this project."""
    from classroom.paths import ROOT  # here, for this file is copied to where nothing else of ours is

    found = [path for path in sys.path if path and os.path.basename(path) in ("site-packages", "dist-packages")]
    return [path for path in dict.fromkeys(found) if Path(path).resolve() != ROOT]


def libraries() -> list[str]:
    """Where Python's own files and the installed packages lie."""
    import sysconfig

    paths = sysconfig.get_paths()
    named = [paths["stdlib"], paths["platstdlib"], *packages(), os.path.join(sys.base_prefix, "lib")]
    return list(dict.fromkeys(named))


def room() -> int:
    """How many processes this user may have: as many as the machine has now, and some more. 0: no limit is known."""
    try:
        return int(Path("/proc/loadavg").read_text(encoding="ascii").split()[3].partition("/")[2]) + 64
    except (OSError, ValueError, IndexError):
        return 0


def _limit(rights: Rights) -> None:
    if sys.platform == "win32":
        return
    import resource

    limits = {
        "RLIMIT_AS": rights.memory,
        "RLIMIT_CPU": rights.seconds,
        "RLIMIT_FSIZE": rights.file,
        "RLIMIT_NPROC": rights.processes,
    }
    for name, most in [*((name, most) for name, most in limits.items() if most), ("RLIMIT_CORE", 0)]:
        # A system may lack one of them, or have a lower one already.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _landlock(libc: Any, rights: Rights) -> list[str]:
    version = libc.syscall(CREATE, None, 0, 1)
    if version < 1:
        return []
    files = (1 << max(count for since, count in FILE_RIGHTS if since <= version)) - 1
    attributes = struct.pack(
        "QQQ", files, BIND | CONNECT if version >= 4 else 0, ABSTRACT_SOCKETS | SIGNALS if version >= 6 else 0
    )
    ruleset = libc.syscall(CREATE, attributes, 24 if version >= 6 else 16 if version >= 4 else 8, 0)
    if ruleset < 0:
        return []
    _allow(libc, ruleset, rights.readable, READ & files)
    _allow(libc, ruleset, rights.writable, files & ~NOT_WRITTEN)
    if version >= 4 and rights.port:
        libc.syscall(ADD, ruleset, 2, struct.pack("QQ", CONNECT, rights.port), 0)
    refused = libc.syscall(RESTRICT, ruleset, 0)
    os.close(ruleset)
    return [] if refused else ["files"] + ["network"] * (version >= 4) + ["signals"] * (version >= 6)


def _allow(libc: Any, ruleset: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
            mine = rights if os.path.isdir(path) else rights & OF_FILES
            libc.syscall(ADD, ruleset, 1, struct.pack("=Qi", mine, place), 0)
            os.close(place)


# Processes -----------------------------------------------------------------------------------------------------------

# Per machine: the number by which the kernel calls the architecture, and its numbers of fork and vfork (none: an empty
# tuple) and of clone. RLIMIT_NPROC does not bind root, and forks multiply faster than they can be ended.
CALLS = {"x86_64": (0xC000003E, (57, 58), 56), "aarch64": (0xC00000B7, (), 220)}
CLONE3, CLONE_THREAD = 435, 0x10000
LOAD, IS, IS_AT_LEAST, HAS, ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06  # instructions (linux/bpf_common.h)
ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # REFUSE with an error number added (linux/seccomp.h)
EPERM, ENOSYS = 1, 38
NUMBER, ARCHITECTURE, FLAGS = 0, 4, 16  # where they lie in struct seccomp_data; FLAGS are clone's first argument


def _refuse_processes(libc: Any) -> bool:
    """Answer every fork with "Operation not permitted". Returns whether the system does so now."""
    if platform.machine() not in CALLS:
        return False
    architecture, forks, clone = CALLS[platform.machine()]
    no = (ANSWER, 0, 0, REFUSE | EPERM)
    program = [
        (LOAD, 0, 0, ARCHITECTURE), (IS, 1, 0, architecture), no,
        (LOAD, 0, 0, NUMBER), (IS_AT_LEAST, 0, 1, 0x40000000), no,  # the calls of x32, under other numbers
    ]  # fmt: skip
    for fork in forks:
        program += [(IS, 0, 1, fork), no]
    program += [
        (IS, 0, 1, CLONE3), (ANSWER, 0, 0, REFUSE | ENOSYS),  # its flags cannot be seen: libraries then use clone
        (IS, 1, 0, clone), (ANSWER, 0, 0, ALLOW),
        (LOAD, 0, 0, FLAGS), (HAS, 0, 1, CLONE_THREAD), (ANSWER, 0, 0, ALLOW), no,
    ]  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in program))
    described = struct.pack("HP", len(program), ctypes.addressof(code))
    return libc.prctl(PR_SET_SECCOMP, 2, ctypes.create_string_buffer(described), 0, 0) == 0


def _libc() -> Any:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc
