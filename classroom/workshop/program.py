"""Runs a program for a project: in a group of its own, without what is the kernel's, and with an end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from classroom.paths import ENGINE

MOST_OUTPUT = 2_000_000
"""Bytes of a command's output that are read."""
PROGRAM = """
import sys, types
package = sys.modules["classroom"] = types.ModuleType("classroom")
package.__path__ = [sys.argv.pop(1)]
from classroom.workshop.{} import main
main()
"""
"""The package without its front door, which is for notebooks, takes a sixth of a start, and would put the course's
folder on the project's path."""


def ours(module: str, *arguments: str) -> list[str]:
    """The command that runs `main()` of one of these modules in a process of its own."""
    return [sys.executable, "-P", "-c", PROGRAM.format(module), str(ENGINE), *arguments]


def start(
    command: list[str],
    folder: str,
    environment: Mapping[str, str],
    *,
    together: IO[bytes] | None = None,
    alone: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a program with pipes on all three sides and a group of its own, so that an interrupt does not reach it.

    together: a file for output and errors alike; then there is nothing for the program to read.
    alone: it inherits no variable but the system's path. Otherwise all but what is the kernel's: its Django settings,
        Jupyter's tokens.
    """
    own = ("JPY_", "JUPYTER", "DJANGO_", "DEMO_SITE_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    for name in ("PYTHONSAFEPATH", "PYTHONWARNINGS", "PYTHONSTARTUP", "FORCE_COLOR", "CLICOLOR_FORCE"):
        inherited.pop(name, None)
    if alone:
        inherited = {name: inherited[name] for name in ("PATH", "SYSTEMROOT") if name in inherited}
    # Arenas of the allocator are reserved address space, of which a process has a limited amount.
    ours = {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"}
    # A kernel asks for colours, and from Python 3.13 on a traceback has them: nobody could read it here.
    ours |= {"NO_COLOR": "1", "PYTHON_COLORS": "0"}
    apart: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**inherited, **ours, **environment},
        stdin=subprocess.DEVNULL if together else subprocess.PIPE,
        stdout=together or subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
        **apart,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program of `start` and all that it started, and wait for it."""
    if process.poll() is not None:  # its number may be another program's by now
        return
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)


def finish(command: list[str], folder: Path, seconds: float) -> tuple[int, bytes, bytes]:
    """Run a program to its end: exit code, output, errors. Raises TimeoutExpired after so many seconds, and ends it."""
    with start(command, str(folder), {}) as process:
        try:
            output, errors = process.communicate(timeout=seconds)
        finally:
            end(process)
    return process.returncode, output, errors


def finish_and_read(
    command: list[str], folder: Path, seconds: float, environment: Mapping[str, str], *, alone: bool
) -> tuple[int, bytes]:
    """The same for a program that may print without an end: exit code, and the beginning of all that it printed.

    It prints into a file, so that nobody waits for a pipe which something that it has started still holds.
    """
    with tempfile.TemporaryFile() as printed:
        with start(command, str(folder), environment, together=printed, alone=alone) as process:
            try:
                process.wait(timeout=seconds)
            finally:
                end(process)
        printed.seek(0)
        return process.returncode, printed.read(MOST_OUTPUT)
