"""`course.py test`: run the demo site's own tests and all tests of the course, with one exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from classroom.run.chromium import HOW_TO_GET, find_chromium

# Two processes: the tests often wait for sockets and kernels, and every machine has two cores.
PARALLEL = ["-n", "2"]


def main(arguments: list[str], root: Path) -> int:
    """Run the tests; return 0 only if all passed.

    arguments: for pytest. Where they choose tests (a path, `-k`), only those run, in one process.
    """
    chosen = chooses(arguments)
    demo_site = 0 if chosen else run_demo_site(root)
    if not chosen and not any(word.startswith(("-n", "--numprocesses", "--pdb")) for word in arguments):
        arguments = [*PARALLEL, *arguments]
    tests = subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=root).returncode
    if find_chromium() is None:
        named = os.environ.get("CHROMIUM")
        why = f"CHROMIUM={named} names no program." if named else "Chromium was not found on this machine."
        print(f"Left out: the browser tests (JupyterLab and the demo site in a real browser).\n{why}\n{HOW_TO_GET}.")
    if demo_site:
        print("The demo site's own tests FAILED: see the top, or run: python demo_site/manage.py test", file=sys.stderr)
    return tests or demo_site


def chooses(arguments: list[str]) -> bool:
    """Return whether the arguments choose some tests: by a path, `-k` or `--lf`."""
    return any(word.startswith(("-k", "--lf", "--last-failed")) or _is_path(word) for word in arguments)


def _is_path(word: str) -> bool:
    return not word.startswith("-") and os.path.exists(word.split("::")[0])


def run_demo_site(root: Path) -> int:
    """Run the demo site's own tests with `manage.py test`; return the exit code."""
    print("demo_site: manage.py test", flush=True)
    command = [sys.executable, "-W", "error::ResourceWarning", "manage.py", "test"]
    return subprocess.run(command, cwd=root / "demo_site").returncode
