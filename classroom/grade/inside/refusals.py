"""What an answer tried that the sandbox refuses or lacks, and a learner's own kernel does not.

An answer that needs it may be right there: it is not graded here, and that is no error of the learner's.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import sys
from collections.abc import Iterable
from typing import Any

PROGRAM = "it starts another program"
LISTENS = "it listens for connections"
ELSEWHERE = "it asks an address that is not the site's"
FILE = "it opens a file outside its own folder"
BESIDE = "it opens a file, or imports a module, that was not handed in with it"
SYSTEM = "it asks the operating system for something else than the site"
INPUT = "it asks for input"
IPYTHON = "it uses what IPython alone gives"

# https://docs.python.org/3/library/audit_events.html
BY_EVENT = {
    **dict.fromkeys(
        ("subprocess.Popen", "os.system", "os.posix_spawn", "os.fork", "os.forkpty", "os.exec", "pty.spawn"), PROGRAM
    ),
    "socket.bind": LISTENS,
    "builtins.input": INPUT,
}
BY_ERROR = ((EOFError, INPUT), (ModuleNotFoundError, BESIDE))
REFUSED = (errno.EPERM, errno.EACCES, errno.ENOSYS)
# Source: IPython's documentation, "Output caching system" and "Input caching system"
NAME_OF_IPYTHON = re.compile(r"_{1,3}|_\d+|_i{1,3}|_i\d+|In|Out|_[iod]h|_exit_code")
KIND = 0xF  # of a socket's type, without its flags (linux/net.h)
_noted: list[str] = []
_gave: list[str] = []
"""Of what was noted: what gives a value, so that this value is not what it would be in the learner's kernel."""
_lost: dict[str, list[str]] = {}
"""By name: why what a cell gave it is not what it would be in the learner's kernel."""
_slips: list[object] = []
"""Other ports of this machine that were asked."""


def begin() -> None:
    """Forget what was noted: another cell, or another call of a function, begins."""
    _noted.clear()
    _gave.clear()
    _slips.clear()


def note(*reasons: str, gives: bool = True) -> None:
    """Note what was tried. gives: whether a name may be given what comes of it."""
    for noted in (_noted, _gave) if gives else (_noted,):
        noted.extend(reason for reason in dict.fromkeys(reasons) if reason not in noted)


def so_far() -> list[str]:
    """What was tried since `begin`."""
    return list(_noted)


def lose(names: Iterable[str], reasons: Iterable[str] = ()) -> None:
    """Remember that these names do not hold here what they would in the learner's kernel.

    reasons: why; without them what was noted since `begin`. Where that is nothing, the names hold what they should.
    """
    _lost.update(dict.fromkeys(names, list(reasons) or list(_gave)))


def note_use(names: Iterable[str]) -> None:
    """Note why some of these names do not hold here what they would in the learner's kernel."""
    for name in names:
        note(*_lost.get(name, ()))


def watch(port: int) -> None:
    """Note from now on what Python code of this process tries. Another port of this machine is a slip, as anywhere.

    port: the site's.
    """

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in BY_EVENT:
            note(BY_EVENT[event])
        elif event == "socket.__new__" and arguments[2] & KIND == socket.SOCK_DGRAM:
            note(ELSEWHERE)
        elif event == "socket.connect" and isinstance(arguments[1], tuple):
            if not _is_here(arguments[1][0]):
                note(ELSEWHERE)
            elif arguments[1][1] != port:
                _slips.append(arguments[1])
        elif event == "socket.getaddrinfo" and not _is_here(arguments[0]):
            note(ELSEWHERE)

    sys.addaudithook(hook)


def note_error(error: BaseException | None) -> None:
    """Note what an exception, or one that it came from, says about what is refused or lacking here."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        note(*(reason for kind, reason in BY_ERROR if isinstance(error, kind) and _is_of_the_top(error)))
        if isinstance(error, NameError) and isinstance(error.name, str):
            note_use([error.name])
            if NAME_OF_IPYTHON.fullmatch(error.name):
                note(IPYTHON)
        elif isinstance(error, OSError):
            _note_refusal(error)
        error = error.__cause__ or error.__context__


def _is_of_the_top(error: BaseException) -> bool:
    """Whether it is no module missing within a package that is there: the learner has that package, too."""
    return "." not in (getattr(error, "name", "") or "")


def _note_refusal(error: OSError) -> None:
    if isinstance(error.filename, str | bytes):
        if isinstance(error, PermissionError | FileNotFoundError):
            outside = _is_outside(error.filename)
            note(*([FILE] if outside else [BESIDE] if isinstance(error, FileNotFoundError) else []))
    elif error.errno in REFUSED and not _slips:
        note(SYSTEM)


def _is_outside(name: object) -> bool:
    return isinstance(name, str | bytes) and not os.path.abspath(os.fsdecode(name)).startswith(os.getcwd() + os.sep)


def _is_here(host: object) -> bool:
    """Whether a host is this machine: the site's other names are 127.0.0.2 to 127.0.0.4."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    return not isinstance(name, str) or name.startswith("127.") or name.endswith("localhost")
