"""A page as a browser shows it, in a sandboxed frame, with a link to the real browser."""

from __future__ import annotations

import re

from classroom.draw.browser.words import title_and_words
from classroom.draw.escape import sandboxed_page, tag
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame
from classroom.draw.words import cut, status_kind

MOST_PAGE = 200_000  # characters: a page is worth showing whole, a download is not
MOST_TEXT = 10_000
CSS = style_beside(__file__)


def mini_browser(
    html: str,
    url: str,
    status: int,
    title: str | None = None,
    *,
    style: str = "",
    kind: str = "text/html",
    reason: str = "",
) -> View:
    """Draw a page as a browser would, without its network.

    html: the body as text. kind: its Content-Type; anything but HTML is shown as text.
    url: the whole address, for the bar and the link; a link only to http and https. status: the status code.
    title: the page's title; by default that of its HTML. reason: the reason phrase after the status.
    style: the text of the site's style sheet, since the frame may not load one.
    """
    is_page = "html" in kind.lower()
    found, said = title_and_words(html[:MOST_PAGE]) if is_page else ("", html)
    title = title or found or None
    words = f"{status} {reason}".strip()
    name = title or "page"
    link = None
    if re.match(r"https?://", url):
        link = tag(
            "a", "Open in a real browser", href=url, target="_blank", rel="noopener", data_lm_suppress_shortcuts=True
        )
    shown = (
        sandboxed_page(html[:MOST_PAGE], f"Preview of {name}", style)
        if is_page
        else tag(
            "pre",
            cut(html, MOST_TEXT),
            tabindex="0",
            role="group",
            aria_label=f"Body, {kind}",
            data_lm_suppress_shortcuts=True,
        )
    )
    bar = tag(
        "div",
        tag("b", words, class_=status_kind(status)),
        tag("span", tag("span", "Address: ", class_="cr-unseen"), url, class_="cr-address"),
        link,
        class_="cr-bar",
    )
    drawing = frame(tag("div", bar, shown, class_="cr-card"), css=CSS, label=f"Mini browser: {name}")
    lines = [f"{words}  {url}", f"Title: {title}" if title else "", cut(said, MOST_TEXT)]
    lines.append(f"Open in a real browser: {url}" if link else "")
    return View(drawing, "\n".join(line for line in lines if line))
