"""The settings of `lab`, read back as Jupyter reads them; the browser tests start a real JupyterLab."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.paths import ROOT
from classroom.run import lab

ASK_JUPYTER = """
import json, sys
from jupyter_core.paths import jupyter_config_path
from jupyterlab_server.config import get_page_config
from jupyterlab_server.settings_utils import _get_overrides
from jupyter_server.extension.config import ExtensionConfigManager
from jupyterlab.labapp import LabApp
app = LabApp()
app.load_config_file()
overrides, error = _get_overrides("/nowhere")
print(json.dumps({
    "overrides": overrides, "error": error,
    "url": app.config.LabApp.default_url, "news": app.config.LabApp.news_url,
    "update": app.config.LabApp.check_for_updates_class, "root": app.config.ServerApp.root_dir,
    "disabled": get_page_config([])["disabledExtensions"],
    "server": ExtensionConfigManager(read_config_path=jupyter_config_path()).get_jpserver_extensions(),
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The configuration of a Jupyter that `lab` starts, without settings of the user's own."""
    apart = tmp_path_factory.mktemp("jupyter")
    environment = {**os.environ, "JUPYTER_CONFIG_DIR": str(apart), "JUPYTER_DATA_DIR": str(apart)}
    environment.pop("JUPYTER_CONFIG_PATH", None)
    lab.prepare(environment)
    ran = subprocess.run([sys.executable, "-c", ASK_JUPYTER], env=environment, capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def test_settings_of_the_user_interface_are_honoured(told: dict) -> None:
    overrides = told["overrides"]
    assert not told["error"]
    assert overrides["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}
    assert overrides["@jupyterlab/apputils-extension:themes"]["adaptive-theme"] is True
    assert overrides["@jupyterlab/notebook-extension:tracker"]["codeCellConfig"]["lineWrap"] is True
    assert overrides["@jupyterlab/notebook-extension:tracker"]["recordTiming"] is False
    assert overrides["@jupyter-widgets/jupyterlab-manager:plugin"]["saveState"] is False


def test_settings_of_the_server_are_honoured(told: dict) -> None:
    assert told["root"] == str(ROOT)
    assert told["url"] == lab.first_notebook(ROOT)
    assert told["news"] is None and told["update"] == "jupyterlab.NeverCheckForUpdate"


def test_the_test_tools_stay_out_of_lab(told: dict) -> None:
    assert set(told["disabled"]) == {"@jupyter/nbgrader", "jupyterlab-jupytext"}
    tools = {name: on for name, on in told["server"].items() if name.startswith(("nbgrader", "jupyterlab_jupytext"))}
    assert len(tools) == 5 and not any(tools.values())


def test_variables_for_the_kernels() -> None:
    environment = {"JUPYTER_CONFIG_PATH": "/mine"}
    lab.prepare(environment)
    assert environment == {
        "JUPYTER_CONFIG_PATH": f"{lab.SETTINGS}{os.pathsep}/mine",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYTHONUTF8": "1",
    }


def test_first_notebook(tmp_path: Path) -> None:
    assert lab.first_notebook(tmp_path) == "/lab/tree/notebooks"
    (tmp_path / "notebooks").mkdir()
    for name in ("03_쿠키 하나.ipynb", "10_later.ipynb", "Untitled.ipynb"):
        (tmp_path / "notebooks" / name).touch()
    assert lab.first_notebook(tmp_path) == "/lab/tree/notebooks/03_%EC%BF%A0%ED%82%A4%20%ED%95%98%EB%82%98.ipynb"


def test_arguments_go_through_as_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from jupyterlab.labapp import LabApp

    given = []
    monkeypatch.setattr(LabApp, "launch_instance", given.append)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(sys, "argv", sys.argv)
    monkeypatch.chdir(tmp_path)
    assert lab.open_lab(["--no-browser", "--port", "8899"], tmp_path) == 0
    assert given == [["--no-browser", "--port", "8899"]]
