"""`python -m benchmarks`: measure, and print the table."""

from __future__ import annotations

import argparse
import importlib
import platform
import subprocess
import sys
import time

from benchmarks.process import Failed
from benchmarks.rounds import tell
from benchmarks.table import Row, as_text

NAMES = (
    "start", "requests_per_second", "recording", "reset", "logins", "restarts", "lab", "notebooks", "memory",
)  # fmt: skip
NAMED = ("storm", "storm_of_projects")
"""Run only when they are named: no measures, but long trials that raise where something is wrong."""

EPILOG = """examples:
  python -m benchmarks                         everything, about four minutes
  python -m benchmarks recording --rounds 30   one measure, more exactly
  python -m benchmarks storm                   stop pressed at 20,000 random moments, about ten minutes
"""


def main() -> int:
    """Run the measures that the arguments name, print the table, and return 1 where a measure failed."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Ratios against named baselines: in every round both take their turn, in the same run.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="name", help=f"one or more of: {', '.join(NAMES + NAMED)}")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds of each measure (restarts: how many)")
    options = parser.parse_args()
    if wrong := set(options.names) - set(NAMES + NAMED):
        parser.error(f"there is no measure {', '.join(sorted(wrong))}; all of them: {', '.join(NAMES + NAMED)}")
    rows: list[Row] = []
    remarks: list[str] = []
    begun = time.monotonic()
    for name in options.names or NAMES:
        module = importlib.import_module(f"benchmarks.{name}")
        try:
            rows += module.measure(options.rounds or module.ROUNDS)
        except (Failed, OSError, subprocess.SubprocessError) as problem:
            remarks.append(f"{name}: {problem}")
    tell("")
    if rows:
        print(as_text(rows))
    print(f"Python {platform.python_version()}, {platform.system()}, {time.monotonic() - begun:.0f} s in all.")
    print("\n".join(remarks))
    return int(any("left out" not in remark for remark in remarks))


if __name__ == "__main__":
    sys.exit(main())
