"""Finds the line of a project to which a fault points: the innermost frame, else the line that the message names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from classroom.workshop.fault import MOST_CHARACTERS, Fault, Frame, one_line

MOST_SOURCE = MOST_CHARACTERS // 3
"""Characters of a line of code that are shown."""
BOILERPLATE = ("execute_from_command_line(", "main()", "application = get_wsgi_application()")
"""Lines of manage.py and wsgi.py that are in the stack of every command and every start."""

Place = tuple[str, int | None, str]
"""The file, relative to the project; the line's number; its text."""


def place_of(fault: Fault, folder: Path, subject: str = "") -> Place | None:
    """Return the line to look at; None where none is found.

    folder: the project's. subject: the object of Django's system check, such as `articles.Article.author`.
    """
    own = own_lines(fault.frames, folder)
    if fault.kind in ("SyntaxError", "IndentationError", "TabError"):
        return own[-1] if own else None
    if fault.template and (found := _in_template(fault.template, folder)):
        return found
    for find in (_empty_urls, _setting, _form_without_token):
        if found := find(fault, folder):
            return found
    if own:
        return own[-1]
    for find in (_middleware, _named_in_settings, _target_in_settings, _checked_route, _view, _route_to):
        if found := find(fault, folder):
            return found
    return _checked_class(f"{subject} {fault.message}", folder) if subject else None


def own_lines(frames: Iterable[Frame], folder: Path) -> list[Place]:
    """Return the frames in the project's own files, without the lines of `BOILERPLATE`, the innermost last."""
    roots = {str(folder), str(folder.resolve())}
    roots |= {root.encode("ascii", "backslashreplace").decode() for root in roots}  # as faulthandler writes a path
    found: list[Place] = []
    for frame in frames:
        root = next((root for root in roots if frame.file.startswith(root + os.sep)), None)
        if root is None or "site-packages" in frame.file or ".." in Path(frame.file).parts:
            continue
        name = frame.file[len(root) + 1 :]
        source = frame.source or _line_of(folder / name, frame.line)
        if not (name.endswith(("manage.py", "wsgi.py")) and source.startswith(BOILERPLATE)):
            found.append((Path(name).as_posix(), frame.line, one_line(source, MOST_SOURCE)))
    return found


def cause_of(patterns: Iterable[str], view: str, folder: Path) -> Place | None:
    """Return the line that may have caused what came out of a view: the only one that has a pattern, else the view's.

    patterns: regular expressions, the surest first. view: the dotted name of the view; "" if none ran.
    """
    for pattern in patterns:
        found = list(_lines_with(sorted(folder.glob("*/*.py")), folder, pattern))
        if len(found) == 1:
            return found[0]
    fault = Fault("", "", view=view)
    return _view(fault, folder) or _route_to(fault, folder)


def without_a_comma(name: str, folder: Path) -> Place | None:
    """Return the line of the settings on which two strings without a comma between them make this name, or None."""
    for path, lines in _read(_settings(folder)):
        text = "\n".join(lines)
        for pair in re.finditer(r"""['"]([\w.]+)['"]\s*['"]([\w.]+)['"]""", text):
            if f"{pair[1]}{pair[2]}.".startswith(f"{name}."):
                number = text.count("\n", 0, pair.start()) + 1
                return path.relative_to(folder).as_posix(), number, one_line(lines[number - 1], MOST_SOURCE)
    return None


def without_brackets(folder: Path) -> Place | None:
    """Return the line of the settings that adds a string to a list, letter by letter, or None."""
    return _line_with(_settings(folder), folder, r"""^(INSTALLED_APPS|MIDDLEWARE)\s*\+=\s*['"]""")


# What the message names ----------------------------------------------------------------------------------------------


def _in_template(template: tuple[str, int, str], folder: Path) -> Place | None:
    path, line, text = template
    try:
        name = Path(path).resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return None
    return name, line, one_line(text, MOST_SOURCE)


def _empty_urls(fault: Fault, folder: Path) -> Place | None:
    words = fault.message.replace("<module ", "")
    found = re.search(r"URLconf .*?'?([\w.]+)'? (?:from '[^']*'>' )?does not appear", words)
    if not found:
        return None
    path = folder / (found[1].replace(".", "/") + ".py")
    return (path.relative_to(folder).as_posix(), 1, _first_line(path)) if path.is_file() else None


