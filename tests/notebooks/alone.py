"""Runs each cell of a notebook alone: in a fresh process with a fresh IPython, without the cells before it.

Run as a script with the path of a notebook. Prints one JSON object for each cell: its number, and what it raised and
where. The processes are forked from one that has imported IPython and nothing of the course.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from IPython.core.interactiveshell import InteractiveShell


def run_alone(source: str) -> dict[str, Any]:
    """Run one cell. Returns the exception's name ("" if none), its text, and whether its last frame was in our code."""
    shell = InteractiveShell.instance()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        result = shell.run_cell(source)
    error = result.error_before_exec or result.error_in_exec
    if error is None:
        return {"raised": "", "words": "", "ours": False}
    frames = traceback.extract_tb(error.__traceback__)
    ours = bool(frames) and "classroom" in Path(frames[-1].filename).parts
    return {"raised": type(error).__name__, "words": str(error), "ours": ours}


def main(path: str) -> None:
    """Run each code cell in a fork. path: the notebook."""
    cells = json.loads(Path(path).read_text(encoding="utf-8"))["cells"]
    for number, cell in enumerate(cells, 1):
        if cell["cell_type"] != "code":
            continue
        reader, writer = os.pipe()
        if (child := os.fork()) == 0:
            os.chdir(Path(path).parent)
            found = {"number": number, **run_alone("".join(cell["source"]))}
            os.write(writer, json.dumps(found)[:60_000].encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            print(pipe.read().decode() or json.dumps({"number": number, "raised": "Died", "words": "", "ours": True}))
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1])
