"""A built notebook becomes a deck: sections with their minutes, slides, notes."""

from __future__ import annotations

from classroom.build.deck import CLOSING, OPENING, Deck, deck
from classroom.build.notebook import read_source

LESSON = """\
# %% [markdown]
# # A title
#
# **About 7 minutes.** It covers none of the notes.

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 1. Ask: *ready?*

# %% tags=["setup"]
import requests

# %% [markdown] tags=["predict"]
# ## What is one?

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 4. Goes wrong: two.

# %% tags=["predict"]
predict("x.one")

# %% tags=["run"]
show(1)

# %% [markdown] tags=["notes"]
# **For the instructor.** Point at it.

# %% slideshow={"slide_type": "skip"}
"not presented"

# %% [markdown]
# ## What you now know

# %% [markdown] tags=["notes"]
# **For the instructor.** Minutes: 2. The exercises follow.

# %% [markdown]
# ## Next
"""


def of(text: str) -> Deck:
    return deck("x", read_source(text, "x").cells)


def test_sections_and_their_minutes() -> None:
    lesson = of(LESSON)
    assert (lesson.title, lesson.stated, lesson.minutes) == ("A title", 7, 7)
    assert [(section.title, section.minutes) for section in lesson.sections] == [
        (OPENING, 1),
        ("What is one?", 4),
        (CLOSING, 2),
    ]


def test_slides_hold_what_is_shown_at_once() -> None:
    slides = of(LESSON).slides
    assert [[cell.source.splitlines()[0] for cell in slide.cells] for slide in slides] == [
        ["# A title"],
        ["import requests"],
        ["## What is one?", 'predict("x.one")'],
        ["show(1)"],
        ["## What you now know"],
        ["## Next"],
    ]
    assert [slide.section for slide in slides] == [0, 0, 1, 1, 2, 2]
    assert [slide.number for slide in slides] == [1, 2, 3, 4, 5, 6]


def test_a_note_without_minutes_belongs_to_the_slide_above_it() -> None:
    slides = of(LESSON).slides
    assert [[note.text for note in slide.notes] for slide in slides] == [[], [], [], ["Point at it."], [], []]


def test_an_exercise_has_no_minutes_planned() -> None:
    exercises = of("# %% [markdown]\n# # Exercises\n\n# %% [markdown]\n# ## 1. A task\n")
    assert exercises.minutes == 0 and exercises.stated is None
    assert [section.minutes for section in exercises.sections] == [None, None]
