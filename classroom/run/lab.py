"""Starts JupyterLab with the course's settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from urllib.parse import quote

SETTINGS = Path(__file__).parent / "lab_settings"


def open_lab(arguments: list[str], root: Path) -> int:
    """Run `jupyter lab` in this process, with the arguments as they are; return its exit code."""
    from jupyterlab.labapp import LabApp

    prepare(os.environ)
    # This folder disables the slideshow, which only `present` needs. It is read last, so that nothing enables it again.
    os.environ["JUPYTER_CONFIG_PATH"] += os.pathsep + str(SETTINGS / "learner")
    os.chdir(root)
    sys.argv = ["jupyter-lab", *arguments]
    LabApp.launch_instance(arguments)
    return 0


def prepare(environment: dict[str, str] | os._Environ[str]) -> None:
    """Set the environment variables that Jupyter and its kernels read.

    environment: changed in place; `os.environ`, or a copy for a subprocess.
    """
    ours = [str(SETTINGS), environment.get("JUPYTER_CONFIG_PATH", "")]
    environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, ours))
    # Otherwise a kernel "python3" that the user installed for another project would be started instead of ours.
    environment["JUPYTER_PREFER_ENV_PATH"] = "1"
    # Files and output are UTF-8 in the kernels too, even on a Korean Windows.
    environment["PYTHONUTF8"] = "1"


def first_notebook(root: Path) -> str:
    """Return JupyterLab's URL path of the notebook with the lowest number, or of the folder where there is none."""
    names = sorted(path.name for path in (root / "notebooks").glob("[0-9]*.ipynb"))
    return "/lab/tree/" + quote("/".join(["notebooks", *names[:1]]))
