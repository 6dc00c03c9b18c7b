"""Makes the presenter's notes of a lesson as Markdown: the notes of each slide, and the minutes of each section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from classroom.build.deck import Deck, Note, SlideCell


def notes_of(deck: Deck) -> str:
    """Return the notes of a lesson as Markdown: a table of sections with their minutes and ends, then the slides."""
    stated = f", stated: {deck.stated}" if deck.stated else ""
    lines = [f"# Notes: {deck.title}", f"{deck.minutes} minutes planned{stated}; {len(deck.slides)} slides."]
    rows, gone = ["| Section | Minutes | Done after |", "|---|---|---|"], 0
    for section in deck.sections:
        gone += section.minutes or 0
        rows.append(f"| {section.title} | {section.minutes or '–'} | {gone or '–'} |")
    lines.append("\n".join(rows))
    for number, section in enumerate(deck.sections):
        minutes = f" ({section.minutes} minutes)" if section.minutes else ""
        lines.append(f"\n---\n\n## {section.title}{minutes}")
        lines += _notes(section.notes)
        for slide in deck.slides:
            if slide.section == number:
                lines.append(f"**Slide {slide.number}.** {_gist(slide.cells)}")
                lines += _notes(slide.notes)
    return "\n\n".join(lines)


def _notes(notes: Sequence[Note]) -> list[str]:
    said = [
        f"> **{label}** {words}" if label else f"> {words}"
        for note in notes
        for label, words in (("", note.text), ("Ask:", note.ask), ("Goes wrong:", note.goes_wrong))
        if words
    ]
    return ["\n>\n".join(said)] if said else []


def _gist(cells: Sequence[SlideCell]) -> str:
    """A slide in one line: its first line of text, and the first line of its first code cell."""
    text = next((cell.source for cell in cells if cell.kind == "markdown"), "")
    first = re.sub(r"^[#>\s]+", "", text.strip()).partition("\n")[0]
    first = "The notes, line by line, and what is true." if first.startswith("| Line") else _shortened(first)
    codes = [cell.source.strip().partition("\n")[0] for cell in cells if cell.kind == "code"]
    runs = f" Runs `{codes[0].replace('`', '')}`" + (" …" if codes and len(codes) > 1 else "") if codes else ""
    return first + runs


def _shortened(line: str, most: int = 160) -> str:
    """Cut a line of Markdown to `most` characters, between two words and not inside `code` or **bold** text."""
    if len(line) <= most:
        return line
    cut = line[:most].rpartition(" ")[0]
    for mark in ("`", "**"):
        if cut.count(mark) % 2:
            cut = cut.rpartition(mark)[0]
    return cut.rstrip() + " …"
