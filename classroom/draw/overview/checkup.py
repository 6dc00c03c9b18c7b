"""The checkup of this machine: what works, what does not, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classroom.draw.escape import Markup, tag, visible
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame
from classroom.draw.words import count

SIGNS = {
    "ok": ("✓", "cr-good", "works"),
    "problem": ("✗", "cr-bad", "problem"),
    "note": ("○", "cr-soft", "not needed"),
    "try": ("→", "cr-up", "try it"),
}

CSS = style_beside(__file__)


@dataclass(frozen=True, slots=True)
class CheckupRow:
    """One finding.

    name: what was checked. state: "ok", "problem", "note" (not needed), or "try" (only a person can tell).
    what: what was found. do: what to do about it. href: a page to open, or "".
    """

    name: str
    state: str
    what: str
    do: str = ""
    href: str = ""


def checkup_view(rows: Sequence[CheckupRow]) -> View:
    """Draw the findings, in order. Raises KeyError for an unknown state."""
    problems = sum(row.state == "problem" for row in rows)
    state = "all is well" if not problems else f"{count(problems, 'thing')} to mend"
    html = frame(
        tag(
            "div",
            tag("div", tag("b", "This machine"), tag("span", state, class_="cr-soft cr-push"), class_="cr-head"),
            tag("ul", [_row(row) for row in rows], class_="cr-looked"),
            class_="cr-card",
        ),
        css=CSS,
        label=f"Checkup: {state}",
    )
    return View(html, visible("\n".join([f"This machine: {state}", *map(_line, rows)])))


def _row(row: CheckupRow) -> Markup:
    sign, colour, words = SIGNS[row.state]
    link = (
        tag("a", row.href, href=row.href, target="_blank", rel="noopener", data_lm_suppress_shortcuts=True)
        if row.href
        else None
    )
    return tag(
        "li",
        tag("b", sign, tag("span", f" {words}: ", class_="cr-unseen"), class_=colour),
        tag("b", row.name),
        tag("div", tag("span", row.what, " ", link), tag("p", "Do: ", row.do) if row.do else None),
    )


def _line(row: CheckupRow) -> str:
    sign, _, words = SIGNS[row.state]
    found = f"  {sign} {row.name} ({words}): {row.what} {row.href}".rstrip()
    return f"{found}\n      Do: {row.do}" if row.do else found
