"""The benchmarks can be run: one round of one that starts the site, its baselines and clients. No figure is judged."""

from __future__ import annotations

import subprocess
import sys

from classroom.paths import ROOT


def test_one_round_ends_with_a_row_for_each_measure() -> None:
    command = [sys.executable, "-m", "benchmarks", "recording", "--rounds", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if line.startswith("| recorded GET ")]
    assert len(rows) == 5, done.stdout
