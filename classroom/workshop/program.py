"""Runs subprocesses for a project: in a process group of their own, without the kernel's variables, with a timeout."""

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

from classroom.interrupts import interruptible, uninterrupted
from classroom.paths import ENGINE

MOST_OUTPUT = 2_000_000
"""Bytes of a command's output that are kept."""
BOOTSTRAP = """
import sys, types
package = sys.modules["classroom"] = types.ModuleType("classroom")
package.__path__ = [sys.argv.pop(1)]
from classroom.workshop.{} import main
main()
"""
"""Imports the package without its front door: that is for notebooks, takes a sixth of a start, and would put the
course's folder on the project's path."""


def module_command(module: str, *arguments: str) -> list[str]:
    """Return the command line that runs `main()` of a module of this package. arguments: for `sys.argv`."""
    return [sys.executable, "-P", "-c", BOOTSTRAP.format(module), str(ENGINE), *arguments]


def start(
    command: list[str],
    folder: str,
    environment: Mapping[str, str],
    *,
    output_file: IO[bytes] | None = None,
    clean_environment: bool = False,
) -> subprocess.Popen[bytes]:
    """Start a subprocess with three pipes, in a process group that an interrupt of the kernel does not reach.

    command: the program and its arguments. folder: its working directory. environment: further variables.
    output_file: takes standard output and error, in place of pipes; standard input is empty then.
    clean_environment: inherit only the system's path. Otherwise all variables but the kernel's own are inherited: not
        its Django settings, not Jupyter's tokens.
    Raises OSError where it cannot be started.
    """
    own = ("JPY_", "JUPYTER", "DJANGO_", "DEMO_SITE_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    for name in ("PYTHONSAFEPATH", "PYTHONWARNINGS", "PYTHONSTARTUP", "FORCE_COLOR", "CLICOLOR_FORCE"):
        inherited.pop(name, None)
    if clean_environment:
        inherited = {name: inherited[name] for name in ("PATH", "SYSTEMROOT") if name in inherited}
    # Each malloc arena reserves address space, which is limited.
    added = {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2"}
    # A kernel asks for colours, and from Python 3.13 on they would make a traceback hard to parse.
    added |= {"NO_COLOR": "1", "PYTHON_COLORS": "0"}
    own_group: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        own_group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return subprocess.Popen(
        command,
        cwd=folder,
        env={**inherited, **added, **environment},
        stdin=subprocess.DEVNULL if output_file else subprocess.PIPE,
        stdout=output_file or subprocess.PIPE,
        stderr=subprocess.STDOUT if output_file else subprocess.PIPE,
        **own_group,
    )


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a subprocess of `start` with its process group, and wait for it up to 5 seconds."""
    if process.poll() is not None:  # its pid may belong to another process by now
        return
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=5)


def run(command: list[str], folder: Path, seconds: float) -> tuple[int, bytes, bytes]:
    """Run a program. Returns exit code, standard output, standard error. Raises TimeoutExpired, and kills it."""
    with uninterrupted(), start(command, str(folder), {}) as process:
        try:
            output, errors = interruptible(process.communicate, timeout=seconds)
        finally:
            kill_group(process)
    return process.returncode, output, errors


def run_bounded(
    command: list[str], folder: Path, seconds: float, environment: Mapping[str, str], *, clean_environment: bool
) -> tuple[int, bytes]:
    """Run a program that may print without end. Returns the exit code, and the first MOST_OUTPUT bytes of the output.

    The output goes to a file, since a pipe stays open as long as any process that the program started.
    Arguments: see `start`. Raises TimeoutExpired after so many seconds, with the output by then, and kills it.
    """
    late = None
    with uninterrupted(), tempfile.TemporaryFile() as file:
        with start(command, str(folder), environment, output_file=file, clean_environment=clean_environment) as process:
            try:
                interruptible(process.wait, timeout=seconds)
            except subprocess.TimeoutExpired as error:
                late = error
            finally:
                kill_group(process)
        file.seek(0)
        output = file.read(MOST_OUTPUT)
    if late is not None:
        late.output = output
        raise late
    return process.returncode, output
