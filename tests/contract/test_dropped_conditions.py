"""The tool that drops one condition of a check at a time: it names what no answer exercises.

All conditions take minutes: `python -m benchmarks.dropped_conditions`. Processes of their own, since each opens a site.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from classroom.paths import ROOT, SOURCE

NAME_THEM = """
import sys
from pathlib import Path
from benchmarks.dropped_conditions import survivors
print(*survivors(Path(sys.argv[1])), sep="\\n")
"""


def survivors(room: Path) -> list[str]:
    command = [sys.executable, "-c", NAME_THEM, str(room)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_condition_that_no_answer_exercises_is_named(tmp_path: Path) -> None:
    room = tmp_path / "00_start_here"
    shutil.copytree(SOURCE / room.name, room)
    (room / "answers" / "00.1" / "refused_for_its_host.py").unlink()
    *named, count = survivors(room)
    assert len(named) == 1 and "without `exchange.status == 200`" in named[0] and "(00.1)" in named[0]
    noticed, of = count.split()[1:4:2]
    assert int(noticed) == int(of) - 1 > 0


def test_a_sample_is_exercised() -> None:
    command = [sys.executable, "-m", "benchmarks.dropped_conditions", "05", "--sample", "12"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 of 12 noticed" in done.stdout
