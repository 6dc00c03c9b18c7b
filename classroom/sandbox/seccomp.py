"""The system calls that are left to code that is not trusted: an allow-list, as a filter that Linux runs (seccomp).

What is not on the list is refused. A filter sees the numbers that a call is given and cannot follow pointers: where a
file or an address matters, Landlock decides (`landlock.py`), or the call is refused for every file.
Source: seccomp(2), https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classroom.sandbox.syscalls import MACHINES, NEWEST, NUMBERS

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
LOAD, AND, JUMP_EQUAL, JUMP_GREATER_EQUAL, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06  # linux/bpf_common.h
RET_ALLOW, RET_ERRNO = 0x7FFF0000, 0x00050000  # RET_ERRNO plus an error number (linux/seccomp.h)
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
X32 = 0x40000000
LOW = 0xFFFFFFFF

Instruction = tuple[int, int, int, int]


@dataclass(frozen=True)
class Is:
    """A condition: argument number `argument`, of which only the bits of `mask` are looked at, has this value.

    wide: whether its upper 32 bits have to be zero as well, as for a pointer; else Linux takes an `int` from it.
    """

    argument: int
    value: int
    mask: int = LOW
    wide: bool = False


Rule = Sequence[tuple[Is, ...]]
"""Alternatives. A call is allowed where every condition of one of them holds."""

# Files: opening is Landlock's matter, and what is open was allowed to be opened.
FILES = """
    read write readv writev pread64 pwrite64 preadv pwritev open openat creat close close_range lseek sendfile
    copy_file_range stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
    getcwd chdir fchdir getdents getdents64 rename renameat renameat2 mkdir mkdirat rmdir unlink unlinkat umask
    ftruncate fallocate fadvise64 fsync fdatasync flock dup dup2 dup3 pipe pipe2
    poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2
"""
# Sockets that are there already. Sending a message with an address or with descriptors (sendmsg) is not among them.
CONNECTED = "getsockname getpeername getsockopt recvfrom shutdown"
MEMORY = "mmap munmap mprotect mremap madvise brk mincore membarrier futex"
# Of the process itself: its threads, signals, clocks and limits.
ITSELF = """
    set_robust_list set_tid_address rseq sched_yield sched_getaffinity getcpu exit exit_group wait4 waitid
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait sigaltstack pause restart_syscall
    alarm setitimer getitimer nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times
    getrusage getrlimit setrlimit sysinfo uname getrandom
    getpid gettid getppid getuid geteuid getgid getegid getgroups getresuid getresgid getpgid getpgrp getsid
"""
ALLOWED = f"{FILES} {CONNECTED} {MEMORY} {ITSELF}".split()

# Permissions, owners and times can be changed of every file of the user, wherever it lies: Landlock does not see it.
# Nothing is changed, and the call says that it was: copying or uploading a file would fail otherwise.
PRETENDED = """
    chmod fchmod fchmodat chown fchown lchown fchownat utime utimes utimensat futimesat
"""
EXTENDED_ATTRIBUTES = """
    setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr getxattr lgetxattr fgetxattr
    listxattr llistxattr flistxattr
