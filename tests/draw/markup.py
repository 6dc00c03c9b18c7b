"""A strict parser for the markup of a drawing."""

from __future__ import annotations

import html5lib

from classroom.draw.escape import ATTRIBUTES, TAGS

HTML = "{http://www.w3.org/1999/xhtml}"


def assert_clean(markup: str) -> None:
    """Assert that markup is valid and has only the elements and attributes that drawings use."""
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=True).parseFragment(markup)
    for element in tree.iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        name = str(element.tag).removeprefix(HTML)
        assert name in TAGS | {"style"}, name
        for key, value in element.attrib.items():
            assert key in ATTRIBUTES, (name, key)
            assert not key.startswith("on")
            if key == "href":
                assert value.startswith(("http://", "https://", "../notebooks/", "../exercises/", "../solutions/")), (
                    value
                )
            elif key not in ("srcdoc", "aria-label", "title"):
                assert "javascript:" not in value.lower(), (key, value)
            if key == "class":
                assert all(part == "crv" or part.startswith("cr-") for part in value.split()), value
        if name == "iframe":
            assert element.attrib["sandbox"] == ""
            assert element.attrib["title"]
            start = element.attrib["srcdoc"][:120]
            assert start.startswith(
                '<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src \'none\''
            )
        if name in ("input", "summary", "a", "pre") and (name != "pre" or "tabindex" in element.attrib):
            assert "data-lm-suppress-shortcuts" in element.attrib, name


def words_of(markup: str) -> str:
    """The visible text of markup, without style sheets and frames."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(markup)
    return " ".join(" ".join(_texts(tree)).split())


def _texts(element):  # type: ignore[no-untyped-def]
    if element.tag != "style":
        yield element.text or ""
        for child in element:
            yield from _texts(child)
    yield element.tail or ""
