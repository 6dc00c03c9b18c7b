"""Links to a heading of a notebook, as JupyterLab follows them."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from classroom.check.verdict import Place


def link(place: Place, root: Path) -> str:
    """The link to a place, from any notebook.

    root: the folder that holds notebooks/ and exercises/.
    Returns a link to the id of the cell, if the notebook is there, else to the heading. JupyterLab 4 finds a cell in a
    notebook that it has to open first; a heading it looks for before the heading is rendered, and misses it.
    """
    path = root / place.folder / f"{place.lesson}.ipynb"
    try:
        cell = _headings(path, path.stat().st_mtime_ns).get(place.heading)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # not built, or damaged by hand
        cell = None
    return f"{place.href.partition('#')[0]}#cell-id={cell}" if cell else place.href


@lru_cache(maxsize=64)
def _headings(path: Path, changed: int) -> dict[str, str]:
    """The id of the cell of each heading. changed: the file's modification time, a key of the cache."""
    found: dict[str, str] = {}
    for cell in json.loads(path.read_bytes())["cells"]:
        if cell["cell_type"] == "markdown" and re.fullmatch(r"[\w-]+", str(cell.get("id"))):
            for heading in re.findall(r"(?m)^#{1,3} (.+)$", "".join(cell["source"])):
                found.setdefault(heading, cell["id"])
    return found
