"""The generated pages in a real JupyterLab: they fit, axe finds nothing, a link opens a lesson at its cell."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import LabPage, running_lab

pytestmark = pytest.mark.browser
PAGES = ("glossary", "map_from_the_notes", "misconceptions")
LINKS = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-RenderedMarkdown a[href*='#cell-id=']"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("lab")
    with running_lab(folder) as address:
        # The learner's mode: in others, a link into a notebook that is not open yet behaves differently.
        shutil.rmtree(folder / "settings" / "@jupyterlab" / "notebook-extension")
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_well(chromium: Any, address: str, name: str) -> None:
    lab = LabPage(chromium, address, f"notebooks/{name}.ipynb", width=1280)
    try:
        lab.page.locator(LINKS).first.wait_for()
        # Cells outside the screen are laid out only when they are scrolled to.
        lab.page.set_viewport_size({"width": 1280, "height": 12_000})
        lab.page.wait_for_timeout(2_000)
        for scheme in ("light", "dark"):
            lab.colours(scheme)
            if folder := os.environ.get("CLASSROOM_PICTURES"):
                lab.page.screenshot(path=str(Path(folder) / f"{name}-{scheme}.png"))
            assert objections(lab) == []
        wide = "() => [...document.querySelectorAll('.jp-RenderedMarkdown')].map(e => e.scrollWidth - e.clientWidth)"
        sizes = lab.page.evaluate(wide)
        assert len(sizes) > 1 and max(sizes) == 0, "a table runs off the screen"
        assert lab.errors == []
    finally:
        lab.page.close()


def objections(lab: LabPage) -> list[str]:
    """Return what axe reports for the text of the cells."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(lab.page, context={"include": [[".jp-RenderedMarkdown"]]}).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def arrives(lab: LabPage, link: Any, path: str, cell: str) -> bool:
    """Whether a click on the link opens the notebook and brings the cell onto the screen."""
    from playwright.sync_api import TimeoutError

    page = lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.id")
    # JupyterLab gives up where the lesson is not laid out within ten seconds, as on a busy machine: click once more.
    for _ in range(3):
        lab.page.evaluate("id => window.jupyterapp.shell.activateById(id)", page)
        link.click()
        try:
            lab.page.wait_for_function(
                """([path, id]) => {
                    const panel = window.jupyterapp.shell.currentWidget;
                    if (panel?.context?.path !== path) return false;
                    const box = panel.content.widgets.find(cell => cell.model.id === id)?.node.getBoundingClientRect();
                    return box && box.height > 0 && box.top > 0 && box.top < innerHeight }""",
                arg=[path, cell],
                timeout=20_000,
            )
            return True
        except TimeoutError:
            continue
    return False


@pytest.mark.parametrize("name", PAGES)
def test_a_link_opens_a_lesson_at_its_cell(chromium: Any, address: str, name: str) -> None:
    lab = LabPage(chromium, address, f"notebooks/{name}.ipynb")
    try:
        links = lab.page.locator(LINKS)
        links.first.wait_for()
        # A link in the middle of the page: it leads far down in a lesson other than the first.
        link = links.nth(links.count() // 2)
        lesson, cell = str(link.get_attribute("href")).split("/")[-1].split("#cell-id=")
        assert arrives(lab, link, f"notebooks/{lesson.partition('?')[0]}", cell)
        assert lab.errors == []
    finally:
        lab.page.close()
