"""Whether packages of a lock file have known vulnerabilities, asked of PyPI by pip-audit; a step of .ci/run.

    python .ci/audit.py <environment for pip-audit> <lock file> …

Exit code 0: every package was looked up, and none has one. 1: some have, and are named. 3: that could not be found out,
and the last line says why: no network, or a registry that does not know (pip-audit itself calls that a success).
pip-audit is installed into an environment of its own: no learner and no test needs it.
Source: https://pypi.org/project/pip-audit/
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

SECONDS = 30
"""Timeout of one lock file's audit, and of each answer of the registry while pip-audit is installed."""
FOUND_NONE, FOUND, NOT_DONE = 0, 1, 3


def main(arguments: list[str]) -> int:
    """Audit lock files, print a line each, return the exit code. arguments: a new folder, then the files."""
    folder, *locks = map(Path, arguments)
    if problem := install(folder):
        print(problem)
        return NOT_DONE
    codes = []
    for lock in locks:
        code, words = outcome(report(folder, lock))
        print(f"{lock.name}: {words}")
        codes.append(code)
    return FOUND if FOUND in codes else max(codes)


def install(folder: Path) -> str:
    """Make an environment with pip-audit. Returns why that failed, or ""."""
    venv.create(folder, with_pip=True)
    pip = [str(python_of(folder)), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--retries=1"]
    try:
        done = subprocess.run([*pip, f"--timeout={SECONDS}", "pip-audit"], timeout=SECONDS * 2)
    except subprocess.TimeoutExpired:
        return "pip-audit could not be installed in time."
    return "" if done.returncode == 0 else "pip-audit could not be installed: is there a network?"


def report(folder: Path, lock: Path) -> str:
    """Return what pip-audit says of a lock file, as JSON; "" where it says nothing within SECONDS."""
    command = [str(python_of(folder)), "-m", "pip_audit", "--disable-pip", "--progress-spinner=off", "--format=json"]
    try:
        done = subprocess.run(
            [*command, f"--requirement={lock}"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", "replace")


def outcome(told: str) -> tuple[int, str]:
    """Return the exit code and the words for pip-audit's JSON. A package that was not looked up is not called sound."""
    try:
        packages = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return NOT_DONE, "the registry gave no answer in time, or is not reached"
    bad = [each for each in packages if each.get("vulns")]
    if bad:
        named = (f"{each['name']} {each['version']} ({', '.join(v['id'] for v in each['vulns'])})" for each in bad)
        return FOUND, "known vulnerabilities: " + "; ".join(named)
    skipped = sum("skip_reason" in each for each in packages)
    if skipped or not packages:
        return NOT_DONE, f"the registry has no word on {skipped} of {len(packages)} packages"
    return FOUND_NONE, f"none of {len(packages)} packages has a known vulnerability"


def python_of(folder: Path) -> Path:
    """The Python of a virtual environment."""
    return folder / "Scripts" / "python.exe" if sys.platform == "win32" else folder / "bin" / "python"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
