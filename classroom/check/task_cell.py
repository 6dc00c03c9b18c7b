"""The syntax of a cell in which a task is answered: the call that names its task, and the markers inside it::

    def answer(url):
        ### BEGIN SOLUTION
        …the solution…
        ### END SOLUTION
        ### BEGIN STARTER          (only where a task starts from a program, as in "find the bug")
        # …the program, each line behind "# "…
        ### END STARTER

    exercise("03.1").check(answer)

The exercise gets the line `PLACEHOLDER` in place of the solution, followed by the starter's lines without their "# ";
the solution notebook gets the solution between its markers. As long as the placeholder is there, the task is *not
started*: so an untouched starter with a bug in it is told apart from an attempt without comparing any text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PLACEHOLDER = 'raise NotImplementedError("write your code here")'
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

_SOLUTION, _STARTER = (
    re.compile(rf"(?P<indent>[ ]*)### BEGIN {name}\n(?P<body>.*?)[ ]*### END {name}\n", re.DOTALL)
    for name in ("SOLUTION", "STARTER")
)
_CHECK = re.compile(
    r"""\bexercise\(\s*["'](?P<task>[\w.-]+)["']\s*\)\s*"""
    r"""\.check\(\s*(?P<function>[A-Za-z_]\w*)?\s*(?P<end>\))?"""
)


@dataclass(frozen=True, slots=True)
class Check:
    """The call that ends a task's cell.

    task: its name, such as "03.1". function: the name that is passed; "" where none is, as for a project.
    is_plain: whether its only argument is a name, or it has none.
    """

    task: str
    function: str
    is_plain: bool


def check_in(source: str) -> Check | None:
    """The first check that a code cell calls; None if it calls none."""
    found = _CHECK.search(source)
    return Check(found["task"], found["function"] or "", bool(found["end"])) if found else None


def task_named(source: str) -> str | None:
    """The task that a code cell checks, such as "03.1"; None if it checks none."""
    found = check_in(source)
    return found.task if found else None


def untouched(source: str) -> str:
    """The cell of the exercise notebook: the placeholder instead of the solution, and the starter's program, if any."""
    replaced = _SOLUTION.sub(lambda region: f"{region['indent']}{PLACEHOLDER}\n", source + "\n")
    return _STARTER.sub(lambda region: re.sub(r"(?m)^( *)# ?", r"\1", region["body"]), replaced).rstrip("\n")


def without_starter(source: str) -> str:
    """The cell of the solution notebook: the solution between its markers, and no starter."""
    return _STARTER.sub("", source + "\n").rstrip("\n")


def solved(source: str) -> str:
    """The cell with its solution and without markers."""
    return "\n".join(line for line in without_starter(source).splitlines() if not line.strip().startswith("### "))
