"""A plugin of pytest (`-p classroom.write.in_words`): says what failed in the words of whoever writes a lesson."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

MOST_LINES, LONGEST = 8, 600
"""Lines shown of one failure, and characters of a line."""
PYTHONS_OWN = ("+ ", "Full diff")
"""How lines begin with which pytest tells how it came to what it found: nothing of the lesson's is below them."""


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print each failure: the subject, the test's name in words, what it is about, and what was found."""
    for report in (*terminalreporter.stats.get("failed", ()), *terminalreporter.stats.get("error", ())):
        terminalreporter.write_line(f"\n{name_in_words(report.nodeid)}")
        for line in found(report.longrepr):
            terminalreporter.write_line(f"    {line}")


def name_in_words(nodeid: str) -> str:
    """`tests/notebooks/test_style.py::test_prose_is_short[16_x-lesson]` as "style: prose is short (16_x-lesson)"."""
    path, _, test = nodeid.partition("::")
    subject, _, about = test.partition("[")
    told = (Path(path).stem, subject.rpartition("::")[2])
    words = ": ".join(each.removeprefix("test_").replace("_", " ") for each in told if each)
    return f"{words} ({about.removesuffix(']')})" if about else words


def found(problem: Any) -> list[str]:
    """The lines that say what was found, the first ones. problem: a report's `longrepr`."""
    crash = getattr(problem, "reprcrash", None)
    # Where a file of tests could not even be loaded, there is a text alone: pytest marks the exception's words with E.
    lines = crash.message.splitlines() if crash else re.findall(r"(?m)^E +(.+)$", str(problem))
    told = []
    for line in lines:
        if line.lstrip().startswith(PYTHONS_OWN):
            break
        if line.strip() and line != "assert False":
            told.append(textwrap.shorten(line.removeprefix("AssertionError: "), LONGEST, placeholder=" …"))
    return told[:MOST_LINES] or lines[:MOST_LINES]
