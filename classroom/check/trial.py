"""Whether a project's own tests are worth something: they pass as it is, and fail with each fault that is planted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from classroom.check.project_work import ProjectProblem, ProjectWork
from classroom.faults import FAULTS
from classroom.paths import ENGINE

PROGRAM, SETTINGS = "planted_faults", "planted_settings"
"""The names of the two modules in the copy."""
AS_BEFORE = """
from mysite.settings import *
_users = [place for place, name in enumerate(MIDDLEWARE) if name.endswith("AuthenticationMiddleware")]
_behind = _users[-1] + 1 if _users else len(MIDDLEWARE)
MIDDLEWARE = [*MIDDLEWARE[:_behind], "planted_faults.PlantingLayer", *MIDDLEWARE[_behind:]]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEST_RUNNER = "planted_faults.TrialRunner"
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """What the project's tests did.

    passed: whether they pass on the project as it is, and the trial came to its end.
    alone: whether they pass on the project as it is, whatever became of the trial.
    ran: how many ran, without skipped ones.
    problem: why they do not pass, or why the trial did not end, where that is known.
    own: the faults that the project has by itself. unnoticed: those with which all tests pass. noticed: those with
        which a test fails. The faults are names in `FAULTS`; what the project lacks is in none of the three.
    """

    passed: bool
    alone: bool
    ran: int
    problem: ProjectProblem | None
    own: tuple[str, ...] = ()
    unnoticed: tuple[str, ...] = ()
    noticed: tuple[str, ...] = ()


def try_tests(work: ProjectWork, faults: Sequence[str] = tuple(FAULTS)) -> Trial:
    """Run the project's tests as they are and, if they pass, with each of these faults, on a private copy.

    work: the attempt. faults: names in `FAULTS`. Returns what was found. Raises CodeError where the project does not
    load.
    """
    mark = work.word(12)
    program = (ENGINE / "faults" / "program.py").read_text(encoding="utf-8")
    program += f"\nTrialRunner.mark, TrialRunner.names = {mark!r}, {list(faults)!r}\n"
    with work.serve([(f"{PROGRAM}.py", program.encode()), (f"{SETTINGS}.py", AS_BEFORE.encode())]) as site:
        ran = site.manage("test", f"--settings={SETTINGS}")
    # Lines without the mark do not come from the runner and do not count.
    found = re.findall(rf"^{mark} (\w+) (\w+)$", ran.output, re.MULTILINE)
    return Trial(
        ran.ok and {*faults} <= {about for _, about in found},
        ("passed", "alone") in found,
        next((int(about) for what, about in found if what == "ran"), 0),
        ran.problem,
        *(tuple(about for what, about in found if what == kind) for kind in ("own", "unnoticed", "noticed")),
    )
