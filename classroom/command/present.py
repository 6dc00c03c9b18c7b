"""`course.py present 03`: show a lesson as slides in JupyterLab, and the presenter's view in a second window."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from classroom.files import PrivateFolder
from classroom.present.room import copy_notebooks, find, serve


def main(arguments: list[str], root: Path) -> int:
    """Present until Ctrl-C; return the exit code. Unknown arguments go to `jupyter lab`."""
    options, rest = parser().parse_known_args(arguments)
    notebook = find(root, options.lesson, options.folder)
    if notebook is None:
        print(
            f"{options.folder}/ has no notebook whose name begins with {options.lesson!r}.\n"
            "Give the number of a lesson, for example: python3 course.py present 03",
            file=sys.stderr,
        )
        return 1
    with PrivateFolder("present") as room:
        for line in copy_notebooks(room, root):
            print(line)
        print(f"Presenting {notebook}. Open the slides from the presenter's view. Stop with Ctrl-C.", flush=True)
        return serve(room, notebook, rest)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the options of `present`."""
    parser = argparse.ArgumentParser(prog="course.py present", description="Teach from a lesson, live.")
    parser.add_argument("lesson", help="the number of a lesson, or the beginning of its name")
    parser.set_defaults(folder="notebooks")
    for name, folder in (("exercise", "exercises"), ("solution", "solutions")):
        parser.add_argument(
            f"--{name}", dest="folder", action="store_const", const=folder, help=f"present the lesson's {folder}"
        )
    return parser
