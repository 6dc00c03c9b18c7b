"""The sandbox for code that is not trusted: resource limits, and on Linux also Landlock and seccomp.

Used in two processes: that of a submission's function, to which this file is copied, and that of a project which is
being graded. So it imports nothing but the standard library.

Landlock (Linux 5.13 and later; https://docs.kernel.org/userspace-api/landlock.html) takes access rights away from a
process for good, without root and without a program to install. It is used through its three system calls, which have
the same numbers on every architecture but Alpha. A seccomp filter refuses new processes and allows threads.
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
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38

# What Python, its libraries and a client on 127.0.0.1 read. Landlock refuses everything else.
SYSTEM_FILES = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/usr/share/mime",
    "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/resolv.conf", "/etc/localtime", "/etc/mime.types",
    "/etc/ld.so.cache", "/etc/ssl", "/dev/urandom",
)  # fmt: skip


@dataclass(frozen=True)
class Rights:
    """What a process may use in the sandbox.

    readable, writable: folders and files. port: the one TCP port to which it may connect; 0: none.
    memory: bytes of address space (RLIMIT_AS); 0: no limit set here. seconds: of processor time (RLIMIT_CPU).
    file: bytes of one file (RLIMIT_FSIZE). processes: all those of this user (RLIMIT_NPROC, which does not bind root);
    0: no limit.
    """

    readable: tuple[str, ...]
    writable: tuple[str, ...]
    port: int = 0
    memory: int = 0
    seconds: int = 90
    file: int = 50_000_000
    processes: int = 0


def enter(rights: Rights) -> list[str]:
    """Restrict this process, and every process that it starts, to these rights. This cannot be undone.

    Returns what Landlock and seccomp restrict now: any of "files", "network", "signals", "processes"; [] where the
    system has neither.
    """
    _set_limits(rights)
    if sys.platform != "linux":
        return []
    libc = _libc()
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return _landlock(libc, rights) + (["processes"] if _filter_processes(libc) else [])


def end_with_parent() -> None:
    """Have Linux kill this process when the thread that started it ends. Does nothing on other systems."""
    if sys.platform == "linux":
        _libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def is_available() -> bool:
    """Whether this system has Landlock, and so can refuse a process the files of its user."""
    return sys.platform == "linux" and _libc().syscall(CREATE_RULESET, None, 0, 1) >= 1


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
        "RLIMIT_NPROC": rights.processes,
    }
    for name, most in [*((name, most) for name, most in limits.items() if most), ("RLIMIT_CORE", 0)]:
        # A system may lack a limit, or have a lower one already.
        with contextlib.suppress(AttributeError, ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _landlock(libc: Any, rights: Rights) -> list[str]:
    version = libc.syscall(CREATE_RULESET, None, 0, 1)
    if version < 1:
        return []
    files = (1 << max(count for since, count in FILE_RIGHTS if since <= version)) - 1
    attributes = struct.pack(
        "QQQ", files, BIND | CONNECT if version >= 4 else 0, ABSTRACT_SOCKETS | SIGNALS if version >= 6 else 0
    )
    ruleset = libc.syscall(CREATE_RULESET, attributes, 24 if version >= 6 else 16 if version >= 4 else 8, 0)
    if ruleset < 0:
        return []
    _allow(libc, ruleset, rights.readable, READ & files)
    _allow(libc, ruleset, rights.writable, files & ~NEVER_WRITABLE)
    if version >= 4 and rights.port:
        libc.syscall(ADD_RULE, ruleset, 2, struct.pack("QQ", CONNECT, rights.port), 0)
    refused = libc.syscall(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    return [] if refused else ["files"] + ["network"] * (version >= 4) + ["signals"] * (version >= 6)


def _allow(libc: Any, ruleset: int, paths: Iterable[str], rights: int) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
            allowed = rights if os.path.isdir(path) else rights & FILE_ONLY
            libc.syscall(ADD_RULE, ruleset, 1, struct.pack("=Qi", allowed, descriptor), 0)
            os.close(descriptor)


# Processes -----------------------------------------------------------------------------------------------------------

# Per machine: the kernel's number of the architecture (linux/audit.h), and the system calls fork and vfork (where it
# has them) and clone. RLIMIT_NPROC does not bind root, and forks multiply faster than they can be killed.
SYSCALLS = {"x86_64": (0xC000003E, (57, 58), 56), "aarch64": (0xC00000B7, (), 220)}
CLONE3, CLONE_THREAD = 435, 0x10000
LD, JEQ, JGE, JSET, RET = 0x20, 0x15, 0x35, 0x45, 0x06  # instructions of BPF (linux/bpf_common.h)
RET_ALLOW, RET_ERRNO = 0x7FFF0000, 0x00050000  # RET_ERRNO plus an error number (linux/seccomp.h)
EPERM, ENOSYS = 1, 38
NR, ARCH, ARG0 = 0, 4, 16  # offsets in struct seccomp_data; the first argument of clone is its flags


def _filter_processes(libc: Any) -> bool:
    """Have Linux refuse every fork with EPERM. Returns whether it does."""
    if platform.machine() not in SYSCALLS:
        return False
    architecture, forks, clone = SYSCALLS[platform.machine()]
    refuse = (RET, 0, 0, RET_ERRNO | EPERM)
    program = [
        (LD, 0, 0, ARCH), (JEQ, 1, 0, architecture), refuse,
        (LD, 0, 0, NR), (JGE, 0, 1, 0x40000000), refuse,  # x32 has other numbers
    ]  # fmt: skip
    for fork in forks:
        program += [(JEQ, 0, 1, fork), refuse]
    program += [
        (JEQ, 0, 1, CLONE3), (RET, 0, 0, RET_ERRNO | ENOSYS),  # its flags are behind a pointer; libc then uses clone
        (JEQ, 1, 0, clone), (RET, 0, 0, RET_ALLOW),
        (LD, 0, 0, ARG0), (JSET, 0, 1, CLONE_THREAD), (RET, 0, 0, RET_ALLOW), refuse,
    ]  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in program))
    described = struct.pack("HP", len(program), ctypes.addressof(code))
    return libc.prctl(PR_SET_SECCOMP, 2, ctypes.create_string_buffer(described), 0, 0) == 0


def _libc() -> Any:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    return libc
