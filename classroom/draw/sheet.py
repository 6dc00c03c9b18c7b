"""A table of findings below one outcome: each row says what was found, where in Django, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from classroom.draw.escape import Child, Markup, tag
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame
from classroom.draw.words import cut

MOST = 40
CSS = style_beside(__file__)


class Finding(NamedTuple):
    """One row.

    sign: "yes", "no", or "" for neither.
    what: its subject, in a few words. says: what was found; several lines for a list.
    where: the function and the file of Django that did it. proof: what shows it.
    """

    sign: str
    what: str
    says: str | tuple[str, ...]
    where: str = ""
    proof: str = ""


class Sheet(NamedTuple):
    """A whole drawing.

    title: its name, also the accessible one. about: what it is about. outcome: the result, in a sentence.
    good: whether the outcome is a yes. columns: the headers of the four columns.
    words: the names of the signs "yes" and "no", for screen readers.
    """

    title: str
    about: str
    outcome: str
    good: bool
    columns: tuple[str, str, str, str]
    words: tuple[str, str]
    findings: Sequence[Finding]


def sheet_view(sheet: Sheet) -> View:
    """Draw a sheet."""
    rows = [_shortened(each) for each in sheet.findings[:MOST]]
    outcome = f"{'✓' if sheet.good else '✗'} {cut(sheet.outcome, 400)}"
    table = tag(
        "table",
        tag("thead", tag("tr", [tag("th", each, scope="col") for each in sheet.columns])),
        tag("tbody", [_row(each, sheet.words) for each in rows]),
        class_="cr-found",
    )
    html = frame(
        tag(
            "div",
            tag(
                "div",
                tag("b", sheet.title),
                tag("span", sheet.about, class_="cr-soft cr-small cr-push"),
                class_="cr-head",
            ),
            tag(
                "p",
                tag("b", outcome[0]),
                tag("span", outcome[1:]),
                class_=f"cr-outcome {'cr-good' if sheet.good else 'cr-warn'}",
            ),
            table,
            class_="cr-card",
        ),
        css=CSS,
        label=sheet.title,
    )
    return View(html, "\n".join([f"{sheet.title}, {sheet.about}", f"  {outcome}", *_text(rows)]))


def _row(found: Finding, words: tuple[str, str]) -> Markup:
    sign: Child = None
    if found.sign:
        yes = found.sign == "yes"
        sign = (
            tag("b", "✓ " if yes else "✗ ", class_="cr-good" if yes else "cr-warn"),
            tag("span", words[0 if yes else 1], " ", class_="cr-unseen"),
        )
    return tag(
        "tr",
        tag("th", sign, found.what, scope="row"),
        tag("td", [tag("p", line) for line in _lines(found.says)]),
        tag("td", found.where),
        tag("td", found.proof),
    )


def _text(rows: Iterable[Finding]) -> Iterable[str]:
    for number, found in enumerate(rows, 1):
        sign = {"yes": "✓", "no": "✗"}.get(found.sign, "·")
        ends = [f"[{end}]" for end in (found.where, found.proof) if end]
        yield " ".join([f"  {number:>2}. {sign} {found.what}: {' '.join(_lines(found.says))}", *ends])


def _lines(says: str | tuple[str, ...]) -> tuple[str, ...]:
    return (says,) if isinstance(says, str) else says


def _shortened(found: Finding) -> Finding:
    lines = tuple(cut(line, 300) for line in _lines(found.says))
    return Finding(found.sign, cut(found.what, 60), lines, cut(found.where, 120), cut(found.proof, 240))
