"""Whether a project's files have changed since they were loaded."""

from __future__ import annotations

import os
from pathlib import Path

READ_AT_START = (".py", ".html", ".htm", ".txt", ".xml", ".toml", ".cfg", ".ini", ".env", ".mo")
"""Files that a running Django has read and cached: code, settings, templates, translations."""
NOT_THE_PROJECT = ("__pycache__", "node_modules", "site-packages")

Stamp = tuple[tuple[str, int, int], ...]


def stamp(folder: Path) -> Stamp:
    """Return (path, time of change in nanoseconds, size in bytes) of every such file; () where there is no folder."""
    found: list[tuple[str, int, int]] = []
    waiting = [str(folder)]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:  # deleted while we look
            continue
        for entry in entries:
            if entry.name.startswith(".") and entry.name != ".env":
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in NOT_THE_PROJECT:
                    waiting.append(entry.path)
            elif entry.name.endswith(READ_AT_START):
                try:
                    facts = entry.stat()
                except OSError:
                    continue
                found.append((entry.path, facts.st_mtime_ns, facts.st_size))
    return tuple(sorted(found))
