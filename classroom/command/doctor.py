"""`course.py doctor`: look at this machine, and say what to do about each problem."""

from __future__ import annotations

import argparse
from pathlib import Path

from classroom.doctor.examine import examine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `doctor`: none."""


def main(options: argparse.Namespace, root: Path) -> int:
    """Print every diagnosis; return 1 where there is a problem."""
    problems = 0
    for diagnosis in examine(root):
        print(diagnosis, flush=True)
        problems += diagnosis.state == "problem"
    print(
        "\nAll is well." if not problems else f"\nTo mend: {problems}. Do what the arrows say, then run doctor again."
    )
    return 1 if problems else 0
