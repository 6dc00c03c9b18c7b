"""What an answer tried that the sandbox refuses, and a learner's own kernel does not.

An answer that needs it may be right there: it is not graded here, and that is no error of the learner's.
"""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

PROGRAM = "it starts another program"
LISTENS = "it listens for connections"
ELSEWHERE = "it asks an address that is not the site's"
FILE = "it opens a file outside its own folder"

# https://docs.python.org/3/library/audit_events.html
BY_EVENT = {
    **dict.fromkeys(
        ("subprocess.Popen", "os.system", "os.posix_spawn", "os.fork", "os.forkpty", "os.exec", "pty.spawn"), PROGRAM
    ),
    "socket.bind": LISTENS,
}
KIND = 0xF  # of a socket's type, without its flags (linux/net.h)
_noted: list[str] = []


def begin() -> None:
    """Forget what was noted: another cell, or another call of a function, begins."""
    _noted.clear()


def note(reason: str) -> None:
    """Note what was tried."""
    if reason not in _noted:
        _noted.append(reason)


def so_far() -> list[str]:
    """What was tried since `begin`."""
    return list(_noted)


def watch() -> None:
    """Note from now on what Python code of this process tries. Another port of this machine is a slip, as anywhere."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in BY_EVENT:
            note(BY_EVENT[event])
        elif event == "socket.__new__" and arguments[2] & KIND == socket.SOCK_DGRAM:
            note(ELSEWHERE)
        elif event == "socket.connect" and isinstance(arguments[1], tuple):
            if not _is_here(arguments[1][0]):
                note(ELSEWHERE)
        elif event == "socket.getaddrinfo" and not _is_here(arguments[0]):
            note(ELSEWHERE)

    sys.addaudithook(hook)


def note_error(error: BaseException | None) -> None:
    """Note what an exception, or one that it came from, says about a file that the sandbox keeps closed."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if (
            isinstance(error, PermissionError)
            and isinstance(error.filename, str | bytes)
            and _is_outside(error.filename)
        ):
            note(FILE)
        error = error.__cause__ or error.__context__


def _is_outside(name: object) -> bool:
    return isinstance(name, str | bytes) and not os.path.abspath(os.fsdecode(name)).startswith(os.getcwd() + os.sep)


def _is_here(host: object) -> bool:
    """Whether a host is this machine: the site's other names are 127.0.0.2 to 127.0.0.4."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    return not isinstance(name, str) or name.startswith("127.") or name.endswith("localhost")
