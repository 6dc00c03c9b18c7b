"""Runs a program for a project: in a group of its own, without what is the kernel's, and with an end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def start(
    command: list[str], folder: str, environment: Mapping[str, str], *, together: bool = False
) -> subprocess.Popen[bytes]:
    """Start a program with pipes on all three sides and a group of its own, so that an interrupt does not reach it.

    together: errors come with the output, and there is nothing to read.
    It does not inherit what is the kernel's: its Django settings, Jupyter's tokens.
    """
    own = ("JPY_", "JUPYTER", "DJANGO_", "DEMO_SITE_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    for name in ("PYTHONSAFEPATH", "PYTHONWARNINGS", "PYTHONSTARTUP", "FORCE_COLOR", "CLICOLOR_FORCE"):
        inherited.pop(name, None)
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
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if together else subprocess.PIPE,
        **apart,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """End a program of ``start`` and all that it started, and wait for it."""
    if process.poll() is not None:  # its number may be another program's by now
        return
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)


def finish(command: list[str], folder: Path, seconds: float, *, together: bool = False) -> tuple[int, bytes, bytes]:
    """Run a program to its end: exit code, output, errors. Raises TimeoutExpired after so many seconds, and ends it."""
    with start(command, str(folder), {}, together=together) as process:
        try:
            output, errors = process.communicate(timeout=seconds)
        finally:
            end(process)
    return process.returncode, output, errors or b""
