"""The result of every drawing: HTML for a notebook, and text with the same facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from classroom.draw.escape import Child, Markup, style_sheet, tag, visible
from classroom.draw.style import SHARED


@dataclass(frozen=True, repr=False)
class View:
    """A finished drawing.

    html: the drawing as HTML, with its style sheet; needs no script.
    text: the same facts as text, for a terminal, a log or a reader who prefers it.
    """

    html: Markup
    text: str

    def __post_init__(self) -> None:
        # A terminal interprets control characters as a browser interprets tags, so both are escaped.
        object.__setattr__(self, "text", visible(self.text))

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {"text/html": str(self.html), "text/plain": self.text}


def frame(*children: Child, css: str = "", kind: str = "", label: str | None = None) -> Markup:
    """Wrap a drawing in its root element, with the shared style sheet and its own.

    css: rules of this drawing, nested inside the root's rule.
    kind: a further class of the root.
    label: its accessible name; with one, it has the role `group`.
    """
    sheet = style_sheet(SHARED.replace("/*more*/", css))
    return tag("div", sheet, *children, class_=f"crv {kind}".strip(), role="group" if label else None, aria_label=label)


def note(*children: Child, css: str = "") -> Markup:
    """The HTML of a drawing that is one sentence."""
    return frame(tag("p", *children, class_="cr-note"), css=css)


def stack(views: Sequence[View]) -> View:
    """Several drawings, one below the other."""
    return View(tag("div", [view.html for view in views]), "\n".join(view.text for view in views))
