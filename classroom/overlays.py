"""Files laid over a Django project: what a task hands out, what solves it, what a check changes.

A name that ends in `.append` adds its text at the end of a file; one that ends in `.delete` takes the file away. A
whole `settings.py` takes over the secret key of the one before it: each project has a random one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

Changes = Sequence[tuple[str, bytes]]
"""(Name relative to the project, content), in the order in which they are applied."""
APPEND, DELETE = ".append", ".delete"
GENERATED = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}
"""What programs leave in a folder that they have looked into."""
SETTINGS = "settings.py"
KEY = re.compile(rb"^SECRET_KEY = .*$", re.MULTILINE)
"""The line with a project's secret key, which `startproject` writes."""


def read(folder: Path) -> list[tuple[str, bytes]]:
    """Return the files below a folder, as (name relative to it, content), sorted; [] where there is no such folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not {*path.parts} & GENERATED)
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]


def plain_name(name: str) -> str:
    """Return the file name without its suffix `.append` or `.delete`."""
    return name.removesuffix(APPEND).removesuffix(DELETE)


def lay_over(files: Mapping[str, bytes], changes: Changes) -> dict[str, bytes]:
    """Return the files of a project, by name, after the changes."""
    found = dict(files)
    for name, content in changes:
        file = plain_name(name)
        if name.endswith(DELETE):
            found.pop(file, None)
        elif name.endswith(APPEND):
            found[file] = found.get(file, b"").rstrip() + b"\n\n" + content
        else:
            found[file] = _with_its_key(content, found.get(file, b"")) if file.endswith(SETTINGS) else content
    return found


def _with_its_key(settings: bytes, before: bytes) -> bytes:
    line = KEY.search(before)
    return KEY.sub(lambda _: line[0].replace(b"'", b'"'), settings, count=1) if line else settings


def put(changes: Changes, folder: Path) -> None:
    """Make the changes to a project on disk. Raises OSError where a file cannot be written."""
    named = dict.fromkeys(plain_name(name) for name, _ in changes)
    before = {name: (folder / name).read_bytes() for name in named if (folder / name).is_file()}
    after = lay_over(before, changes)
    for name in named:
        if name not in after:
            (folder / name).unlink(missing_ok=True)
        elif after[name] != before.get(name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(after[name])
