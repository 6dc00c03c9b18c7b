"""`course.py lab`: open JupyterLab at the first notebook, with the course's settings."""

from __future__ import annotations

from pathlib import Path


def main(arguments: list[str], root: Path) -> int:
    """Run JupyterLab; return its exit code. arguments: for `jupyter lab`."""
    from classroom.run.lab import open_lab

    return open_lab(arguments, root)
