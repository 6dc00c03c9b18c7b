"""How long `course.py lab` takes to its first 200 in a ready environment, against `jupyter lab` in the same one."""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.process import ROOT, Failed, milliseconds_to_200, running
from benchmarks.rounds import in_turns
from benchmarks.start import free_port
from benchmarks.table import Ratio, Row

ROUNDS = 2
TOKEN = "benchmark"


def measure(rounds: int) -> list[Row]:
    python = prepared_python()
    times = in_turns(
        "lab",
        rounds,
        lambda: until_200([sys.executable, str(ROOT / "course.py"), "lab"]),
        lambda: until_200([python, "-m", "jupyterlab"]),
    )
    return [Ratio("`course.py lab` again, to HTTP 200", "bare `jupyter lab`", *times)]


def prepared_python() -> str:
    """Return the Python of the environment that course.py made. Raises Failed where the environment is not ready."""
    found = importlib.util.spec_from_file_location("course", ROOT / "course.py")
    course = importlib.util.module_from_spec(found)
    found.loader.exec_module(course)
    folder = course.environment_folder()
    if not course.is_ready(folder, False):
        raise Failed("left out: no environment is set up here yet (python3 course.py doctor makes one)")
    return course.python_of(folder)


def until_200(command: list[str]) -> float:
    """Return the milliseconds from the start of a command to the first 200 of Jupyter's /api/status."""
    options = ["--no-browser", "--ServerApp.port_retries=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        places = {f"JUPYTER_{kind}_DIR": str(Path(folder) / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
        port, begun = free_port(), time.perf_counter()
        with running([*command, *options, "--port", str(port)], JUPYTER_TOKEN=TOKEN, **places) as process:
            return milliseconds_to_200(process, port, f"/api/status?token={TOKEN}", begun)