"""
# The error of a call that is refused, where it is not EPERM: one that the C library or Python knows what to do about.
REFUSED_WITH = {
    "clone3": errno.ENOSYS,  # its flags are behind a pointer; the C library uses clone then
    "fchmodat2": errno.ENOSYS,
    "socket": errno.EACCES,
    "ioctl": errno.ENOTTY,
    **dict.fromkeys(EXTENDED_ATTRIBUTES.split(), errno.EOPNOTSUPP),
}

AF_UNIX, AF_INET, SOCK_STREAM, SOCK_KIND = 1, 2, 1, ~0o2004000 & LOW  # without SOCK_NONBLOCK and SOCK_CLOEXEC
TCP = 6
MSG_FASTOPEN = 0x20000000
SOL_SOCKET = 1
CLONE_THREAD = 0x10000
NEW_NAMESPACES = 0x7E020080  # every CLONE_NEW… flag


def rules(pid: int, connects: bool) -> dict[str, Rule]:
    """The calls that are allowed with certain arguments, by name.

    pid: of the process that is restricted. connects: whether it may open a TCP connection; Landlock says where to.
    """
    tcp = [(Is(0, AF_INET), Is(1, SOCK_STREAM, SOCK_KIND), Is(2, protocol)) for protocol in (0, TCP)]
    return {
        "clone": [(Is(0, CLONE_THREAD, CLONE_THREAD | NEW_NAMESPACES),)],  # a thread; no process
        # To itself and to its process group. Landlock knows signals only from version 6 on.
        "kill": [(Is(0, pid),), (Is(0, -pid & LOW),)],
        "tgkill": [(Is(0, pid),)],
        "prlimit64": [(Is(0, 0),), (Is(0, pid),)],
        # PR_SET_NAME, PR_GET_NAME, PR_SET_VMA. Not PR_SET_PDEATHSIG: it has to end with the grader.
        "prctl": [(Is(0, 15),), (Is(0, 16),), (Is(0, 0x53564D41),)],
        # Descriptors, their flags, and locks. Not F_SETOWN and F_SETSIG, which send a signal to anybody.
        "fcntl": [(Is(1, command),) for command in (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032)],
        # TCGETS, TCGETS2, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
        "ioctl": [
            (Is(1, command),) for command in (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
        ],
        # asyncio wakes its loop by such a pair. A pair of datagram sockets could send to any address.
        "socketpair": [(Is(0, AF_UNIX), Is(1, SOCK_STREAM, SOCK_KIND))],
        # TCP alone: MPTCP, SCTP and UDP are not seen by Landlock's rule.
        "socket": tcp if connects else [],
        "connect": [()] if connects else [],
        # Without an address: one together with MSG_FASTOPEN connects, and Landlock does not see it.
        "sendto": [(Is(3, 0, MSG_FASTOPEN), Is(4, 0, wide=True))],
        "setsockopt": [
            *((Is(1, SOL_SOCKET), Is(2, option)) for option in (2, 7, 8, 9, 13, 20, 21)),  # buffers, timeouts …
            *((Is(1, TCP), Is(2, option)) for option in (1, 4, 5, 6, 18)),  # TCP_NODELAY, keep-alive, a timeout
        ],
    }  # fmt: skip


def program(machine: str, pid: int, connects: bool) -> list[Instruction]:
    """The filter for a machine of `syscalls.MACHINES`, as instructions of BPF. pid, connects: see `rules`."""
    column, architecture = MACHINES[machine]
    refuse, allow = _answer(errno.EPERM), (RETURN, 0, 0, RET_ALLOW)
    found = [
        (LOAD, 0, 0, ARCHITECTURE), (JUMP_EQUAL, 1, 0, architecture), refuse,
        (LOAD, 0, 0, NUMBER), (JUMP_GREATER_EQUAL, 0, 1, X32), refuse,
        # A call that is newer than the list: as an older Linux answers, so that the C library uses another.
        (JUMP_GREATER_EQUAL, 0, 1, NEWEST + 1), _answer(errno.ENOSYS),
    ]  # fmt: skip
    answers: Mapping[str, list[Instruction]] = {
        **{name: [_answer(error)] for name, error in REFUSED_WITH.items()},
        **{name: [_answer(0)] for name in PRETENDED.split()},
        **{name: [*_checked(rule), _answer(REFUSED_WITH.get(name, errno.EPERM))]
           for name, rule in rules(pid, connects).items()},
        **{name: [allow] for name in ALLOWED},
    }  # fmt: skip
    for name, answer in answers.items():
        number = NUMBERS[name][column]
        if number is not None:
            found += [(JUMP_EQUAL, 0, len(answer), number), *answer]
    return [*found, refuse]


def install(libc: Any, connects: bool) -> bool:
    """Filter the system calls of this process from now on. Returns whether Linux does.

    libc: the C library, by ctypes. connects: see `rules`. The process must have given up new privileges
    (PR_SET_NO_NEW_PRIVS).
    """
    if platform.machine() not in MACHINES or struct.calcsize("P") != 8:
        return False
    instructions = program(platform.machine(), os.getpid(), connects)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in instructions))
    described = ctypes.create_string_buffer(struct.pack("HP", len(instructions), ctypes.addressof(code)))
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, described, 0, 0) == 0)


def _answer(error: int) -> Instruction:
    """Refuse the call with this error number, without making it; 0: say that it was made."""
    return RETURN, 0, 0, RET_ERRNO | error


def _checked(rule: Iterable[tuple[Is, ...]]) -> list[Instruction]:
    """Allow the call where one alternative holds; else go on behind these instructions."""
    found: list[Instruction] = []
    for conditions in rule:
        tests = [test for condition in conditions for test in _test(condition)]
        for at, (code, yes, no, value) in enumerate(tests):
            skip = len(tests) - at if code == JUMP_EQUAL else 0  # over the rest, and over the instruction that allows
            found.append((code, yes, skip or no, value))
        found.append((RETURN, 0, 0, RET_ALLOW))
    return found


def _test(condition: Is) -> list[Instruction]:
    offset = ARGUMENTS + 8 * condition.argument  # both machines are little-endian: the lower half comes first
    found: list[Instruction] = [(LOAD, 0, 0, offset)]
    if condition.mask != LOW:
        found.append((AND, 0, 0, condition.mask))
    found.append((JUMP_EQUAL, 0, 0, condition.value))
    if condition.wide:
        found += [(LOAD, 0, 0, offset + 4), (JUMP_EQUAL, 0, 0, 0)]
    return found
