"""The file of a learner's record: its path, its format, and copies beside it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from classroom.files import replace
from classroom.paths import COURSE, PROGRESS, data_folder

VERSION = 1
KINDS = ("tasks", "predictions")


def default_path() -> Path:
    """The path of the record: the environment variable `CLASSROOM_PROGRESS`, else a file in the user's data folder."""
    named = os.environ.get(PROGRESS)
    return Path(named).expanduser() if named else data_folder() / "progress.json"


def normalized(record: Any) -> dict[str, Any]:
    """A record with all its parts, whatever JSON was in the file; entries that are not dicts are left out."""
    found = record if isinstance(record, dict) else {}
    parts = {
        kind: {name: entry for name, entry in part.items() if isinstance(entry, dict)}
        for kind, part in ((kind, found.get(kind)) for kind in KINDS)
        if isinstance(part, dict)
    }
    return {"course": COURSE, "version": VERSION, **found, **{kind: parts.get(kind, {}) for kind in KINDS}}


def serialized(record: dict[str, Any]) -> str:
    """The record as JSON, the text of its file."""
    return json.dumps(record, indent=1, ensure_ascii=False)


def is_record(content: bytes) -> bool:
    """Whether a file's bytes are a record, of this version or another; after a loss of power they may be anything."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return False
    parts = [found.get(kind, {}) for kind in KINDS] if isinstance(found, dict) else [None]
    return all(isinstance(part, dict) and all(isinstance(each, dict) for each in part.values()) for part in parts)


def previous(path: Path) -> Path:
    """The path of the record as it was before its latest change."""
    return path.with_name(f"{path.stem}.previous{path.suffix}")


def copy_beside(path: Path) -> Path:
    """Copy a file to the first free name beside it, such as "progress.copy-1.json". Returns the path of the copy.

    Raises OSError where the file cannot be read, or the copy cannot be written.
    """
    content = path.read_bytes()
    number = 1
    while True:
        copy = path.with_name(f"{path.stem}.copy-{number}{path.suffix}")
        try:
            open(copy, "xb").close()  # takes the name
        except FileExistsError:
            number += 1
            continue
        try:
            replace(copy, content, 0o600)
        except OSError:
            copy.unlink(missing_ok=True)
            raise
        return copy
