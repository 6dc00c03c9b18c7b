"""The overview of a learner's progress, from their record and the lessons of the course."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from classroom.check import catalogue
from classroom.check.links import link
from classroom.check.overview import overview
from classroom.check.verdict import Place
from classroom.learner.record import Progress
from classroom.paths import SOURCE

TASKS = [task for each in catalogue.lessons() for task in each.tasks]
STEM = "03_cookies_carry_a_note"


def lesson(record: Progress):  # type: ignore[no-untyped-def]
    return next(each for each in overview(record).lessons if each.place.lesson == STEM)


def test_at_the_start_everything_is_open(progress: Progress) -> None:
    state = overview(progress)
    assert state.passed == 0 and state.tasks == len(TASKS)
    assert state.minutes_left == sum(task.minutes for task in TASKS)
    assert state.next and state.next.task is TASKS[0]


def test_what_is_passed_is_not_next_and_takes_no_time(progress: Progress) -> None:
    before = lesson(progress)
    progress.passed("03.1")
    progress.took_hint("03.2", 2)
    after = lesson(progress)
    assert after.passed == 1 and after.minutes_left == before.minutes_left - catalogue.find_task("03.1").minutes
    assert [each.hints for each in after.tasks][:2] == [0, 2]
    for task in TASKS:
        progress.passed(task.name)
    done = overview(progress)
    assert done.next is None and done.minutes_left == 0 and done.passed == done.tasks


def test_a_wrong_prediction_is_read_again_only_once_it_was_compared(progress: Progress) -> None:
    progress.choose("03.who_writes", "c")
    assert lesson(progress).predicted == 1 and not lesson(progress).again
    progress.compare("03.who_writes")
    (again,) = lesson(progress).again
    assert again.chosen.key == "c" and again.place == Place(STEM, "Who writes the note?")
    progress.choose("03.who_writes", "b")
    progress.compare("03.who_writes")
    assert lesson(progress).predicted == 1 and not lesson(progress).again


def test_names_of_another_edition_do_no_harm(progress: Progress) -> None:
    progress.passed("99.1")
    progress.choose("99.gone", "a")
    progress.choose("03.who_writes", "z")
    progress.compare("03.who_writes")
    assert overview(progress).passed == 0 and not lesson(progress).again


def test_without_the_sources_places_name_the_notebook_alone(
    progress: Progress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / STEM).mkdir()
    for name in ("tasks.py", "predictions.py"):
        shutil.copy(SOURCE / STEM / name, tmp_path / STEM)
    monkeypatch.setattr(catalogue, "lessons", lambda: catalogue.lessons_in(tmp_path))
    progress.choose("03.who_writes", "c")
    progress.compare("03.who_writes")
    state = lesson(progress)
    assert state.title == "Cookies carry a note"
    assert state.again[0].place.href == f"../notebooks/{STEM}.ipynb" and str(state.again[0].place) == "lesson 03"


@pytest.mark.parametrize("stem", [each.stem for each in catalogue.lessons()])
def test_every_task_and_prediction_has_a_heading(stem: str, tmp_path: Path) -> None:
    record = Progress(tmp_path / "p.json")
    for prediction in catalogue.lesson_of(stem[:2]).predictions:
        record.choose(prediction.name, next(each.key for each in prediction.choices if not each.right))
        record.compare(prediction.name)
    state = next(each for each in overview(record).lessons if each.place.lesson == stem)
    titles = (SOURCE / stem / "lesson.py").read_text(encoding="utf-8")
    assert f"# # {state.title}\n" in titles
    for number, each in enumerate(state.tasks, 1):
        assert each.place.heading.startswith(f"{number}. "), each
        assert each.place.href.startswith(f"../exercises/{stem}.ipynb#{number}.-")
    assert len(state.again) == len(catalogue.lesson_of(stem[:2]).predictions)
    for wrong in state.again:
        assert f"# ## {wrong.place.heading}\n" in titles


def test_a_heading_with_marks_is_linked_as_it_is_shown() -> None:
    assert Place("03_x", "Why `Path=/`?").href == "../notebooks/03_x.ipynb#Why-Path=/?"


def test_a_link_names_the_cell_where_the_notebook_is_there(tmp_path: Path) -> None:
    place = Place(STEM, "Who writes the note?")
    assert link(place, tmp_path) == place.href == f"../notebooks/{STEM}.ipynb#Who-writes-the-note?"
    (tmp_path / "notebooks").mkdir()
    notebook = tmp_path / "notebooks" / f"{STEM}.ipynb"
    cell = {"cell_type": "markdown", "id": "abc-1", "source": ["Words.\n", "## Who writes the note?\n"]}
    notebook.write_text(json.dumps({"cells": [{"cell_type": "code"}, cell]}), encoding="utf-8")
    assert link(place, tmp_path) == f"../notebooks/{STEM}.ipynb#cell-id=abc-1"
    assert link(Place(STEM, "Gone"), tmp_path) == f"../notebooks/{STEM}.ipynb#Gone"
    assert link(Place(STEM, ""), tmp_path) == f"../notebooks/{STEM}.ipynb"
    for damaged in ("", "[]", '{"cells": [{}]}'):
        notebook.write_text(damaged, encoding="utf-8")
        os.utime(notebook, ns=(1, len(damaged)))
        assert link(place, tmp_path) == place.href
