"""Runs every check of this machine, in order, and gives a diagnosis for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from classroom.doctor.finding import NEW_ENVIRONMENT, CheckFailed, Diagnosis
from classroom.doctor.jupyter import check_kernel, check_widgets
from classroom.doctor.machine import check_folders, check_python, check_sqlite
from classroom.doctor.network import check_loopback, check_proxies
from classroom.doctor.packages import check_packages
from classroom.doctor.site import check_demo_site
from classroom.run.chromium import HOW_TO_GET, find_chromium


def examine(root: Path) -> Iterator[Diagnosis]:
    """Run one check after another; yield each diagnosis as soon as it is known.

    root: the project folder, with requirements.lock. Each check takes it, returns what it found, and raises
        CheckFailed for a problem.
    """
    checks: dict[str, Callable[[Path], str]] = {
        "Python": check_python,
        "packages": check_packages,
        "SQLite": check_sqlite,
        "loopback": check_loopback,
        "proxies": check_proxies,
        "demo site": check_demo_site,
        "kernel": check_kernel,
        "widgets": check_widgets,
        "folders": check_folders,
    }
    for name, check in checks.items():
        try:
            yield Diagnosis(name, "ok", check(root))
        except CheckFailed as trouble:
            yield Diagnosis(name, "problem", *trouble.args)
        except Exception as error:
            # An exception in a check is reported as a problem too, so that the other checks still run.
            yield Diagnosis(name, "problem", f"{type(error).__name__}: {error}".splitlines()[0], NEW_ENVIRONMENT)
    chromium = find_chromium()
    if chromium:
        yield Diagnosis("Chromium", "ok", chromium)
    else:
        yield Diagnosis("Chromium", "note", "not found; only the browser tests need it", HOW_TO_GET)
