"""Every link between notebooks leads to one that is there, and a lesson, its exercises and solutions are linked."""

from __future__ import annotations

from classroom.paths import ROOT

import re
from pathlib import Path

import pytest

SOURCES = sorted(path for folder in ("lessons", "exercises") for path in (ROOT / "source" / folder).glob("*.py"))
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_link_leads_somewhere(source: Path) -> None:
    links = LINK.findall(source.read_text(encoding="utf-8"))
    assert links
    for link in links:
        assert (ROOT / "notebooks" / link).resolve().is_file(), link


@pytest.mark.parametrize("source", sorted((ROOT / "source/lessons").glob("*.py")), ids=lambda path: path.stem)
def test_lesson_exercises_and_solutions_are_linked(source: Path) -> None:
    lesson = source.read_text(encoding="utf-8")
    exercises = (ROOT / "source/exercises" / source.name).read_text(encoding="utf-8")
    assert f"(../exercises/{source.stem}.ipynb)" in lesson
    assert f"(../notebooks/{source.stem}.ipynb)" in exercises
    assert f"(../solutions/{source.stem}.ipynb)" in exercises
