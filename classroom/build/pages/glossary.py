"""The glossary: English and Korean words, from the section "New words" of every lesson."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from classroom.build.notebook import SourceError
from classroom.build.pages.lesson import BuiltCell, BuiltLesson, korean, table

SECTION = "New words"
HEADER = ("English", "Korean", "Meaning")


@dataclass(frozen=True, slots=True)
class Word:
    """One new word of a lesson. cell: the one that defines it, where it is bold; else the list of new words."""

    lesson: BuiltLesson
    cell: BuiltCell
    english: str
    korean: str
    meaning: str


def words(lesson: BuiltLesson) -> list[Word]:
    """Return the new words of a lesson, in its order.

    Raises SourceError for a row that is not in the right form; the message names it.
    """
    found = []
    for cell in lesson.below(SECTION):
        for row in cell.rows(*HEADER):
            span = re.fullmatch(r'<span lang="ko">([^<,]+)</span>', row[1]) if len(row) == len(HEADER) else None
            if span is None or not row[0] or not row[2] or "," in row[0]:
                raise SourceError(
                    f"{lesson.stem}, the new word | {' | '.join(row)} |: one word a row, as in "
                    '| cookie | <span lang="ko">쿠키</span> | a named text |.'
                )
            found.append(Word(lesson, _defined(lesson, row[0], cell), row[0], html.unescape(span[1]), row[2]))
    return found


def _defined(lesson: BuiltLesson, term: str, listed: BuiltCell) -> BuiltCell:
    """Return the first cell in which a term is bold, alone or as a plural; else the cell that lists it."""
    for cell in lesson.cells:
        if cell.kind == "markdown":
            bold = {each.strip("`.,: ").lower() for each in re.findall(r"\*\*(.+?)\*\*", cell.source)}
            if {term.lower(), f"{term.lower()}s"} & bold:
                return cell
    return listed


def page(lessons: Sequence[BuiltLesson]) -> list[str]:
    """Return the page as Markdown cells: sorted by the English word, then by the Korean one."""
    entries: dict[str, list[Word]] = {}
    for lesson in lessons:
        for word in words(lesson):
            entries.setdefault(word.english.lower(), []).append(word)
    firsts = [(key, entries[key]) for key in sorted(entries)]
    english = [
        (
            f"**{same[0].english}**",
            korean(same[0].korean),
            same[0].meaning,
            ", ".join(word.lesson.link(word.cell, f"lesson&nbsp;{word.lesson.number}") for word in same),
        )
        for _, same in firsts
    ]
    by_korean = [
        (korean(first), word) for first, word in sorted((same[0].korean, same[0].english) for _, same in firsts)
    ]
    opening = (
        "# Glossary\n\n"
        f"The {len(firsts)} words that the lessons so far have made clear, in English and in Korean. "
        "A link opens the lesson at the cell that defines the word."
    )
    return [
        opening,
        f"## By the English word\n\n{table(('English', 'Korean', 'Meaning', 'Defined in'), english)}",
        "## By the Korean word\n\n" + table(("Korean", "English"), by_korean),
    ]
