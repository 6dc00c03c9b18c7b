"""Every link between notebooks leads to an existing one, and a lesson, its exercises and solutions are linked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from classroom.check.catalogue import lessons
from classroom.check.lesson import Lesson
from classroom.paths import ROOT

SOURCES = [path for each in lessons() for path in (each.lesson, each.exercises)]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_link_leads_somewhere(source: Path) -> None:
    links = LINK.findall(source.read_text(encoding="utf-8"))
    assert links
    for link in links:
        assert (ROOT / "notebooks" / link).resolve().is_file(), link


@pytest.mark.parametrize("source", lessons(), ids=lambda lesson: lesson.stem)
def test_lesson_exercises_and_solutions_are_linked(source: Lesson) -> None:
    lesson, exercises = (path.read_text(encoding="utf-8") for path in (source.lesson, source.exercises))
    assert f"(../exercises/{source.stem}.ipynb)" in lesson
    assert f"(../notebooks/{source.stem}.ipynb)" in exercises
    assert f"(../solutions/{source.stem}.ipynb)" in exercises
