"""A room to present in: a lesson as slides in JupyterLab, and beside it the presenter's view.

Each start is a room of its own, in a temporary folder: copies of all notebooks, new kernels, Lab's settings, the record
of predictions and passes. So the course stays as it is, and the next group begins where the first one did.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from urllib.parse import quote

from classroom.build.deck import slide_type
from classroom.paths import BUILT, PROGRESS, WORKSHOP
from classroom.run import lab

SETTINGS = Path(__file__).parent / "settings"


def find(root: Path, lesson: str, folder: str) -> str | None:
    """Return the path of a notebook from the root, or None. lesson: "3", "03", "03_cookies"."""
    start = lesson.zfill(2)
    found = sorted(path.name for path in (root / folder).glob("*.ipynb") if path.name.startswith(start))
    return f"{folder}/{found[0]}" if found else None


def furnish(room: Path, root: Path) -> None:
    """Put a copy of every notebook into the room, ready to present."""
    for folder in BUILT:
        (room / folder).mkdir()
        for path in sorted((root / folder).glob("*.ipynb")):
            (room / folder / path.name).write_text(as_slides(path.read_text(encoding="utf-8")), encoding="utf-8")


def as_slides(notebook: str) -> str:
    """Return a notebook for the room: no notes, no outputs, and slides in one line, for a clicker.

    The slideshow gives a note an empty slide of its own, and no way on from there, when a cell above is run and left.
    """
    content = json.loads(notebook)
    content["cells"] = [cell for cell in content["cells"] if slide_type(cell) not in ("notes", "skip")]
    for cell in content["cells"]:
        if slide_type(cell) == "subslide":
            cell["metadata"]["slideshow"]["slide_type"] = "slide"
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    return json.dumps(content, ensure_ascii=False)


def serve(room: Path, notebook: str, arguments: list[str]) -> int:
    """Run JupyterLab in this process, in the room."""
    lab.prepare(os.environ)
    # A copy, because Jupyter writes there; and in place of the user's own, which may hold anything.
    os.environ["JUPYTER_CONFIG_DIR"] = shutil.copytree(SETTINGS, str(room / ".lab" / "config"))
    os.environ["JUPYTERLAB_SETTINGS_DIR"] = str(room / ".lab" / "config" / "settings")
    os.environ["JUPYTERLAB_WORKSPACES_DIR"] = str(room / ".lab" / "workspaces")
    os.environ[PROGRESS] = str(room / ".lab" / "progress.json")
    os.environ[WORKSHOP] = str(room / "exercises")
    from jupyterlab.labapp import LabApp  # here, because it reads these variables as it is loaded

    arguments = [
        f"--ServerApp.root_dir={room}",
        f"--LabApp.default_url=/presenter/{quote(notebook)}",
        "--LabApp.custom_css=True",
        # The presenter's view reads from it which slide is shown.
        "--LabApp.expose_app_in_browser=True",
        *arguments,
    ]
    os.chdir(room)
    sys.argv = ["jupyter-lab", *arguments]
    try:
        LabApp.launch_instance(arguments)
    finally:
        os.chdir(SETTINGS)  # Windows does not remove the folder in which it stands
    return 0
