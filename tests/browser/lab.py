"""A real JupyterLab for a test, on a free port and without the user's own settings."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from classroom.paths import ROOT

TOKEN = "for-this-test-only"


@contextmanager
def running_lab(folder: Path, command: Sequence[str] = ("lab", "--LabApp.expose_app_in_browser=True")) -> Iterator[str]:
    """JupyterLab as `course.py lab` starts it, or another command. folder: for settings and record.

    Yields its address.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # By default only the visible cells are rendered; a picture and axe need all of them.
    settings = folder / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    (settings / "tracker.jupyterlab-settings").write_text('{"windowingMode": "none"}', encoding="utf-8")
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
        "CLASSROOM_PROGRESS": str(folder / "progress.json"),
    }
    started = [sys.executable, "-m", "classroom.command", *command, "--no-browser", f"--port={port}", "--allow-root"]
    started += [f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0"]
    with (folder / "lab.log").open("wb") as log:
        lab = subprocess.Popen(started, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_up(f"{address}/api/status?token={TOKEN}", lab)
            yield address
        finally:
            lab.terminate()
            lab.wait(20)


def _wait_until_up(url: str, lab: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        assert lab.poll() is None, "JupyterLab ended; see lab.log"
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("JupyterLab did not come up")


class LabPage:
    """One notebook in one page of the browser."""

    def __init__(self, browser: Any, address: str, notebook: str, width: int = 1280, height: int = 900) -> None:
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{address}/lab/workspaces/test{time.time_ns()}/tree/{notebook}?token={TOKEN}")
        self.page.wait_for_function(
            "() => { const panel = window.jupyterapp?.shell.currentWidget;"
            " return panel?.content?.widgets?.length && panel.sessionContext?.session?.kernel?.status === 'idle' }",
            timeout=40_000,
        )

    def run_all(self) -> None:
        """Run every cell, as the menu does, and wait for the last, because the command may return before it ends."""
        self.page.set_default_timeout(120_000)
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_function(
            "() => { const panel = window.jupyterapp.shell.currentWidget;"
            " const code = panel.content.widgets.filter(cell => cell.model.type === 'code');"
            " return code.every(cell => cell.model.executionState !== 'running' && cell.model.executionCount)"
            " && panel.sessionContext.session.kernel.status === 'idle' }"
        )
        self.page.wait_for_timeout(700)

    def colours(self, scheme: str) -> None:
        """Set the system's colour scheme, "light" or "dark", which the course's JupyterLab follows."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_function(
            "light => document.body.dataset.jpThemeLight === light", arg="true" if scheme == "light" else "false"
        )
        self.page.wait_for_timeout(500)

    def cells(self) -> list[dict[str, Any]]:
        """The notebook's cells as Jupyter would save them."""
        text = self.page.evaluate(
            "() => JSON.stringify(window.jupyterapp.shell.currentWidget.content.model.toJSON().cells)"
        )
        return list(json.loads(text))

    def picture(self, path: Path) -> None:
        """Save the whole notebook as one picture."""
        height = self.page.evaluate(
            "() => { const n = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer');"
            " return n.scrollHeight }"
        )
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": size["width"], "height": min(int(height) + 150, 16_000)})
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.scrollToItem(0)")
        self.page.wait_for_timeout(800)
        self.page.screenshot(path=str(path))
        self.page.set_viewport_size(size)

    def axe(self) -> list[str]:
        """Return what axe reports for the outputs of the cells."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, context={"include": [[".jp-OutputArea-output"]]}).response["violations"]
        return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
