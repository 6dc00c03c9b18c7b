"""All drawings in a real browser: light and dark, narrow and wide, checked by axe and used by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from examples import HOSTILE, PREDICTION, all_drawings, conversation, exchange

from classroom.draw.browser.mini_browser import mini_browser
from classroom.draw.escape import tag
from classroom.draw.exchange.viewer import exchange_viewer
from classroom.draw.ladder.ladder import ladder
from classroom.draw.quiz.quiz import quiz_view

pytestmark = pytest.mark.browser

LAB = {  # JupyterLab's CSS variables in its two themes.
    "light": "--jp-layout-color0: #fff; --jp-ui-font-color0: rgba(0,0,0,1); --jp-content-font-size1: 14px;",
    "dark": "--jp-layout-color0: #111111; --jp-ui-font-color0: rgba(255,255,255,1); --jp-content-font-size1: 14px;",
}
WIDTHS = {"phone": 390, "wide": 1100}


def page_with(*drawings: str, style: str = "") -> str:
    """A page as in a static export: drawings one below the other, nothing else loaded."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Drawings</title>'
        f"<style>:root {{ color-scheme: light dark; {style} }} body {{ margin: 8px }}</style></head>"
        f"<body><main><h1>Drawings</h1>{''.join(drawings)}</main></body></html>"
    )


def findings(page: Any) -> list[tuple[str, list[str]]]:
    """The violations that axe finds, with their elements."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


@pytest.fixture
def opened(chromium: Any) -> Iterator[Any]:
    """A function that opens a page and returns it; `page.said` has the messages of the console."""
    contexts = []

    def open_page(html: str, scheme: str = "light", width: int = 1100, **more: Any) -> Any:
        context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("dialog", lambda dialog: page.said.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: page.said.append(f"request: {request.url}"))
        page.set_content(html)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("host", ["static", "lab"])
def test_axe_finds_nothing_and_the_console_stays_silent(opened: Any, host: str, theme: str, width: str) -> None:
    html = page_with(*(view.html for view in all_drawings().values()), style=LAB[theme] if host == "lab" else "")
    # JupyterLab's theme may differ from the system's preference.
    scheme = theme if host == "static" else {"light": "dark", "dark": "light"}[theme]
    page = opened(html, scheme, WIDTHS[width], reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert findings(page) == []
    assert page.said == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_pane(opened: Any, theme: str) -> None:
    page = opened(page_with(exchange_viewer(conversation()).html, style=LAB[theme]), theme)
    page.locator(".cr-e3").check(force=True)
    for place in range(8):
        page.locator(f".cr-t{place}").check(force=True)
        assert findings(page) == [], f"pane {place}"
    assert page.said == []


@pytest.mark.parametrize("width", WIDTHS.values())
def test_nothing_is_wider_than_the_page(opened: Any, width: int) -> None:
    long = exchange(start=f"GET /{'long' * 200} HTTP/1.1", up=f"{'name' * 40}={'value' * 200}")
    html = page_with(*(view.html for view in all_drawings().values()), exchange_viewer(long).html, ladder(long).html)
    page = opened(html, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_arrow_keys_choose_the_exchange_and_the_tab(opened: Any) -> None:
    page = opened(page_with(exchange_viewer(conversation()).html))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "cr-e4"
    page.keyboard.press("ArrowUp")
    assert page.locator(".cr-x:visible").inner_text().startswith("Exchange 4 POST")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    assert page.locator(".cr-p:visible").inner_text().startswith("↑ Request")
    page.keyboard.press("Enter")
    assert page.locator(".cr-x:visible").count() == 1


def test_two_viewers_of_the_same_exchanges_do_not_disturb_each_other(opened: Any) -> None:
    view = exchange_viewer(conversation())
    page = opened(page_with(view.html, view.html))
    page.locator(".cr-e0").nth(1).check(force=True)
    page.locator(".cr-t5").nth(1).check(force=True)
    assert page.locator(".cr-x:visible").nth(0).inner_text().startswith("Exchange 5")
    assert page.locator(".cr-x:visible").nth(1).inner_text().startswith("Exchange 1")


def test_a_preview_shows_the_page_and_runs_nothing(opened: Any) -> None:
    body = f"<p>Seen.</p><script>top.hit = 1</script><img src=/x onerror='top.hit=1'>{HOSTILE}<form><button>Go</button>"
    view = mini_browser(body, "http://127.0.0.1:9/", 200)
    page = opened(page_with(view.html))
    frame = page.frame_locator("iframe")
    assert frame.locator("p").inner_text() == "Seen."
    assert page.evaluate("window.hit") is None
    assert page.said == []


def test_nothing_hostile_runs_in_any_drawing(opened: Any) -> None:
    bad = exchange(
        start=f"GET /{HOSTILE} HTTP/1.1", up=f"a={HOSTILE}", down=(f"b={HOSTILE}; {HOSTILE}",), remark=HOSTILE
    )
    page = opened(page_with(exchange_viewer(bad).html, ladder(bad).html, tag("p", HOSTILE)))
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.images.length") == 0
    assert page.said == []


def test_the_animation_ends_pauses_and_honours_the_reader(opened: Any) -> None:
    html = page_with(all_drawings()["onion"].html)
    page = opened(html)
    running = "document.getAnimations().filter(one => one.playState == 'running').length"
    assert page.evaluate(running) > 0
    page.get_by_label("Pause the animation").check()
    assert page.evaluate(running) == 0
    page.get_by_label("Pause the animation").uncheck()
    page.evaluate("document.getAnimations().forEach(one => one.finish())")
    assert page.evaluate(running) == 0
    assert opened(html, reduced_motion="reduce").evaluate("document.getAnimations().length") == 0


def test_an_explanation_opens_by_keyboard(opened: Any) -> None:
    page = opened(page_with(quiz_view(PREDICTION, "b", True).html))
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("A server can only go by what it is sent").is_visible()
