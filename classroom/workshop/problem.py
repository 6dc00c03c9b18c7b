"""A fault in the learner's project, told in three lines: what happened, where, what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from classroom.workshop.advice import Case, advice
from classroom.workshop.fault import Fault, Frame, one_line
from classroom.workshop.place import cause_of, own_lines, place_of
from classroom.workshop.wire import Unfit


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a project, for the learner.

    what: what happened, in Python's or Django's own words. next: what to do now.
    file: the file, relative to the project. line, source: number and text of the line there.
    error: the exception's class and message only. place: shown where no file is found.
    """

    what: str
    next: str
    file: str = ""
    line: int | None = None
    source: str = ""
    error: str = ""
    place: str = ""

    @property
    def where(self) -> str:
        """File and line, or `place`, in one line."""
        if not self.file:
            return self.place
        return f"{self.file}" + (f", line {self.line}: {self.source}" if self.line else "")

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.what, self.where, self.next)))

    def __repr__(self) -> str:
        return str(self)


def explain(fault: Fault, folder: Path, doing: str = "") -> Problem:
    """Return a fault as a problem of the project in that folder.

    doing: what was under way, such as "GET /accounts/login/"; shown as the place where no file is found.
    """
    subject = ""
    if fault.kind == "SystemCheckError":
        fault, subject = _first_check(fault)
    file, line, source = place_of(fault, folder, subject) or ("", None, "")
    error = one_line(f"{fault.kind}: {fault.message}" if fault.message else fault.kind)
    then = advice(Case(fault, folder, file, source))
    return Problem(error, then, file, line, source, error, "" if file else doing or fault.view)


def located(what: str, then: str, frames: Iterable[Frame], folder: Path, doing: str = "") -> Problem:
    """Return a problem without an exception (a loop, a crash), at the innermost line of the project.

    what, then: see `Problem.what` and `Problem.next`. frames: the stack. doing: see `explain`.
    """
    own = own_lines(frames, folder)
    if not own:
        return Problem(what, then, place=doing)
    file, line, source = own[-1]
    return Problem(what, then, file, line, source)


def of_answer(found: Unfit, view: str, folder: Path, doing: str) -> Problem:
    """Return what is wrong with an answer as a problem of the project. view: its dotted name. doing: see `explain`."""
    place = cause_of(found.patterns, view, folder)
    what, then = one_line(found.what), found.then
    return Problem(what, then, *place) if place else Problem(what, then, place=doing)


def _first_check(fault: Fault) -> tuple[Fault, str]:
    """Return the first error of a SystemCheckError, with Django's hint, and the object that it names."""
    found = re.search(r"^(.*): \(([\w.]+)\) (.+?)(?=\n\S|\n\n|\Z)", fault.message, re.MULTILINE | re.DOTALL)
    return (fault._replace(message=f"({found[2]}) {found[3]}"), found[1]) if found else (fault, "")
