"""Whose a request during an aside is: the learner's function's, or another program's, such as an open browser's.

Any program of the same user may ask the site while a check runs. Where Linux shows that the client's end of a
connection is held by a process that is neither this one, nor started by it, nor of its session, the exchange is not the
function's. What cannot be told counts as the function's: a client that has hung up, and all on other systems.
"""

from __future__ import annotations

import contextlib
import os
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from classroom.record.recorder import Draft, Recorder
from classroom.site.peer import owner_by_netlink

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")
"""Where the site listens; a client's own address is the first."""
PROC = Path("/proc")
TABLES = ("net/tcp", "net/tcp6")
ROW = r"(?m)^ *\d+: [0-9A-F]+:{} [0-9A-F]+:{} 01 \S+ \S+ \S+ +\d+ +\d+ +(\d+)"
"""A connection that is established (01), by the ports of its ends; its socket's inode. Source: proc_net(5)."""
NOT_KEPT = -1
"""A generation that no recorder has: `finish` drops such an exchange, as one from before a `clear`."""


class AsideRecorder(Recorder):
    """Keeps the exchanges of the learner's function, not those of other programs, as far as that can be told."""

    def __init__(self) -> None:
        super().__init__()
        self._strange: dict[int, bool] = {}

    def begin(self, connection: int, client_port: int, server_port: int = 0) -> Draft:
        """As `Recorder.begin`: now, while the client waits for its answer, its process can be found."""
        if connection not in self._strange:
            self._strange[connection] = is_strangers(client_port, server_port)
        draft = super().begin(connection, client_port, server_port)
        if self._strange[connection]:
            draft.generation = NOT_KEPT
        return draft


def is_strangers(client_port: int, server_port: int) -> bool:
    """Whether a process that has nothing to do with this one holds the client's end of a connection.

    client_port, server_port: the ports of its ends.
    """
    inode = _inode(client_port, server_port)
    return bool(inode) and inode not in _held_by(os.getpid()) and _is_held_elsewhere(inode)


def _inode(client_port: int, server_port: int) -> int:
    """Return the inode of the client's socket; 0 where the connection is not there, or the system does not tell.

    Asked by its addresses it is found at once; the lists of all sockets are long after a busy hour.
    """
    for host in HOSTS if sys.platform.startswith("linux") else ():
        with contextlib.suppress(OSError, struct.error):  # no such connection
            if inode := owner_by_netlink((HOSTS[0], client_port), (host, server_port))[1]:
                return inode  # 0 is one that has ended, from the same port to another of the addresses
    for table in TABLES:
        with contextlib.suppress(OSError):  # not Linux
            text = (PROC / table).read_text(encoding="ascii", errors="replace")
            if found := re.search(ROW.format(f"{client_port:04X}", f"{server_port:04X}"), text):
                return int(found[1])
    return 0


def _is_held_elsewhere(inode: int) -> bool:
    """Whether a process of another line and session holds a socket, and none of ours does."""
    parents, sessions = _processes()
    holders = [pid for pid in parents if inode in _held_by(pid)]
    mine = os.getpid(), os.getsid(0)
    return bool(holders) and not any(
        pid == mine[0] or sessions[pid] == mine[1] or mine[0] in _line_of(pid, parents) for pid in holders
    )


def _processes() -> tuple[dict[int, int], dict[int, int]]:
    """Return the parent and the session of each process, by its number. Source: proc_pid_stat(5)."""
    parents, sessions = {}, {}
    for path in PROC.glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        pid = int(path.parent.name)
        parents[pid], sessions[pid] = int(fields[1]), int(fields[3])
    return parents, sessions


def _line_of(pid: int, parents: dict[int, int]) -> Iterator[int]:
    """Yield the process's parent, the parent of that, and so on."""
    seen = {pid}
    while (pid := parents.get(pid, 0)) and pid not in seen:
        seen.add(pid)
        yield pid


def _held_by(pid: int) -> set[int]:
    """Return the inodes of the sockets of a process; none where it may not be looked at."""
    folder, held = PROC / str(pid) / "fd", set()
    with contextlib.suppress(OSError):  # another user's, or it has ended
        for name in os.listdir(folder):
            with contextlib.suppress(OSError):  # it has been closed meanwhile
                if found := re.fullmatch(r"socket:\[(\d+)\]", os.readlink(folder / name)):
                    held.add(int(found[1]))
    return held
