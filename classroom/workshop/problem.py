"""A fault in the learner's project, told in three lines: what happened, where, what to do next."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from classroom.workshop.fault import Fault, Frame

MOST = 300
"""Characters of an error's own words, and of a line of code a third of that."""
AGAIN = "Mend that line, save the file, and try again."


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
    return Problem(error, _advice(fault, file), file, line, source, error, "" if file else doing or fault.view)


def located(what: str, then: str, frames: Iterable[Frame], folder: Path, doing: str = "") -> Problem:
    """A problem without an exception (a loop, a crash): words of ours, the innermost line of the project."""
    own = _own(frames, folder)
    if not own:
        return Problem(what, then, place=doing)
    file, line, source = own[-1]
    return Problem(what, then, file, line, source)


def one_line(text: str, most: int = MOST) -> str:
    """All of it in one line, cut where it is too long."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


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
        if root is None or "site-packages" in frame.file:
            continue
        name = frame.file[len(root) + 1 :]
        source = frame.source or _line_of(folder / name, frame.line)
        found.append((Path(name).as_posix(), frame.line, one_line(source, MOST // 3)))
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
    return name, line, one_line(text, MOST // 3)


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
                return path.relative_to(folder).as_posix(), number, one_line(line, MOST // 3)
    return None


def _first_line(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return one_line(lines[0], MOST // 3) if lines else "(an empty file)"


def _first_check(fault: Fault) -> Fault:
    """A SystemCheckError lists everything: its first error, with Django's hint."""
    found = re.search(r"^(.*): \(([\w.]+)\) (.+?)(?=\n\S|\n\n|\Z)", fault.message, re.MULTILINE | re.DOTALL)
    return fault._replace(message=f"({found[2]}) {found[3]}") if found else fault


# What to do next ----------------------------------------------------------------------------------------------------


def _advice(fault: Fault, file: str) -> str:
    for applies, advice in ADVICE:
        if applies(fault):
            return advice(fault, file)
    return AGAIN


def _says(*words: str) -> Callable[[Fault], bool]:
    return lambda fault: any(word in fault.message for word in words)


def _is(*kinds: str) -> Callable[[Fault], bool]:
    return lambda fault: fault.kind in kinds


def _about_module(fault: Fault, file: str) -> str:
    name, _, rest = fault.module.partition(".")
    if rest:
        return f"Make the file {fault.module.replace('.', '/')}.py, or take that line out."
    if "settings" in file:
        return f'Take that line out, run workshop.manage("startapp", "{name}"), and put it back.'
    return f"Look how {name} is spelled there; an app's folder stands beside manage.py."


def _about_table(fault: Fault, file: str) -> str:
    table = fault.message.rpartition("no such table: ")[2].removeprefix("main.")
    if table.startswith(("django_", "auth_")):
        return 'The database has no tables yet: run workshop.manage("migrate")'
    return 'Run workshop.manage("makemigrations"), then workshop.manage("migrate")'


def _about_template(fault: Fault, file: str) -> str:
    name = one_line(fault.message.partition(",")[0], 100)
    app = name.partition("/")[0] if "/" in name else "<the app>"
    return f"Make the file {app}/templates/{name}; the app must stand in INSTALLED_APPS."


def _words(text: str) -> Callable[[Fault, str], str]:
    return lambda fault, file: text


ADVICE: tuple[tuple[Callable[[Fault], bool], Callable[[Fault, str], str]], ...] = (
    (_is("ModuleNotFoundError"), _about_module),
    (_says("no such table"), _about_table),
    (_is("TemplateDoesNotExist"), _about_template),
    (_says("does not appear to have any patterns"), _words("Give that file a list named urlpatterns, and save it.")),
    (_is("NoReverseMatch"), _words("Compare that name with name=… and app_name in urls.py, mend it, and save.")),
    (_says("cannot import name"), _words("Look whether that name stands in that module, spelled the same.")),
    (_is("MemoryError"), _words("That line asks for more memory than a workshop may have (1 GB). Make it smaller.")),
    (_is("SystemExit"), _words("A view answers and never ends the process: take the exit out, and save.")),
    (_is("RecursionError"), _words("That function calls itself without an end. Mend it, and save.")),
    (
        lambda fault: fault.kind in ("ImproperlyConfigured", "SystemCheckError") and "MIDDLEWARE" in fault.message,
        _words("Put MIDDLEWARE in the order that the message asks for, and save the settings."),
    ),
    (_is("CommandError"), _words("Mend what it names, and run the command again.")),
)
