"""`course.py bench`: run the benchmarks, which print ratios against named baselines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main(arguments: list[str], root: Path) -> int:
    """Run `python -m benchmarks` with these arguments in the project folder; return its exit code."""
    return subprocess.run([sys.executable, "-m", "benchmarks", *arguments], cwd=root, check=False).returncode