def _setting(fault: Fault, folder: Path) -> Place | None:
    """The line of the setting that the message names, such as MIDDLEWARE: the last that assigns it, which counts."""
    if fault.kind not in ("ImproperlyConfigured", "SystemCheckError", "CommandError", "DisallowedHost"):
        return None
    for name in re.findall(r"\b[A-Z][A-Z_]{4,}\b", fault.message):
        if found := _last_with(_settings(folder), folder, rf"^\s*{name}\s*(:[^=]+)?=(?!=)"):
            return found
        if found := _line_with(_settings(folder), folder, rf"^{name}\b"):
            return found
    return None


def _form_without_token(fault: Fault, folder: Path) -> Place | None:
    """The form in the templates that is sent by POST to the site itself without a token, if there is only one."""
    if "CSRF token missing" not in fault.message:
        return None
    found: list[Place] = []
    for path, lines in _read(sorted(folder.glob("**/templates/**/*.html"))):
        text = "\n".join(lines)
        for form in re.finditer(r"<form\b[^>]*>.*?(</form>|\Z)", text, re.DOTALL | re.IGNORECASE):
            start = form[0].partition(">")[0]
            is_post = re.search(r"""method\s*=\s*['"]?post""", start, re.IGNORECASE)
            if is_post and "csrf_token" not in form[0] and not re.search(r"""action\s*=\s*['"]?\w+://""", start):
                number = text.count("\n", 0, form.start()) + 1
                found.append((path.relative_to(folder).as_posix(), number, one_line(lines[number - 1], MOST_SOURCE)))
    return found[0] if len(found) == 1 else None


def _named_in_settings(fault: Fault, folder: Path) -> Place | None:
    """The last line of the settings with a name from the message: an app, a middleware.

    The last, because of two apps with one label the second is one too many.
    """
    if fault.view:  # the project is loaded: the names in its settings are right
        return None
    twice = re.search(r"labels aren't unique, duplicates: (\w+)", fault.message)
    names = [fault.module, *re.findall(r"""['"](\w+\.[\w.]+)['"]""", fault.message)]
    # An app that is not there stands in a list; AUTH_USER_MODEL may name it as well.
    in_a_list = r"""^(?!\w+\s*=\s*['"]).*"""
    patterns = [rf"""{where}['"]{re.escape(name)}['".]""" for name in names if name for where in (in_a_list, "")]
    patterns += [rf"""{in_a_list}['"](\w+\.)*{twice[1]}['".]"""] if twice else []
    for pattern in patterns:
        if found := list(_lines_with(_settings(folder), folder, pattern)):
            return found[-1]
    if fault.message == "Empty module name" or len(fault.module) == 1:
        return without_brackets(folder)
    return without_a_comma(fault.module, folder) if fault.module else None


def _middleware(fault: Fault, folder: Path) -> Place | None:
    """The project's own middleware that could not be made, or that answered with nothing, if it is only one."""
    made = r"Middleware factory [\w.]*?(\w+) returned|(\w+)(?:\.__init__)?\(\) (?:takes|missing|got)"
    is_made = re.match(made, fault.message[:MOST_CHARACTERS])
    if not is_made and not is_no_response(fault):
        return None
    wanted = (is_made[1] or is_made[2]) if is_made else ""
    found = [place for place in own_middleware(folder) if wanted in ("", place[0])]
    return found[0][1] if len(found) == 1 else None


def is_no_response(fault: Fault) -> bool:
    """Whether a middleware had something else in place of a response.

    Of a view that returns None, Django speaks otherwise; of another value, where no view had run.
    """
    found = re.fullmatch(r"'(\w+)' object has no attribute 'status_code'", fault.message)
    return found is not None and (found[1] == "NoneType" or not fault.view)


