"""`python manage.py …` for a learner's project, in a subprocess with a timeout."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from classroom.sandbox.sandbox import Rights
from classroom.workshop import fault
from classroom.workshop.fault import one_line
from classroom.workshop.problem import Problem, explain
from classroom.workshop.program import module_command, run_bounded
from classroom.workshop.stamp import stamp

SHOWN = 8
"""Lines of output in the `repr` of a result."""


class ManageResult:
    """The result of one command; its `repr` shows a few lines.

    command: as it would be typed. code: the exit code, None if it was stopped or not run. output: standard output and
    error. made: new files, relative to the project. problem: what went wrong, or None.
    """

    def __init__(self, command: str, code: int | None, output: str, made: list[str], problem: Problem | None) -> None:
        self.command = command
        self.code = code
        self.output = output
        self.made = made
        self.problem = problem

    @property
    def ok(self) -> bool:
        """Whether the exit code is 0."""
        return self.code == 0

    def __repr__(self) -> str:
        if self.problem is not None:
            return str(self.problem)
        lines = [line for line in self.output.splitlines() if line.strip()]
        if len(lines) > SHOWN:
            lines = [f"… ({len(lines) - SHOWN + 1} lines before these, see .output)", *lines[-SHOWN + 1 :]]
        if self.made:
            lines.append(one_line(f"New: {', '.join(self.made)}"))
        return "\n".join(lines) or f"{self.command}: done."


def run_manage(
    folder: Path,
    arguments: tuple[str, ...],
    seconds: float,
    rights: Rights | None = None,
    environment: Mapping[str, str] | None = None,
) -> ManageResult:
    """Run `manage.py` with these arguments.

    folder: the project's. seconds: the timeout. rights, environment: for code that is not trusted, see
    `worker.ProcessOptions`.
    """
    command = " ".join(["python manage.py", *arguments])
    if arguments[:1] == ("runserver",):
        return _not_run(
            command, "The project is served already, so a second server was not started.", "See workshop.url"
        )
    if not (folder / "manage.py").is_file():
        return _not_run(command, "There is no manage.py in the project.", "workshop.reset() makes a new project.")
    before = {path for path, _, _ in stamp(folder)}
    try:
        program = module_command("sandboxed", json.dumps(asdict(rights))) if rights else [sys.executable, "manage.py"]
        command_line = [*program, *arguments]
        code, raw = run_bounded(command_line, folder, seconds, environment or {}, clean_environment=rights is not None)
    except subprocess.TimeoutExpired as late:
        what = f"It took longer than {seconds:g} seconds, so it was stopped."
        then = "Look for what never ends. Does it wait for an answer? Nobody can type here."
        return _not_run(command, what, then, (late.output or b"").decode("utf-8", "replace"))
    output = raw.decode("utf-8", "replace")
    made = sorted(Path(path).relative_to(folder).as_posix() for path, _, _ in stamp(folder) if path not in before)
    problem = _problem(output, command, folder) if code else None
    return ManageResult(command, code, output, made, problem)


def _not_run(command: str, what: str, then: str, output: str = "") -> ManageResult:
    return ManageResult(command, None, output, [], Problem(what, then, place=command))


def _problem(output: str, command: str, folder: Path) -> Problem:
    found = fault.of_traceback(output)
    lines = [line for line in output.splitlines() if line.strip()] or ["It ended and printed nothing."]
    if found is None:
        # "FAILED (": tests that fail without a traceback were expected to fail, and did not.
        told = next((line for line in lines if line.startswith(("Unknown command", "FAILED ("))), lines[-1])
        return Problem(one_line(told), "Mend what it names, and run it again.", place=command)
    problem = explain(found, folder, command)
    asked = next((line for line in lines if line.startswith("It is impossible to ")), "")
    if found.kind == "EOFError" and asked:  # makemigrations asks for a default for existing rows
        problem = replace(problem, what=one_line(asked.partition(". ")[0] + "."))
    failed = next((line for line in lines if line.startswith("FAILED (")), None)
    if failed:  # manage.py test: the message of one failure, and the number of failures
        problem = replace(problem, next=f"{failed}: mend that one first, and run the tests again.")
    return problem
