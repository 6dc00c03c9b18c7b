from __future__ import annotations

import pytest
from examples import PAGE
from markup import words_of

from classroom.draw.browser.mini_browser import mini_browser
from classroom.draw.browser.words import title_and_words

URL = "http://127.0.0.1:8123/desk/hello/"


def test_a_page_stands_in_a_frame_that_can_do_nothing() -> None:
    html = mini_browser(PAGE, URL, 200).html
    assert 'sandbox="" srcdoc="' in html
    assert 'title="Preview of The desk"' in html
    assert "default-src &#x27;none&#x27;" in html


def test_the_style_of_the_site_is_put_into_the_page() -> None:
    assert "rebeccapurple" in mini_browser(PAGE, URL, 200, style="h1 { color: rebeccapurple }").html


def test_the_link_opens_the_real_browser() -> None:
    html = mini_browser(PAGE, URL, 200).html
    assert f'<a href="{URL}" target="_blank" rel="noopener"' in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", "file:///etc/passwd", "/desk/"])
def test_no_link_where_there_is_no_web_address(url: str) -> None:
    view = mini_browser(PAGE, url, 200)
    assert "<a " not in view.html
    assert "Open in a real browser" not in view.text


def test_another_kind_of_body_is_shown_as_text() -> None:
    view = mini_browser('{"a": "<b>"}', URL, 404, kind="application/json", reason="Not Found")
    assert "<iframe" not in view.html
    assert '{"a": "<b>"}' in words_of(view.html)
    assert view.text.startswith("404 Not Found  http://")


def test_the_text_form_holds_the_words_of_the_page() -> None:
    text = mini_browser(PAGE, URL, 200).text
    assert "Title: The desk" in text
    assert "Hello, stranger." in text
    assert "<p>" not in text


@pytest.mark.parametrize(
    "page", ["", "<!", "<![x", "<p", "&#xfffffff;", "<title>", "<script>x", "<!DOCTYPE [", "\x00<a"]
)
def test_broken_pages_are_read_without_a_fuss(page: str) -> None:
    title_and_words(page)