def own_middleware(folder: Path) -> list[tuple[str, Place]]:
    """The classes and functions of the project that its settings name beside a module of it: name, and first line."""
    found = []
    for _, lines in _read(_settings(folder)):
        for module, name in re.findall(r"""['"]([\w.]+)\.(\w+)['"]""", "\n".join(lines)):
            path = folder / (module.replace(".", "/") + ".py")
            if place := _line_with([path], folder, rf"^(async def|def|class) {name}\b"):
                found.append((name, place))
    return found


def _target_in_settings(fault: Fault, folder: Path) -> Place | None:
    """The setting that names a missing page: LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL."""
    found = re.match(r"(?:Reverse for )?'([\w-]+)' (?:is not|not found|with)", fault.message)
    if fault.kind != "NoReverseMatch" or not found:
        return None
    return _last_with(_settings(folder), folder, rf"""^LOG\w+_URL\s*=\s*['"](.*:)?{found[1]}['":]""")


def _checked_route(fault: Fault, folder: Path) -> Place | None:
    """The line of a urls.py that Django's check of the addresses is about: a class without as_view(), a handler."""
    urls = sorted(folder.glob("*/urls.py"))
    if found := re.search(r"\(urls\.E009\) .*?pass (\w+)\.as_view\(\)", fault.message):
        return _line_with(urls, folder, rf"\b{found[1]}\b(?!\.as_view)")
    found = re.search(r"\(urls\.E00[78]\) The custom (handler[0-9]{3}) view", fault.message)
    return _last_with(urls, folder, rf"^{found[1]}\s*=") if found else None


def _view(fault: Fault, folder: Path) -> Place | None:
    """The first line of the view that answered, if it is the project's own."""
    module, _, name = fault.view.rpartition(".")
    if not re.fullmatch(r"[\w.]+", module):  # not trusted: the project sent it
        return None
    path = folder / (module.replace(".", "/") + ".py")
    return _line_with([path], folder, rf"^(async def|def|class) {re.escape(name)}\b")


def _route_to(fault: Fault, folder: Path) -> Place | None:
    """The line of a urls.py that names the view's class or function."""
    name = fault.view.rpartition(".")[2]
    if not name:
        return None
    return _line_with(sorted(folder.glob("*/urls.py")), folder, rf"\b{re.escape(name)}\b.*")


def _checked_class(words: str, folder: Path) -> Place | None:
    """The model's field or class, or the admin's class, that the first failed check names."""
    for module, name in re.findall(r"<class '([\w.]+)\.(\w+)'>", words):
        if found := _line_with([folder / (module.replace(".", "/") + ".py")], folder, rf"^class {name}\b"):
            return found
    for label, model, field in re.findall(r"\b([a-z_]\w*)\.([A-Z]\w*)(?:\.(\w+))?", words):
        for pattern in (rf"^\s+{field}\s*=", rf"^class {model}\b") if field else (rf"^class {model}\b",):
            if found := _line_with([folder / label / "models.py"], folder, pattern):
                return found
    return None


# Reading ------------------------------------------------------------------------------------------------------------


def _settings(folder: Path) -> list[Path]:
    return sorted(folder.glob("*/settings*.py"))


def _read(paths: Iterable[Path]) -> Iterator[tuple[Path, list[str]]]:
    for path in paths:
        try:
            yield path, path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue


def _lines_with(paths: list[Path], folder: Path, pattern: str) -> Iterator[Place]:
    for path, lines in _read(paths):
        for number, line in enumerate(lines, 1):
            if re.search(pattern, line) and not line.lstrip().startswith(("#", "from ", "import ")):
                yield path.relative_to(folder).as_posix(), number, one_line(line, MOST_SOURCE)


def _line_with(paths: list[Path], folder: Path, pattern: str) -> Place | None:
    return next(_lines_with(paths, folder, pattern), None)


def _last_with(paths: list[Path], folder: Path, pattern: str) -> Place | None:
    """Return the last line with a pattern in the first file that has one."""
    return next((found[-1] for path in paths if (found := list(_lines_with([path], folder, pattern)))), None)


def _line_of(path: Path, number: int) -> str:
    lines = next((lines for _, lines in _read([path])), [])
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _first_line(path: Path) -> str:
    lines = next((lines for _, lines in _read([path])), [])
    return one_line(lines[0], MOST_SOURCE) if lines else "(an empty file)"
