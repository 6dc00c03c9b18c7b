"""Kills a process before each of its changes to files, one after the other. For a fresh process: it forks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "shutil.rmtree"}
"""Audit events of changes to files, beside a file that is opened to be made. Source: Python's audit events table."""


def kill_before_each_step(root: Path, prepare: Callable[[Path], object], work: Callable[[Path], object]) -> None:
    """Do the same work in as many folders as it has steps, and end it before another step in each.

    root: gets a folder for each, "0", "1" …; in the last one the work came to its end. Prints how many steps there are.
    prepare, work: are called with the folder.
    """
    for number in range(1000):
        place = root / str(number)
        place.mkdir()
        prepare(place)
        child = os.fork()
        if child == 0:
            _end_before(number, place)
            work(place)
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            print(number)
            return


def _end_before(step: int, place: Path) -> None:
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        makes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if (event in CHANGES or makes) and str(arguments[0]).startswith(str(place)):
            if seen == step:
                os._exit(9)  # nothing of Python runs on: no `finally`, no `atexit`
            seen += 1

    sys.addaudithook(hook)


def steps_of(script: str, *arguments: str) -> int:
    """Run a script that calls `kill_before_each_step`; return how many steps there were."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n{script}"]
    ran = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return int(ran.stdout)
