"""`course.py bench`: the figures of benchmarks/, as ratios against named baselines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main(arguments: list[str], root: Path) -> int:
    """Run `python -m benchmarks` in the project's folder with the arguments as they are; return its exit code."""
    return subprocess.run([sys.executable, "-m", "benchmarks", *arguments], cwd=root, check=False).returncode
