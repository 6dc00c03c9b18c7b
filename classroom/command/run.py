"""`course.py run`: execute every notebook from top to bottom, several at a time, and say what failed."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from classroom.paths import BUILT
from classroom.run.execute import Executed, execute_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `run`."""
    parser.add_argument("names", nargs="*", help="notebooks whose path contains one of these, for example: 03")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="how many at a time")


def main(options: argparse.Namespace, root: Path) -> int:
    """Execute notebooks, show the progress, print a summary; return 1 where a notebook failed."""
    paths = choose(root, options.names)
    if not paths:
        print("There is no such notebook.\nTheir names are in notebooks/, exercises/ and solutions/.", file=sys.stderr)
        return 1
    started = time.monotonic()
    outcomes: list[Executed] = []

    def done(outcome: Executed) -> None:
        outcomes.append(outcome)
        word = "FAILED" if outcome.failure else "ok"
        name = outcome.path.relative_to(root).as_posix()
        print(f"[{len(outcomes)}/{len(paths)}] {word:6} {outcome.seconds:5.1f} s  {name}", flush=True)
        if outcome.failure:
            print(outcome.failure, flush=True)

    execute_all(paths, jobs=max(1, options.jobs), done=done)
    failed = sum(bool(outcome.failure) for outcome in outcomes)
    print(f"{len(paths) - failed} of {len(paths)} notebooks ran to the end, in {time.monotonic() - started:.1f} s.")
    return 1 if failed else 0


def choose(root: Path, names: list[str]) -> list[Path]:
    """Return the notebooks whose path, relative to the root, contains one of the names; all where none is given."""
    paths = [path for folder in BUILT for path in sorted((root / folder).glob("*.ipynb"))]
    return [path for path in paths if not names or any(name in path.relative_to(root).as_posix() for name in names)]
