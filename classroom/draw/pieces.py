"""Small pieces that drawings share."""

from __future__ import annotations

from collections.abc import Iterable

from classroom.draw.escape import Child, Markup, tag


def side_by_side(left: Child, right: Child) -> Markup:
    """Client left, server right; one above the other where there is no room."""
    return tag("div", tag("div", left), tag("div", right), class_="cr-two")


def title(words: str, direction: str = "") -> Markup:
    """The title of a part of a pane. direction: "cr-up" or "cr-down" for its colour."""
    return tag("p", tag("b", words), class_=f"cr-sub {direction}".strip())


def soft(words: str) -> Markup | None:
    """A remark in a lighter colour; nothing where there is nothing to say."""
    return tag("p", words, class_="cr-soft") if words else None


def block(text: str, label: str) -> Markup:
    """Text as it is, in a box that the keyboard can scroll."""
    return tag("pre", text, tabindex="0", role="group", aria_label=label, data_lm_suppress_shortcuts=True)


def same_as_list(lines: Iterable[str], kind: str) -> Markup:
    """The folded text form below a picture. kind: "ol" where the order has numbers, else "ul"."""
    summary = tag("summary", "The same, as a list", data_lm_suppress_shortcuts=True)
    return tag("details", summary, tag(kind, [tag("li", line) for line in lines]), class_="cr-more")
