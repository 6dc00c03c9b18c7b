"""Faults in a project's process, as plain values: read from an exception, a traceback's text or a stack dump."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterable
from types import FrameType
from typing import Any, NamedTuple

MOST_FRAMES = 60
MOST_CHARACTERS = 300
"""Characters of an error's message."""
ERRORS = re.compile(r"(Error|Exception|Exit|Interrupt|Warning|Configured|DoesNotExist|NoReverseMatch|History)$")
FRAME = re.compile(r'^ *File "(?P<file>.+)", line (?P<line>[0-9]+)(?:, in (?P<name>.+)| in (?P<dumped>.+))?$')
LAST = re.compile(r"^(?P<kind>[A-Za-z_][\w.]*)(?:: (?P<message>.*))?$", re.DOTALL)
RULE = "-----"
"""The line with which `manage.py test` ends the message of a failure."""


class Frame(NamedTuple):
    """One stack frame. file: its path. line: its number, from 1. source: its text."""

    file: str
    line: int
    source: str = ""


class Fault(NamedTuple):
    """An error, as plain values.

    kind: the exception's class, without its module. message: its text, all lines.
    frames: its stack, the innermost last.
    module: the module that an import did not find. template: path, line and text of a line in a template.
    view: the dotted name of the view that raised it.
    """

    kind: str
    message: str
    frames: tuple[Frame, ...] = ()
    module: str = ""
    template: tuple[str, int, str] | None = None
    view: str = ""


def from_plain(plain: list[Any]) -> Fault:
    """Return a fault that came over the channel. Raises ValueError or TypeError for values that are none."""
    kind, message, frames, module, template, view = plain
    return Fault(kind, message, tuple(Frame(*each) for each in frames), module, template and tuple(template), view)


def of_exception(error: BaseException, view: str = "") -> Fault:
    """Return a caught exception as a fault. view: see `Fault`.

    Of Django's "WSGI application could not be loaded", the cause is taken.
    """
    if "WSGI application" in str(error) and error.__cause__ is not None:
        error = error.__cause__
    passed = traceback.extract_tb(error.__traceback__)
    frames = [Frame(each.filename, each.lineno or 0, each.line or "") for each in passed]
    message = str(error)
    if isinstance(error, SyntaxError) and error.filename:
        frames.append(Frame(error.filename, error.lineno or 1, (error.text or "").strip()))
        message = error.msg
    debug = getattr(error, "template_debug", None) or {}
    template = (str(debug["name"]), int(debug["line"]), str(debug.get("during", ""))) if "line" in debug else None
    template = _not_utf8(error) or template
    if template:  # from Django 6.1 on the message begins with the file, which is shown anyway
        message = message.removeprefix(f"Template: {template[0]}, ")
    module = getattr(error, "name", None) if isinstance(error, ImportError) else None
    return Fault(type(error).__name__, message, tuple(frames[-MOST_FRAMES:]), module or "", template, view)


def _not_utf8(error: BaseException) -> tuple[str, int, str] | None:
    """The template that Django could not read as UTF-8, with the first line that is something else; else None."""
    if not isinstance(error, UnicodeDecodeError):
        return None
    for frame, _ in traceback.walk_tb(error.__traceback__):
        origin = frame.f_locals.get("origin")
        if "template" in frame.f_code.co_filename and isinstance(getattr(origin, "name", None), str):
            before = error.object[: error.start]
            line = error.object[before.rfind(b"\n") + 1 :].partition(b"\n")[0]
            return origin.name, before.count(b"\n") + 1, line.decode("utf-8", "replace").strip()
    return None


def of_traceback(text: str) -> Fault | None:
    """Return the last traceback in the output of a program, or a `CommandError` without one; None if there is none."""
    begin = text.rfind("Traceback (most recent call last):")
    lines = text[max(begin, 0) :].splitlines()
    frames: list[Frame] = []
    for at, line in enumerate(lines):
        if found := FRAME.match(line):
            source = lines[at + 1].strip() if at + 1 < len(lines) else ""
            frames.append(Frame(found["file"], int(found["line"]), source))
    start = next((at for at, line in enumerate(lines) if LAST.match(line) and ERRORS.search(line.split(":")[0])), None)
    if start is None:
        return None
    if begin < 0:
        frames = []
    end = next((at for at in range(start, len(lines)) if lines[at].startswith(RULE)), len(lines))
    found = LAST.match("\n".join(lines[start:end]).strip())
    if found is None:
        return None
    kind, message = found["kind"].rpartition(".")[2], (found["message"] or "").strip()
    missing = re.match(r"No module named '([^']+)'", message)
    return Fault(kind, message, tuple(frames[-MOST_FRAMES:]), missing[1] if missing else "")


def of_dump(lines: Iterable[str]) -> tuple[Frame, ...]:
    """Return the frames in a dump of `faulthandler`, reversed: the innermost of each thread comes last."""
    found = [match for line in lines if (match := FRAME.match(line)) and match["dumped"]]
    return tuple(Frame(match["file"], int(match["line"])) for match in reversed(found))


def of_stack(frame: FrameType | None) -> list[list[Any]]:
    """Return a thread's stack, as plain values for the channel. frame: the innermost; None: no such thread."""
    stack = traceback.extract_stack(frame)[-MOST_FRAMES:] if frame else []
    return [[each.filename, each.lineno or 0, each.line or ""] for each in stack]


def one_line(text: str, most: int = MOST_CHARACTERS) -> str:
    """Return a text in one line, cut to `most` characters; what cannot be encoded (a lone surrogate) is escaped."""
    text = " ".join(text.split()).encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= most else text[: most - 1] + "…"
