"""Makes a room, a temporary folder to present from, and runs JupyterLab in it.

A room has copies of all notebooks, JupyterLab's settings, and an empty record of predictions and passes. So presenting
does not change the course, and each start begins afresh.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from classroom.build.deck import NotANotebook, read_notebook, slide_type
from classroom.paths import BUILT, PROGRESS, WORKSHOP
from classroom.run import lab

SETTINGS = Path(__file__).parent / "settings"


def find(root: Path, lesson: str, folder: str) -> str | None:
    """Return the path of a notebook relative to the root, or None where there is none.

    lesson: a number or the beginning of a name: "3", "03", "03_cookies". folder: "notebooks", "exercises", "solutions".
    One that begins with a slide, as the build makes it, comes before others, and the lesson before a copy of it, which
    JupyterLab calls `03_…-Copy1.ipynb`.
    """
    start = lesson.zfill(2)
    found = []
    for path in (root / folder).glob("*.ipynb"):
        if path.name.startswith(start):
            with contextlib.suppress(NotANotebook):
                cells = read_notebook(path)["cells"]
                is_built = bool(cells) and slide_type(cells[0]) == "slide"
                found.append((not is_built, len(path.name), path.name))
    return f"{folder}/{min(found)[2]}" if found else None


def copy_notebooks(room: Path, root: Path) -> list[str]:
    """Write a copy of every notebook into the room, prepared as slides. room: an empty folder.

    Returns what was left out, a line each: files and folders of such a name that are no notebooks.
    """
    left = []
    for folder in BUILT:
        (room / folder).mkdir()
        for path in sorted((root / folder).glob("*.ipynb")):
            try:
                slides = as_slides(read_notebook(path))
            except NotANotebook as problem:
                left.append(f"Left out: {folder}/{path.name}. {problem}")
            else:
                (room / folder / path.name).write_text(slides, encoding="utf-8")
    return left


def as_slides(content: dict[str, Any]) -> str:
    """Return a notebook for the room: without notes and outputs, and without sub-slides, so that a clicker can go on.

    The slideshow shows a note as an empty slide, and stops there after a cell above it was run.
    content: the notebook's JSON; it is changed.
    """
    content["cells"] = [cell for cell in content["cells"] if slide_type(cell) not in ("notes", "skip")]
    for number, cell in enumerate(content["cells"]):
        kind = slide_type(cell)
        cell["metadata"]["slideshow"] = {"slide_type": "slide" if kind == "subslide" or number == 0 else kind}
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(content, ensure_ascii=False)


def serve(room: Path, notebook: str, arguments: list[str]) -> int:
    """Run JupyterLab in this process until it ends; return the exit code.

    room: the folder. notebook: the path of one in it. arguments: for `jupyter lab`.
    """
    lab.prepare(os.environ)
    # A copy, because Jupyter writes to it. It replaces the user's own configuration.
    os.environ["JUPYTER_CONFIG_DIR"] = shutil.copytree(SETTINGS, str(room / ".lab" / "config"))
    os.environ["JUPYTERLAB_SETTINGS_DIR"] = str(room / ".lab" / "config" / "settings")
    os.environ["JUPYTERLAB_WORKSPACES_DIR"] = str(room / ".lab" / "workspaces")
    os.environ[PROGRESS] = str(room / ".lab" / "progress.json")
    os.environ[WORKSHOP] = str(room / "exercises")
    from jupyterlab.labapp import LabApp  # here, because it reads these variables when it is imported

    arguments = [
        f"--ServerApp.root_dir={room}",
        f"--LabApp.default_url=/presenter/{quote(notebook)}",
        "--LabApp.custom_css=True",
        # The presenter's view reads from JupyterLab's app object which slide is shown.
        "--LabApp.expose_app_in_browser=True",
        *arguments,
    ]
    os.chdir(room)
    sys.argv = ["jupyter-lab", *arguments]
    try:
        LabApp.launch_instance(arguments)
    finally:
        os.chdir(SETTINGS)  # Windows cannot remove the working directory of a process
    return 0
