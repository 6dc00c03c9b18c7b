"""What a drawing and a previewed page can never do: run, load, send, move. By name, not by the lists of the code."""

from __future__ import annotations

import re

import html5lib
import pytest

from classroom.draw.browser.mini_browser import MOST_TEXT, mini_browser
from classroom.draw.escape import ATTRIBUTES, PAGE_TAGS, TAGS, document, part, sandboxed_page, tag
from classroom.draw.view import View

ACTS = {
    "applet", "area", "audio", "base", "button", "canvas", "embed", "fencedframe", "frame", "frameset", "image", "img",
    "link", "map", "marquee", "math", "meta", "noscript", "object", "param", "picture", "plaintext", "portal", "script",
    "select", "slot", "source", "style", "svg", "template", "textarea", "title", "track", "video", "xmp",
}  # fmt: skip
SENDS = {
    "accesskey", "action", "archive", "autofocus", "background", "cite", "classid", "code", "codebase", "content",
    "contenteditable", "data", "download", "dynsrc", "form", "formaction", "http-equiv", "icon", "is", "longdesc",
    "lowsrc", "manifest", "nonce", "onclick", "onerror", "onload", "ping", "poster", "profile", "src", "srcset",
    "usemap", "value", "xlink:href", "xmlns",
}  # fmt: skip
ALLOWS_NOTHING = {
    "default-src": "'none'",
    "style-src": "'unsafe-inline'",
    "img-src": "data:",
    "form-action": "'none'",
    "base-uri": "'none'",
}
PAGE = """
<!doctype html><html onload="a()"><head><base href="//evil.example"><link rel=stylesheet href=//evil.example>
<meta http-equiv=refresh content="0;url=//evil.example"><META HTTP-EQUIV='Set-Cookie' CONTENT='a=b'>
<script src=//evil.example></script><SCRIPT>a()</SCRIPT ><script>never closed
</head><body background=//evil.example onpageshow=a()><img src=//evil.example onerror='a()'><img/src=x/onerror=a()>
<svg/onload=a()><video poster=//evil.example src="//evil.example"><a ping=//evil.example href=/x onclick = a()>a</a>
<iframe src=//evil.example></iframe><input onfocus=a() autofocus><img srcset="//evil.example 2x"></script>
</body></html>"""


def policy_of(html: str) -> dict[str, str]:
    """Return the directives of the first Content-Security-Policy of a page, which has to stand before all else."""
    found = re.match(
        r'<!doctype html>\s*(?:<html lang="en"><head><meta charset="utf-8">)?'
        r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">',
        html,
    )
    assert found, html[:200]
    pairs = (each.strip().partition(" ") for each in found[1].split(";") if each.strip())
    return {name: sources for name, _, sources in pairs}


def inside(markup: str) -> str:
    """Return the page that a frame shows, as the browser reads it."""
    frames = html5lib.parse(markup, namespaceHTMLElements=False).iter("iframe")
    (frame,) = frames
    assert frame.attrib["sandbox"] == "" and "src" not in frame.attrib and "allow" not in frame.attrib
    return frame.attrib["srcdoc"]


def test_no_element_and_no_attribute_of_a_drawing_can_act() -> None:
    assert not (TAGS | PAGE_TAGS) & ACTS
    assert not ATTRIBUTES & SENDS and not [name for name in ATTRIBUTES if name.startswith("on")]


@pytest.mark.parametrize("name", sorted(ACTS))
def test_such_an_element_is_not_made(name: str) -> None:
    for make in (tag, part):
        with pytest.raises(ValueError, match="no such element"):
            make(name, "x")


@pytest.mark.parametrize("name", sorted(SENDS))
def test_such_an_attribute_is_not_written(name: str) -> None:
    with pytest.raises(ValueError, match="no such attribute"):
        tag("div", "x", **{name.replace("-", "_"): "x"})


def test_the_policy_of_a_frame_and_of_a_page_allows_nothing() -> None:
    assert policy_of(inside(sandboxed_page("<p>a</p>", "a"))) == ALLOWS_NOTHING
    assert (
        policy_of(inside(sandboxed_page('<meta http-equiv="Content-Security-Policy" content="">', "a")))
        == ALLOWS_NOTHING
    )
    assert policy_of(document("a", "", tag("p", "a"))) == ALLOWS_NOTHING


def test_a_page_that_would_act_is_quiet_in_its_frame() -> None:
    page = inside(sandboxed_page(PAGE, "a", "</style><script>a()</script>"))
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for element in tree.iter():
        name = str(element.tag)
        assert name not in ("script", "link"), name
        if name == "meta":
            assert element.attrib.get("http-equiv") in (None, "Content-Security-Policy")
        if name == "base":
            assert element.attrib == {"target": "_blank"}
        for key, value in element.attrib.items():
            assert not key.startswith("on"), (name, key)
            assert key not in ("src", "srcset", "poster", "background", "ping") or value.startswith("data:image/"), key


def test_a_whole_page_takes_its_title_its_style_and_its_words_as_text() -> None:
    hostile = "</title></style></script><script>a()</script><img src=x onerror=a()>"
    tree = html5lib.parse(document(hostile, hostile, hostile), namespaceHTMLElements=False)
    assert not [element.tag for element in tree.iter() if element.tag in ("script", "img")]
    assert tree.find("head/title").text == hostile
    with pytest.raises(ValueError, match="an id"):
        part("h1", "x", id='" onclick="a()')
    with pytest.raises(ValueError, match="an id"):
        part("a", "x", to="x y")


def test_a_huge_page_makes_no_huge_drawing() -> None:
    view = mini_browser("<p>" + "x" * 2_000_000, "http://127.0.0.1/", 200)
    assert len(view.html) < 300_000 and len(view.text) < MOST_TEXT + 1_000
    view = mini_browser("x" * 2_000_000, "http://127.0.0.1/", 200, kind="text/plain")
    assert len(view.html) < 100_000 and len(view.text) < MOST_TEXT + 1_000


@pytest.mark.parametrize(
    "url", ["javascript:a()", "JavaScript:a()", "data:text/html,a", "//evil", "file:///etc", " http://a"]
)
def test_no_link_leads_anywhere_but_to_the_web(url: str) -> None:
    assert "href=" not in mini_browser("<p>a", url, 200).html
    with pytest.raises(ValueError, match="link"):
        tag("a", "x", href=url)


def test_the_text_of_a_drawing_commands_no_terminal() -> None:
    view = View(tag("p", "a"), "\x1b[2J\x1b]0;title\x07 \u202e \x9b31m \x00 ok\ttab\nline")
    assert "\x1b" not in view.text and "\x07" not in view.text and "\u202e" not in view.text and "\x9b" not in view.text
    assert view.text.endswith("ok\ttab\nline") and repr(view) == view.text == view._repr_mimebundle_()["text/plain"]
