"""How long `course.py run` takes for notebooks, several at a time, against nbconvert one after another."""

from __future__ import annotations

import subprocess
import sys
import tempfile

from benchmarks.process import ROOT, Failed, environment
from benchmarks.rounds import in_turns, tell, timed
from benchmarks.table import Ratio, Row

ROUNDS = 1
FOLDERS = ("notebooks", "exercises", "solutions")
MOST_SECONDS = 900.0
MOST = 9
"""Notebooks of one round, taken evenly from all, because nbconvert takes four seconds for each."""


def measure(rounds: int) -> list[Row]:
    paths = [
        path for folder in ("notebooks", "exercises", "solutions") for path in sorted((ROOT / folder).glob("*.ipynb"))
    ]
    if not paths:
        raise Failed("left out: no notebook is built yet (python3 course.py build)")
    chosen = paths[:: -(-len(paths) // MOST)]

    def ours() -> None:
        run("classroom.command", "run", *(path.relative_to(ROOT).as_posix() for path in chosen))

    def theirs() -> None:
        with tempfile.TemporaryDirectory() as folder:
            for path in chosen:
                tell(f"nbconvert: {path.name}")
                run("nbconvert", "--to", "notebook", "--execute", "--output-dir", folder, str(path))

    times = in_turns("notebooks", rounds, lambda: timed(ours), lambda: timed(theirs))
    measure = f"{len(chosen)} of {len(paths)} notebooks by `course.py run`"
    return [Ratio(measure, "nbconvert, one after another", *times, 1 / 2.5)]


def run(*arguments: str) -> None:
    """Run `python -m arguments`. Raises Failed where the exit code is not 0."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=MOST_SECONDS,
    )
    if done.returncode:
        output = (done.stdout + done.stderr).strip().splitlines() or ["no message"]
        raise Failed(f"{' '.join(arguments)}: {output[-1]}")
