"""`course.py lab`: open JupyterLab at the first notebook, with the course's settings."""

from __future__ import annotations

from pathlib import Path


def main(arguments: list[str], root: Path) -> int:
    """Open it; further arguments go to `jupyter lab` as they are. Returns its exit code."""
    from classroom.run.lab import open_lab

    return open_lab(arguments, root)
