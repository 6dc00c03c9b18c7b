"""The minutes and the notes for the presenter: every lesson has them, and the minutes of its cells add up.

CONTRIBUTING.md has the form of a note.
"""

from __future__ import annotations

import re

import pytest

from classroom.build.deck import CLOSING, OPENING, Deck, deck, read_note
from classroom.build.notebook import read_source
from classroom.check import catalogue
from classroom.check.lesson import Lesson
from classroom.check.task_cell import task_named

LESSONS = catalogue.lessons()


def deck_of(lesson: Lesson) -> Deck:
    """Build the deck from the source, because a built notebook may be out of date."""
    return deck(lesson.stem, read_source(lesson.lesson.read_text(encoding="utf-8"), lesson.stem).cells)


every_lesson = pytest.mark.parametrize(
    "lesson", [deck_of(each) for each in LESSONS], ids=[each.stem for each in LESSONS]
)


@every_lesson
def test_each_section_plans_its_minutes_once(lesson: Deck) -> None:
    planned = {
        section.title: [note.minutes for note in section.notes if note.minutes is not None]
        for section in lesson.sections
    }
    assert lesson.sections[0].title == OPENING and lesson.sections[-1].title == CLOSING
    wrong = {title: minutes for title, minutes in planned.items() if len(minutes) != 1 or minutes[0] < 1}
    assert not wrong, "each section has one note for the instructor that begins with its minutes"


@every_lesson
def test_the_sections_add_up_to_the_minutes_that_the_lesson_states(lesson: Deck) -> None:
    assert lesson.stated == lesson.minutes, "minutes of the opening, and of all notes together"


@every_lesson
def test_the_presenter_knows_what_to_ask_and_what_goes_wrong(lesson: Deck) -> None:
    notes = [(section.title, note) for section in lesson.sections for note in section.notes]
    assert not [title for title, note in notes if not (note.text or note.ask or note.goes_wrong)]
    said = [note for _, note in notes]
    assert lesson.sections[0].notes[0].ask, "the lesson begins with a question"
    assert sum(bool(note.ask) for note in said) >= 3
    assert sum(bool(note.goes_wrong) for note in said) >= 3


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)
def test_an_exercise_states_the_minutes_of_its_tasks(lesson: Lesson) -> None:
    source = Lesson.cells(lesson.exercises)
    stated: dict[str, int] = {}
    minutes = 0
    for cell in source:
        if found := re.search(r"\*About (\d+) minutes?\.\*", cell.source):
            minutes = int(found[1])
        if name := task_named(cell.source):
            stated[name] = minutes
    planned = {task.name: task.minutes for task in lesson.tasks}
    assert stated == planned
    about = re.search(r"about (\d+) minutes", source[0].source)
    whole = f"the first text says for all tasks “about … minutes”, in fives; they take {sum(planned.values())}"
    assert about and int(about[1]) % 5 == 0 and abs(int(about[1]) - sum(planned.values())) < 5, whole


def test_a_note_is_read_as_written_and_as_folded() -> None:
    written = "**For the instructor.** Minutes: 4. Let them vote. Ask: *who?* Goes wrong: *all*. Say so."
    folded = read_source(f'# %% [markdown] tags=["notes"]\n# {written}\n', "x").cells[0].source
    assert folded.startswith("<details>")
    for source in (written, folded):
        note = read_note(source)
        assert (note.minutes, note.text, note.ask, note.goes_wrong) == (4, "Let them vote.", "*who?*", "*all*. Say so.")
    assert read_note("**For the instructor.** Wait a little.").text == "Wait a little."
