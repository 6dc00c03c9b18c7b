"""A fault in the learner's project, told in three lines: what happened, where, what to do next."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from classroom.workshop.advice import advice
from classroom.workshop.fault import MOST_CHARACTERS, Fault, Frame, one_line

MOST_SOURCE = MOST_CHARACTERS // 3
"""Characters of a line of code."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a project, for the learner.

    what: what happened, with Python's or Django's own words. next: what to do now.
    file: the file, relative to the project. line, source: the line there, by number and text.
    error: the exception's class and words alone.
    place: said instead of a file where none can be named.
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
        """File and line in one line of text."""
        if not self.file:
            return self.place
        return f"{self.file}" + (f", line {self.line}: {self.source}" if self.line else "")

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.what, self.where, self.next)))

    def __repr__(self) -> str:
        return str(self)


def explain(fault: Fault, folder: Path, doing: str = "") -> Problem:
    """Say what a fault means for the project in that folder.

    doing: what was going on, such as "GET /accounts/login/"; stands for the place where no file can be named.
    """
    if fault.kind == "SystemCheckError":
        fault = _first_check(fault)
    place = _place(fault, folder)
    error = one_line(f"{fault.kind}: {fault.message}" if fault.message else fault.kind)
    file, line, source = place or ("", None, "")
    return Problem(error, advice(fault, file), file, line, source, error, "" if file else doing or fault.view)


def located(what: str, then: str, frames: Iterable[Frame], folder: Path, doing: str = "") -> Problem:
    """A problem without an exception (a loop, a crash): words of ours, the innermost line of the project."""
    own = _own(frames, folder)
    if not own:
        return Problem(what, then, place=doing)
    file, line, source = own[-1]
    return Problem(what, then, file, line, source)


# Where -------------------------------------------------------------------------------------------------------------

Place = tuple[str, int | None, str]


def _place(fault: Fault, folder: Path) -> Place | None:
    """The line to look at: the innermost one of the project, or the line of the settings that the words speak of."""
    own = _own(fault.frames, folder)
    if fault.kind in ("SyntaxError", "IndentationError", "TabError"):
        return own[-1] if own else None
    if fault.template and (found := _in_template(fault.template, folder)):
        return found
    for find in (_missing_app, _empty_urls, _setting):
        if found := find(fault, folder):
            return found
    if own:
        return own[-1]
    return _route_to(fault.view, folder)


def _own(frames: Iterable[Frame], folder: Path) -> list[Place]:
    """The frames that lie in the project; manage.py only where the fault is its own, for every command passes it."""
    roots = {str(folder), str(folder.resolve())}
    roots |= {root.encode("ascii", "backslashreplace").decode() for root in roots}  # so faulthandler writes a path
    found: list[Place] = []
    for frame in frames:
        root = next((root for root in roots if frame.file.startswith(root + os.sep)), None)
        if root is None or "site-packages" in frame.file or ".." in Path(frame.file).parts:
            continue
        name = frame.file[len(root) + 1 :]
        source = frame.source or _line_of(folder / name, frame.line)
        found.append((Path(name).as_posix(), frame.line, one_line(source, MOST_SOURCE)))
    passing = ("execute_from_command_line(", "main()")
    return [place for place in found if place[0] != "manage.py" or not place[2].startswith(passing)]


def _line_of(path: Path, number: int) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[number - 1]
    except (OSError, IndexError):
        return ""


def _in_template(template: tuple[str, int, str], folder: Path) -> Place | None:
    path, line, text = template
    try:
        name = Path(path).resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return None
    return name, line, one_line(text, MOST_SOURCE)


def _missing_app(fault: Fault, folder: Path) -> Place | None:
    """The line of the settings that registers an app which is not there."""
    if not fault.module:
        return None
    return _line_with(_settings(folder), folder, rf"""^\s*['"]{re.escape(fault.module.partition(".")[0])}['".]""")


def _empty_urls(fault: Fault, folder: Path) -> Place | None:
    found = re.search(
        r"URLconf .*?'?([\w.]+)'? (?:from '[^']*'>' )?does not appear", fault.message.replace("<module ", "")
    )
    if not found:
        return None
    path = folder / (found[1].replace(".", "/") + ".py")
    return (path.relative_to(folder).as_posix(), 1, _first_line(path)) if path.is_file() else None


def _setting(fault: Fault, folder: Path) -> Place | None:
    """The line at which the setting begins that the words name: MIDDLEWARE, INSTALLED_APPS …"""
    if fault.kind not in ("ImproperlyConfigured", "SystemCheckError", "CommandError"):
        return None
    for name in re.findall(r"\b[A-Z][A-Z_]{4,}\b", fault.message):
        if found := _line_with(_settings(folder), folder, rf"^{name}\b"):
            return found
    return None


def _route_to(view: str, folder: Path) -> Place | None:
    """The line of a urls.py that names the view's class or function."""
    name = view.rpartition(".")[2]
    if not name:
        return None
    return _line_with(sorted(folder.glob("*/urls.py")), folder, rf"\b{re.escape(name)}\b.*")


def _settings(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/settings*.py"))


def _line_with(paths: list[Path], folder: Path, pattern: str) -> Place | None:
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue
        for number, line in enumerate(lines, 1):
            if re.search(pattern, line) and not line.lstrip().startswith(("#", "from ", "import ")):
                return path.relative_to(folder).as_posix(), number, one_line(line, MOST_SOURCE)
    return None


def _first_line(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return one_line(lines[0], MOST_SOURCE) if lines else "(an empty file)"


def _first_check(fault: Fault) -> Fault:
    """A SystemCheckError lists everything: its first error, with Django's hint."""
    found = re.search(r"^(.*): \(([\w.]+)\) (.+?)(?=\n\S|\n\n|\Z)", fault.message, re.MULTILINE | re.DOTALL)
    return fault._replace(message=f"({found[2]}) {found[3]}") if found else fault
