"""docs/instructor-guide.md: its figures are those of the lessons, and its plans can be taught in their order."""

from __future__ import annotations

import re

import pytest

from classroom.build.build import build
from classroom.build.deck import Deck, Note, Section, Slide
from classroom.build.guide import GUIDE, filled_in, read_builds_on
from classroom.build.notebook import SourceError
from classroom.check import catalogue
from classroom.paths import ROOT, SOURCE

BUILDS_ON = read_builds_on(SOURCE)
TEXT = (ROOT / GUIDE).read_text(encoding="utf-8")
PLANS = {found[1]: found[2] for found in re.finditer(r"^### (.+?)\n(.*?)(?=^##)", TEXT, re.MULTILINE | re.DOTALL)}


def test_the_figures_are_those_of_the_lessons() -> None:
    assert build(ROOT)[ROOT / GUIDE] == TEXT, "build again: python3 course.py build"


def test_every_lesson_says_what_it_builds_on() -> None:
    lessons = {lesson.number for lesson in catalogue.lessons()}
    assert lessons - {"00"} == BUILDS_ON.keys(), "source/builds_on.toml has a line for each lesson but 00"
    assert all(needed < lesson for lesson, text in BUILDS_ON.items() for needed in re.findall(r"\d\d", text))


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_keeps_to_the_order(plan: str) -> None:
    taught = ["01"] if plan.startswith("Half a day") else []
    for row in re.findall(r"^\|[^|]+\| (\d\d(?:, \d\d)*) \|", PLANS[plan], re.MULTILINE):
        for lesson in row.split(", "):
            missing = set(re.findall(r"\d\d", BUILDS_ON.get(lesson, ""))) - set(taught)
            assert not missing, f"{lesson} before {missing}"
            taught.append(lesson)
    assert len(taught) > 3


def test_rows_are_filled_in_and_prose_is_left_alone() -> None:
    slide = Slide(1, 0, ())
    decks = [Deck(f"{n}_x", f"Title {n}", 5, (Section("Opening", (Note(minutes=5),)),), (slide,)) for n in ("00", "01")]
    text = "Say 00, 01.\n<!-- lessons: written by course.py build -->\nold\n<!-- end of lessons -->\n"
    text += "| Monday | 00, 01 | 1 | 2 |\n"
    exercises = {"00_x": ["*About 3 minutes.* Do."], "01_x": ["*About 4 minutes.* Do.", "*About 1 minute.* Do."]}
    filled = filled_in(text, decks, exercises, {"01": "00"})
    assert filled == filled_in(filled, decks, exercises, {"01": "00"})
    assert "Say 00, 01.\n" in filled and "old" not in filled
    assert "| 01 | Title 01 | 5 | 1 | 5 | 00 |" in filled
    assert "| Monday | 00, 01 | 10 | 8 |" in filled
    with pytest.raises(SourceError, match=r"not there: 02\."):
        filled_in(text + "| Friday | 01, 02 | 1 | 2 |\n", decks, exercises, {})


def test_the_prose_names_only_lessons_that_are_there() -> None:
    """The tables were filled from lessons; a number of two digits in a sentence must be one too."""
    prose = "\n".join(line for line in TEXT.splitlines() if not line.startswith("|"))
    named = set(re.findall(r"(?<![\d.])\b[01]\d\b(?![.:\d])", prose))
    assert "03" in named
    assert named <= {lesson.number for lesson in catalogue.lessons()}
