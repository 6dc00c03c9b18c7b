"""Saved copies of a record, from this computer or another: validated when read, and merged so that nothing is lost."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from classroom.errors import CourseError
from classroom.files import replace
from classroom.learner.file import KINDS, VERSION, copy_beside, normalized, serialized
from classroom.paths import COURSE

HOW = 'A file to load is made by progress().save_to("my-progress.json"); try that one.'
FILE_NAME = f"{COURSE}-progress.json"
LARGEST = 5_000_000  # bytes; the record of a whole course has some thousands


def read_copy(path: Path) -> dict[str, Any]:
    """Read the record in a file that was saved earlier. Raises CourseError where there is none, or it is damaged."""
    try:
        if path.stat().st_size > LARGEST:
            raise _bad(path, "It is far too large for one.")
        record = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise CourseError(f"There is no file {path}.", f"Looked for it in {Path.cwd()}.", HOW) from None
    except OSError as problem:
        raise CourseError(f"{path} cannot be read.", f"The system says: {problem.strerror}.", HOW) from None
    except (ValueError, RecursionError):
        raise _bad(path, "It is damaged, or another kind of file.") from None
    if not isinstance(record, dict) or not all(isinstance(record.get(kind), dict) for kind in KINDS):
        raise _bad(path, "It has no tasks and predictions of this course in it.")
    if record.get("version") != VERSION:
        raise CourseError(
            f"{path} is of version {record.get('version')!r}, and this course reads version {VERSION}.",
            "It was probably saved by a newer copy of the course.",
            "Load it there, or bring this copy of the course up to date.",
        )
    for name, entry in (*record["tasks"].items(), *record["predictions"].items()):
        if not _is_entry(entry):
            raise _bad(path, f"Its entry {name[:40]!r} is damaged.")
    return record


def write_copy(record: dict[str, Any], path: Path) -> tuple[Path, Path | None]:
    """Write a record to a file of the learner's choice, or into a folder.

    Returns the path of the file, and that of the copy of the progress file that it replaced; None if there was none.
    Raises CourseError where the file cannot be written, or is another kind of file.
    """
    path = path / FILE_NAME if path.is_dir() else path
    text, before = serialized(normalized(record)), None
    try:
        if path.exists():
            read_copy(path)  # raises for any other file of the learner's: it is not replaced
            if path.read_text(encoding="utf-8") == text:
                return path, None
            before = copy_beside(path)
        replace(path, text, 0o600)
    except OSError as problem:
        raise CourseError(
            f"Your progress could not be saved to {path}.",
            f"The system says: {problem.strerror}.",
            'Name a file in a folder of your own: progress().save_to("my-progress.json")',
        ) from None
    return path, before


def merge(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, int]:
    """Add to the record `mine` what it lacks of `theirs`: the earlier pass counts, a prediction made here stays.

    Changes `mine`. Returns how many entries of each kind were added or completed.
    """
    counts = dict.fromkeys(KINDS, 0)
    for name, task in theirs["tasks"].items():
        here = mine["tasks"].get(name, {})
        passed = [each["passed"] for each in (here, task) if each.get("passed")]
        both = {**task, **here, "hints": max(here.get("hints", 0), task.get("hints", 0))}
        both |= {"passed": min(passed)} if passed else {}
        counts["tasks"] += both != {"hints": 0, **here}
        mine["tasks"][name] = both
    for name, prediction in theirs["predictions"].items():
        here = mine["predictions"].get(name, {})
        if not here.get("chosen") or (here["chosen"] == prediction.get("chosen") and prediction.get("compared")):
            counts["predictions"] += here != prediction
            mine["predictions"][name] = prediction
    return counts


def _bad(path: Path, why: str) -> CourseError:
    return CourseError(f"{path} is no progress file of this course.", why, HOW)


def _is_entry(entry: Any) -> bool:
    """Whether an entry, of a task or of a prediction, has the types that the course writes."""
    if not isinstance(entry, dict):
        return False
    passed, hints = entry.get("passed", ""), entry.get("hints", 0)
    chosen, compared = entry.get("chosen", ""), entry.get("compared", False)
    try:
        if passed:
            datetime.fromisoformat(passed)
    except (ValueError, TypeError):
        return False
    return type(hints) is int and hints >= 0 and isinstance(chosen, str) and isinstance(compared, bool)
