"""Whether JupyterLab has the kernel and the widgets of this environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from classroom.doctor.finding import NEW_ENVIRONMENT, CheckFailed


def check_kernel(root: Path) -> str:
    """Check that Jupyter finds the kernel `python3`, and that it runs this environment's Python."""
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    command = spec.argv[0]
    if os.path.isabs(command) and os.path.realpath(command) != os.path.realpath(sys.executable):
        raise CheckFailed(
            f"python3 is another Python: {command}",
            "Start with: python3 course.py lab; or remove that kernel: jupyter kernelspec remove python3",
        )
    return f"python3 in {spec.resource_dir}"


def check_widgets(root: Path) -> str:
    """Check that ipywidgets and its JupyterLab extension are both installed."""
    import ipywidgets
    from jupyter_core.paths import jupyter_path

    for folder in jupyter_path("labextensions"):
        if (Path(folder) / "@jupyter-widgets" / "jupyterlab-manager" / "package.json").exists():
            return f"ipywidgets {ipywidgets.__version__} and its JupyterLab part"
    raise CheckFailed("the JupyterLab part of ipywidgets is missing", NEW_ENVIRONMENT)
