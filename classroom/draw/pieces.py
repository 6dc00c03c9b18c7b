"""Small elements that drawings share."""

from __future__ import annotations

from collections.abc import Iterable

from classroom.draw.escape import Child, Markup, tag


def side_by_side(left: Child, right: Child) -> Markup:
    """Two columns, the client left, the server right; one above the other where the page is narrow."""
    return tag("div", tag("div", left), tag("div", right), class_="cr-two")


def title(words: str, direction: str = "") -> Markup:
    """The title of a section of a pane. direction: "cr-up" or "cr-down" for its colour."""
    return tag("p", tag("b", words), class_=f"cr-sub {direction}".strip())


def soft(words: str) -> Markup | None:
    """A remark in a lighter colour; None for an empty one."""
    return tag("p", words, class_="cr-soft") if words else None


def block(text: str, label: str) -> Markup:
    """Preformatted text, in a box that can be scrolled by keyboard. label: its accessible name."""
    return tag("pre", text, tabindex="0", role="group", aria_label=label, data_lm_suppress_shortcuts=True)


def same_as_list(lines: Iterable[str], kind: str) -> Markup:
    """The text form below a picture, as a closed details element. kind: "ol" for a numbered list, else "ul"."""
    summary = tag("summary", "The same, as a list", data_lm_suppress_shortcuts=True)
    return tag("details", summary, tag(kind, [tag("li", line) for line in lines]), class_="cr-more")
