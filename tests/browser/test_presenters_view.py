"""`course.py present` in Chromium: slides in one window, the presenter's view in another, no request elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import TOKEN, running_lab

pytestmark = pytest.mark.browser
NOTEBOOK = "notebooks/03_cookies_carry_a_note.ipynb"


class Room:
    """Both windows, and the URLs that they requested."""

    def __init__(self, context: Any, address: str) -> None:
        self.requested: list[str] = []
        self.errors: list[str] = []
        context.on("request", lambda request: self.requested.append(request.url))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        self.address = address
        self.view = context.new_page()
        self.view.goto(f"{address}/presenter/{NOTEBOOK}?token={TOKEN}")
        with self.view.expect_popup() as opened:
            self.view.get_by_role("button", name="Open the slides").click()
        self.slides = opened.value
        self.slides.set_viewport_size({"width": 1280, "height": 720})
        self.slides.wait_for_function(
            "() => document.body.dataset.jpDeckMode && window.jupyterapp.shell.currentWidget"
            "?.sessionContext?.session?.kernel?.status === 'idle'",
            timeout=60_000,
        )
        self.slides.wait_for_timeout(1500)  # the slideshow collapses JupyterLab's side bars a second after its start

    def at(self) -> tuple[int, int | None]:
        """Return the active cell's number and its execution count."""
        number, count = self.slides.evaluate(
            "() => { const { content } = window.jupyterapp.shell.currentWidget;"
            " return [content.activeCellIndex, content.activeCell.model.executionCount ?? null] }"
        )
        return number, count

    def ran(self) -> None:
        """Wait until the active cell has run."""
        self.slides.wait_for_function(
            "() => { const { content, sessionContext } = window.jupyterapp.shell.currentWidget;"
            " return content.activeCell.model.executionCount && sessionContext.session.kernel.status === 'idle' }",
            timeout=30_000,
        )

    def press(self, page: Any, *keys: str) -> None:
        page.bring_to_front()
        for key in keys:
            page.keyboard.press(key)
            page.wait_for_timeout(250)

    def picture(self, name: str) -> None:
        if folder := os.environ.get("CLASSROOM_PICTURES"):
            self.view.screenshot(path=str(Path(folder) / f"presenter-{name}.png"))
            self.slides.screenshot(path=str(Path(folder) / f"presenter-{name}-slides.png"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("room")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with running_lab(folder, ["present", "03"]) as address:
        yield address


@pytest.fixture
def room(chromium: Any, address: str) -> Iterator[Room]:
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    yield Room(context, address)
    context.close()


def test_the_view_follows_the_slides_and_leads_them(room: Room) -> None:
    room.press(room.slides, "Space", "Space")
    assert room.at() == (2, None)
    room.view.get_by_text("Slide 3 of").wait_for()
    notes, after = room.view.locator("#notes"), room.view.locator("#next")
    assert "Ask the room" in notes.inner_text() and "Goes wrong" in notes.inner_text()
    assert "predict(" in after.inner_text()
    assert "35 minutes" in room.view.locator("header").inner_text()

    room.press(room.view, "Space")
    assert room.at() == (3, None)
    room.press(room.view, "Shift+Enter")
    room.ran()
    assert room.at()[0] == 3, "it runs in place, so that the result is seen"
    room.press(room.view, "PageDown", "PageUp", "ArrowRight", "Shift+Space")
    assert room.at()[0] == 3
    room.picture("view")
    assert room.errors == []
    assert [url for url in room.requested if not url.startswith((room.address, "data:", "blob:"))] == []


def test_a_prediction_by_keyboard_and_on(room: Room) -> None:
    room.press(room.slides, "Space", "Shift+Enter")
    room.ran()
    room.press(room.slides, "Space", "Space", "Shift+Enter")
    room.ran()
    room.slides.get_by_role("button", name="I choose b").wait_for()
    room.press(room.slides, "Tab", "Tab", "Enter")
    room.slides.get_by_text("You chose b.").wait_for()
    # The button that had the focus is gone; the keys must still work.
    room.press(room.slides, "Space")
    assert room.at() == (4, None)
    room.press(room.slides, "Shift+Enter")
    room.ran()
    assert room.at()[0] == 4
    assert room.errors == []


def test_one_esc_too_many_and_on(room: Room) -> None:
    room.press(room.slides, "Space", "Escape")
    assert room.slides.evaluate("() => document.body.dataset.jpDeckMode") != "presenting"
    room.press(room.slides, "Space")
    room.slides.wait_for_selector("body[data-jp-deck-mode='presenting']", state="attached")
    assert room.at() == (1, None)
    room.press(room.slides, "Space")
    assert room.at() == (2, None)


def test_the_view_finds_its_slides_again(room: Room) -> None:
    room.press(room.slides, "Space", "Space")
    room.view.reload()
    room.view.get_by_role("button", name="Open the slides").click()
    room.view.get_by_text("Slide 3 of").wait_for()
    assert len(room.view.context.pages) == 2


def test_the_view_is_readable_for_all(room: Room) -> None:
    from axe_playwright_python.sync_playwright import Axe

    room.press(room.slides, "Space", "Space")
    room.view.get_by_text("Slide 3 of").wait_for()
    for scheme in ("light", "dark"):
        room.view.emulate_media(color_scheme=scheme)
        found = Axe().run(room.view).response["violations"]
        assert [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]] == []


def test_the_address_that_jupyter_prints_opens_the_view(chromium: Any, address: str, folder: Path) -> None:
    """For a presenter who copies it, over ssh or where no browser opens by itself."""
    printed = re.search(rf"{re.escape(address)}/\S+", (folder / "lab.log").read_text(encoding="utf-8"))
    assert printed
    context = chromium.new_context()
    try:
        page = context.new_page()
        page.goto(printed[0].replace("token=...", f"token={TOKEN}"))
        page.get_by_role("heading", name="Cookies carry a note").first.wait_for()
    finally:
        context.close()


def test_the_view_is_behind_the_token(chromium: Any, address: str) -> None:
    context = chromium.new_context()
    try:
        for path in (f"/presenter/{NOTEBOOK}", f"/presenter/deck?notebook={NOTEBOOK}"):
            page = context.new_page()
            page.goto(address + path)
            assert "/login" in page.url
        for path in ("/presenter/deck?notebook=../pyproject.toml", "/presenter/deck?notebook=notebooks/none.ipynb"):
            answer = context.request.get(f"{address}{path}&token={TOKEN}")
            assert answer.status == 404
    finally:
        context.close()
