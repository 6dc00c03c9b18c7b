"""Exercises, predictions and links in a real JupyterLab in Chromium: every button and link does what the text says."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import ROOT, LabPage, running_lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (ROOT / "exercises" / "00_start_here.ipynb").exists(), reason="lesson 00 is not built yet"),
]
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
WRONG = """
import requests
from classroom import exercise

def ask_in_order(url, paths):
    requests.get(url + paths[0])

exercise("00.2").check(ask_in_order)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lab")
    with running_lab(folder) as address:
        # The learner's mode: in others, a link into a notebook that is not open yet behaves differently.
        shutil.rmtree(folder / "settings" / "@jupyterlab" / "notebook-extension")
        yield address


def run_source(lab: LabPage, source: str) -> Any:
    """Write a source into the last cell, run that cell, and return its output once it has some."""
    lab.page.evaluate(
        """async source => {
            const content = window.jupyterapp.shell.currentWidget.content;
            content.activeCellIndex = content.widgets.length - 1;
            await window.jupyterapp.commands.execute('notebook:insert-cell-below');
            content.activeCell.model.sharedModel.setSource(source);
            await window.jupyterapp.commands.execute('notebook:run-cell');
        }""",
        source,
    )
    output = lab.page.locator(f"{PANEL} .jp-CodeCell").last.locator(".jp-Cell-outputArea")
    output.locator(".crv").first.wait_for(timeout=60_000)
    return output


def current_path(lab: LabPage) -> str:
    return str(lab.page.evaluate("() => window.jupyterapp.shell.currentWidget?.context?.path"))


def picture(lab: LabPage, name: str) -> None:
    if folder := os.environ.get("CLASSROOM_PICTURES"):
        lab.page.screenshot(path=str(Path(folder) / f"{name}.png"))


def follow(lab: LabPage, link: Any, path: str, heading: str) -> None:
    """Click a link, and check that it brings that heading of that notebook onto the screen."""
    link.click()
    lab.page.wait_for_function(
        "path => window.jupyterapp.shell.currentWidget?.context?.path === path", arg=path, timeout=30_000
    )
    place = lab.page.locator(f"{PANEL} .jp-RenderedMarkdown :is(h1, h2, h3)", has_text=heading).first
    place.wait_for(timeout=30_000)
    lab.page.wait_for_function(
        """([panel, text]) => [...document.querySelectorAll(panel + ' .jp-RenderedMarkdown h2')].some(h => {
            const box = h.getBoundingClientRect();
            return h.textContent.includes(text) && box.height > 0 && box.top > 0 && box.bottom < innerHeight })""",
        arg=[PANEL, heading],
        timeout=30_000,
    )


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_an_exercise_from_a_wrong_answer_to_its_solution(chromium: Any, address: str, colours: str) -> None:
    lab = LabPage(chromium, address, "exercises/00_start_here.ipynb")
    try:
        lab.colours(colours)
        run_source(lab, "from classroom import progress\nprogress().reset()")
        output = run_source(lab, WRONG)
        drawing = output.locator(".crv").first
        assert "Not yet" in drawing.inner_text()
        for number in (1, 2, 3):
            output.get_by_role("button", name=f"Hint {number} of 3").click()
            output.get_by_text(f"Hint {number} of 3", exact=True).first.wait_for()
        output.get_by_role("button", name="Solution").click()
        output.get_by_text("Why this works.").wait_for()
        assert output.get_by_role("button").count() == 0
        assert "Not yet" in output.locator(".crv").first.inner_text(), "the verdict stays above the help"
        picture(lab, f"exercise-{colours}")
        assert lab.axe() == []
        follow(
            lab,
            output.get_by_role("link", name="lesson 00").first,
            "notebooks/00_start_here.ipynb",
            "How does an exercise answer you?",
        )
        picture(lab, f"refuting-cell-{colours}")
        assert lab.errors == []
    finally:
        lab.page.close()


def test_a_prediction_is_committed_by_its_button(chromium: Any, address: str) -> None:
    lab = LabPage(chromium, address, "notebooks/00_start_here.ipynb")
    try:
        run_source(lab, "from classroom import progress\nprogress().reset()")
        output = run_source(lab, 'from classroom import predict\n\npredict("00.what_is_kept")')
        output.get_by_role("button", name="I choose b").click()
        output.get_by_text("You chose b. Run the next cell, then compare.").wait_for()
        assert output.get_by_role("button").count() == 0
        compared = run_source(lab, 'predict("00.what_is_kept").compare()')
        assert "✗ You chose b" in compared.inner_text()
        output = run_source(lab, "progress()")
        picture(lab, "progress")
        follow(
            lab,
            output.get_by_role("link", name="What is kept of one request?"),
            "notebooks/00_start_here.ipynb",
            "What is kept of one request?",
        )
        output.get_by_role("link", name="00.2").first.scroll_into_view_if_needed()
        follow(
            lab,
            output.get_by_role("link", name="00.2").first,
            "exercises/00_start_here.ipynb",
            "2. Ask for several pages, in order",
        )
        assert lab.errors == []
    finally:
        lab.page.close()


def test_the_checkup_hears_its_button(chromium: Any, address: str) -> None:
    lab = LabPage(chromium, address, "notebooks/00_start_here.ipynb")
    try:
        output = run_source(lab, "from classroom import checkup\n\ncheckup()")
        output.get_by_role("button", name="Do you hear me?").click()
        output.get_by_text("the button was heard").wait_for()
        assert output.get_by_role("button").count() == 0
        picture(lab, "checkup")
        with lab.page.context.expect_page() as opened:
            output.get_by_role("link", name="http://127.0.0.1").click()
        opened.value.get_by_role("link", name="Notice board").first.wait_for()
        opened.value.close()
    finally:
        lab.page.close()
