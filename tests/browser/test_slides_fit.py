"""Every lesson as `course.py present` shows it, at 1280x720: each screen fits with some room to spare, nothing in it
scrolls, and the space bar alone runs no cell.

`pytest tests/browser/test_slides_fit.py -k 03` tests one lesson. Where a screen is too tall, shorten what is on it,
or begin a new one before a cell with `slideshow={"slide_type": "subslide"}` in the cell's header.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lab import LabPage, running_lab

from classroom.check.catalogue import lessons

pytestmark = pytest.mark.browser
# The height of an output varies: a number may have a digit more, another version of Django a longer text.
ROOM = 10
# Lessons only: the generated pages beside them (map, glossary …) are not presented.
LESSONS = [lesson.stem for lesson in lessons()]

ON_SCREEN = """() => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const cells = content.widgets.map((cell, index) => ({ index, cell }))
        .filter(({ cell }) => cell.node.classList.contains('jp-deck-mod-onscreen'));
    return { active: content.activeCellIndex, cells: cells.map(({ index, cell }) => {
        const box = cell.node.getBoundingClientRect();
        return { index, top: box.top, bottom: box.bottom, wide: cell.node.scrollWidth - cell.node.clientWidth,
            scrolls: scrolling(cell.node), first: cell.model.sharedModel.getSource().split('\\n')[0] };
    }) };
    function scrolling(node) {
        const may = (overflow) => ['auto', 'scroll'].includes(overflow);
        return [...node.querySelectorAll('*')].filter(each => {
            const { overflowX, overflowY, flexDirection } = getComputedStyle(each);
            // Of a long traceback the end is shown, and it is read from there.
            const fromItsEnd = flexDirection === 'column-reverse' && each.scrollTop === 0;
            const tall = may(overflowY) && each.scrollHeight > each.clientHeight + 1 && !fromItsEnd;
            const wide = may(overflowX) && each.scrollWidth > each.clientWidth + 1;
            return each.checkVisibility() && (tall || wide);
        }).map(each => String(each.className) || each.tagName);
    }
}"""
ON = "() => window.jupyterapp.commands.execute('deck:go', { direction: 'down', alternate: 'forward' })"
RAN = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === 'code' && cell.model.executionCount).length"""


@dataclass(frozen=True)
class Walk:
    """What was found from the first screen to the last: unexecuted with Space, then with all outputs."""

    ran: int
    visited: set[int]
    cells: int
    too_big: list[str]
    errors: list[str]


@pytest.fixture(scope="module")
def walk(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Walk]]:
    """Returns a function that walks through a lesson; the result is cached for the other tests of that lesson."""
    walks: dict[str, Walk] = {}
    with running_lab(tmp_path_factory.mktemp("room"), ["present", "00"]) as address:

        def walk(stem: str) -> Walk:
            if stem not in walks:
                lab = LabPage(chromium, address, f"notebooks/{stem}.ipynb", 1280, 720)
                try:
                    walks[stem] = through(lab, stem)
                finally:
                    lab.page.close()
            return walks[stem]

        yield walk


def through(lab: LabPage, stem: str) -> Walk:
    lab.page.wait_for_selector("body[data-jp-deck-mode='presenting']", state="attached")
    lab.page.wait_for_timeout(1500)  # the slideshow collapses JupyterLab's side bars a second after its start
    cells = len(lab.cells())
    visited, last = set(), -1
    while (here := lab.page.evaluate(ON_SCREEN)["active"]) != last:
        visited.add(last := here)
        lab.page.keyboard.press("Space")
        lab.page.wait_for_timeout(60)
    ran = lab.page.evaluate(RAN)
    lab.run_all()
    return Walk(ran, visited, cells, list(too_big(lab, stem)), lab.errors)


def too_big(lab: LabPage, stem: str) -> Iterator[str]:
    lab.page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 0 }")
    lab.page.wait_for_timeout(300)
    height = lab.page.viewport_size["height"]
    seen: list[tuple[int, ...]] = []
    last = -1
    while (screen := lab.page.evaluate(ON_SCREEN))["active"] != last:
        last, cells = screen["active"], screen["cells"]
        indexes = tuple(cell["index"] for cell in cells)
        if indexes not in seen:
            seen.append(indexes)
            if folder := os.environ.get("CLASSROOM_PICTURES"):
                lab.page.wait_for_timeout(150)
                lab.page.screenshot(path=str(Path(folder) / f"{stem}-slide-{len(seen):02}.png"))
            spare = height - (cells[-1]["bottom"] - cells[0]["top"])
            if spare < ROOM:
                worst = max(cells, key=lambda cell: cell["bottom"] - cell["top"])
                yield f"{stem}, slide {len(seen)}: {spare:.0f} px to spare; tallest cell: {worst['first']}"
            yield from (
                f"{stem}, slide {len(seen)}: scrolls in {', '.join(cell['scrolls'])}: {cell['first']}"
                for cell in cells
                if cell["scrolls"]
            )
            yield from (
                f"{stem}, slide {len(seen)}: {cell['wide']} px too wide: {cell['first']}"
                for cell in cells
                if cell["wide"] > 1
            )
        lab.page.evaluate(ON)


@pytest.mark.parametrize("stem", LESSONS)
def test_every_screen_fits(walk: Callable[[str], Walk], stem: str) -> None:
    assert walk(stem).too_big == []
    assert walk(stem).errors == []


@pytest.mark.parametrize("stem", LESSONS)
def test_space_goes_through_and_runs_nothing(walk: Callable[[str], Walk], stem: str) -> None:
    assert walk(stem).ran == 0
    assert walk(stem).visited == set(range(walk(stem).cells)), "a cell that Space does not reach"
