"""Which walls of the sandbox stand on this machine, and which of them are needed."""

from __future__ import annotations

import functools
import subprocess
import sys

from classroom.paths import ENGINE
from classroom.sandbox.sandbox import WALLS

NEEDED = WALLS[:-1]
"""The walls without which no code that is not trusted is run. Many distributions allow no namespaces."""
PROBE = """
import sys, types
package = sys.modules["classroom"] = types.ModuleType("classroom")
package.__path__ = [sys.argv[1]]
from classroom.sandbox import sandbox
print(*sandbox.enter(sandbox.Rights((), (), port=int(sys.argv[2]))), sep="\\n")
"""
"""Imports the sandbox without the front door of the package, and says which walls stand around it."""


@functools.cache
def standing(connects: bool) -> tuple[str, ...]:
    """Which walls stand on this machine, tried out in a process of its own.

    connects: for a process that may connect to one port, as that of a function; else for that of a project.
    """
    if sys.platform != "linux":
        return ()
    command = [sys.executable, "-I", "-S", "-B", "-c", PROBE, str(ENGINE), str(int(connects))]
    try:
        done = subprocess.run(command, capture_output=True, timeout=60, check=False, encoding="utf-8")
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(each for each in WALLS if each in done.stdout.splitlines())


def missing(connects: bool) -> tuple[str, ...]:
    """Which of the needed walls do not stand on this machine. connects: see `standing`."""
    return tuple(each for each in NEEDED if each not in standing(connects))


def in_one_line() -> str:
    """Which walls stand on this machine, and which do not, in one line."""
    functions, projects = standing(True), standing(False)
    said = [_with_remark(each, each in functions, each in projects) for each in WALLS]
    here, absent = ", ".join(filter(None, said)), [each for each in WALLS if each not in (*functions, *projects)]
    return f"Sandbox: {here or 'none'}." + (f" Missing here: {', '.join(absent)}." if absent else "")


def _with_remark(wall: str, functions: bool, projects: bool) -> str:
    """The name of a wall, with a remark where it stands around one kind of answer alone; "" where around none."""
    if not functions and not projects:
        return ""
    if wall == "network" and functions:
        wall = "network (a function has TCP to one port)"
    return wall if functions and projects else f"{wall} ({'functions' if functions else 'projects'} only)"
