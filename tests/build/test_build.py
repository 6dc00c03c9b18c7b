"""The notebook pipeline: the same source gives the same bytes; the learner's copy has no solution."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import nbformat
import pytest

from classroom.build.notebook import SourceError, read_source, without_solutions, write_text
from classroom.command import build
from classroom.paths import BUILT, ROOT

LESSON = """\
# %% [markdown]
# # A note is carried
#
# Three aims.

# %% tags=["setup"]
import requests

# %% [markdown]
# ## Two visits

# %% [markdown] tags=["predict"]
# What will happen?

# %% tags=["run"]
1 + 1

# %% [markdown] tags=["explain"]
# Two.

# %% [markdown] tags=["predict"]
# And now?

# %% tags=["run"]
1 + 1

# %% [markdown] tags=["notes"]
# Say it slowly.

# %% tags=["hide-input"]
# a drawing
"""

EXERCISE = """\
# %% [markdown]
# # Exercises

# %% tags=["exercise"]
from classroom import exercise


def carry_the_note(url):
    first = 1
    ### BEGIN SOLUTION
    answer = 42
    return answer
    ### END SOLUTION


exercise("03.1").check(carry_the_note)

# %% [markdown] tags=["solution"]
# Forty-two, because it is.
"""


def cells(text: str, **options: bool) -> list[nbformat.NotebookNode]:
    return read_source(text, "03_note", **options).cells


def test_twice_the_same_bytes() -> None:
    assert write_text(read_source(LESSON, "03_note")) == write_text(read_source(LESSON, "03_note"))


def test_windows_line_ends_change_nothing() -> None:
    assert write_text(read_source(LESSON.replace("\n", "\r\n"), "x")) == write_text(read_source(LESSON, "x"))


def test_an_unchanged_cell_keeps_its_id() -> None:
    before = {cell.source: cell.id for cell in cells(LESSON)}
    after = {cell.source: cell.id for cell in cells("# %% [markdown]\n# New.\n\n" + LESSON.replace("Three", "Two"))}
    kept = before.keys() & after.keys()
    assert len(kept) == len(before) - 1
    assert all(before[source] == after[source] for source in kept)


def test_ids_are_unique_and_differ_between_lessons() -> None:
    ids = [cell.id for cell in cells(LESSON)]
    assert len(set(ids)) == len(ids), "two cells have the same text"
    assert not set(ids) & {cell.id for cell in read_source(LESSON, "04_other").cells}


def test_slides_on_every_cell() -> None:
    kinds = [cell.metadata.slideshow.slide_type for cell in cells(LESSON)]
    assert kinds == [
        "slide", "subslide", "slide", "subslide", "subslide", "fragment",
        "subslide", "subslide", "notes", "subslide",
    ]  # fmt: skip


def slide_types(text: str) -> list[str]:
    return [cell.metadata.slideshow.slide_type for cell in cells("# %% [markdown]\n# # Title\n\n" + text)][1:]


QUESTION, EXPLANATION, TABLE = (
    '# %% [markdown] tags=["predict"]\n# ## Why?\n\n',
    '# %% [markdown] tags=["explain"]\n# So.\n\n',
    '# %% [markdown] tags=["explain"]\n# | a | b |\n# |---|---|\n# | 1 | 2 |\n\n',
)
CHOICES, COMPARED = "# %%\npredict('03.x')\n\n", "# %%\npredict('03.x').compare()\n\n"
SHORT, DRAWN = "# %%\nclient.get(url)\nprint(1)\n\n", "# %%\nladder(\n    site.exchanges,\n)\n\n"
RAISES = '# %% tags=["raises-exception"]\n1 / 0\n\n'


def test_a_prediction_is_one_screen_and_a_run_another() -> None:
    kinds = slide_types(QUESTION + CHOICES + DRAWN + EXPLANATION + COMPARED)
    assert kinds == ["slide", "fragment", "subslide", "subslide", "fragment"]


def test_what_follows_something_tall_begins_a_screen() -> None:
    assert slide_types(SHORT + EXPLANATION) == ["subslide", "fragment"]
    assert slide_types(DRAWN + EXPLANATION) == ["subslide", "subslide"]
    assert slide_types(RAISES + EXPLANATION) == ["subslide", "subslide"]


def test_a_table_joins_its_text_and_no_run() -> None:
    assert slide_types(DRAWN + EXPLANATION + TABLE) == ["subslide", "subslide", "fragment"]
    assert slide_types(SHORT + TABLE) == ["subslide", "subslide"]


def test_an_explanation_that_leads_to_a_comparison_begins_a_screen() -> None:
    assert slide_types(SHORT + EXPLANATION + COMPARED) == ["subslide", "subslide", "fragment"]


def test_notes_stand_in_nobodys_way() -> None:
    notes = '# %% [markdown] tags=["notes"]\n# **For the instructor.** Minutes: 2.\n\n'
    assert slide_types(QUESTION + notes + CHOICES) == ["slide", "notes", "fragment"]


def test_a_slide_type_of_the_source_wins() -> None:
    (cell,) = cells('# %% slideshow={"slide_type": "subslide"}\n1\n')
    assert cell.metadata.slideshow.slide_type == "subslide"


@pytest.mark.parametrize("marker", ['tags=["surprise"]', 'slideshow={"slide_type": "-"}'])
def test_unknown_tags_and_slide_types_are_refused(marker: str) -> None:
    with pytest.raises(SourceError, match="03_note, cell 1"):
        cells(f"# %% {marker}\n1\n")


def test_hidden_input_is_hidden_in_lab() -> None:
    assert cells(LESSON)[-1].metadata.jupyter.source_hidden is True


def test_nothing_of_jupytext_stays_and_no_output() -> None:
    notebook = json.loads(write_text(read_source(LESSON, "x")))
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    for cell in notebook["cells"]:
        assert set(cell["metadata"]) <= {"tags", "slideshow", "jupyter", "nbgrader"}
        assert cell.get("outputs", []) == [] and cell.get("execution_count") is None


def test_the_learner_gets_no_solution() -> None:
    solved = read_source(EXERCISE, "03_note", tasks=True)
    before = write_text(solved)
    learner = without_solutions(solved)
    assert "42" not in write_text(learner) and "Forty-two" not in write_text(learner)
    assert '    first = 1\n    raise NotImplementedError("write your code here")' in learner.cells[1].source
    assert 'exercise("03.1").check(carry_the_note)' in learner.cells[1].source
    assert write_text(solved) == before, "the solution notebook was changed on the way"
    assert [cell.id for cell in learner.cells] == [cell.id for cell in solved.cells[:2]]


def test_a_task_can_be_graded_by_nbgrader() -> None:
    from nbgrader.nbgraderformat import MetadataValidator

    notebook = without_solutions(read_source(EXERCISE, "03_note", tasks=True))
    MetadataValidator().validate_nb(notebook)
    assert notebook.cells[1].metadata.nbgrader == {
        "grade": False, "solution": True, "locked": False, "task": False,
        "grade_id": "task_03_1", "schema_version": 3,
    }  # fmt: skip
    assert "nbgrader" not in notebook.cells[0].metadata


@pytest.mark.parametrize("mark", ["    ### BEGIN SOLUTION\n", "    ### END SOLUTION\n"])
def test_a_task_without_its_marks_is_refused(mark: str) -> None:
    with pytest.raises(SourceError, match="BEGIN SOLUTION"):
        cells(EXERCISE.replace(mark, ""), tasks=True)


def room(root: Path, name: str, lesson: str = LESSON) -> None:
    """Write a lesson's folder, with the files that the build reads."""
    folder = root / "source" / name
    folder.mkdir(parents=True)
    (folder / "lesson.py").write_text(lesson, encoding="utf-8")
    (folder / "exercises.py").write_text(EXERCISE, encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "웹 강의"
    room(root, "03_note")
    return root


def run(root: Path, *numbers: str, check: bool = False) -> int:
    return build.main(argparse.Namespace(check=check, numbers=numbers, nbgrader=None), root)


def test_build_then_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, check=True) == 1, "nothing is built yet"
    assert not (project / "notebooks").exists(), "a check writes nothing"
    assert run(project) == 0
    assert sorted(path.relative_to(project).as_posix() for path in project.rglob("*.ipynb")) == [
        "exercises/03_note.ipynb",
        "notebooks/03_note.ipynb",
        "solutions/03_note.ipynb",
    ]
    assert run(project, check=True) == 0
    built = project / "notebooks" / "03_note.ipynb"
    assert built.read_bytes().endswith(b"}\n") and b"\r" not in built.read_bytes()
    capsys.readouterr()
    built.write_text(built.read_text(encoding="utf-8").replace("Three aims", "Four aims"), encoding="utf-8")
    (project / "solutions" / "99_lost.ipynb").write_text("{}", encoding="utf-8")
    assert run(project, check=True) == 1
    told = capsys.readouterr().out
    assert "differs from its source: notebooks/03_note.ipynb" in told
    assert "has no source: solutions/99_lost.ipynb" in told
    assert "exercises/03_note.ipynb" not in told


def test_a_second_build_touches_nothing(project: Path) -> None:
    run(project)
    before = {path: path.stat().st_mtime_ns for path in project.rglob("*.ipynb")}
    run(project)
    assert before == {path: path.stat().st_mtime_ns for path in project.rglob("*.ipynb")}


def test_one_lesson_alone_is_built(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    room(project, "04_bad", '# %% tags=["surprise"]\n1\n')
    assert run(project, "3") == 0, "the bad one is not asked for"
    assert sorted(path.name for path in project.rglob("*.ipynb")) == ["03_note.ipynb"] * 3
    assert run(project, "03", check=True) == 0
    assert run(project, "99") == 1
    assert "There is no such lesson" in capsys.readouterr().err


def test_a_bad_source_builds_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    room(project, "04_bad", '# %% tags=["surprise"]\n1\n')
    assert run(project) == 1
    assert not list(project.rglob("*.ipynb"))
    assert "04_bad, cell 1" in capsys.readouterr().err


def test_a_note_for_the_instructor_is_folded() -> None:
    notebook = read_source('# %% [markdown] tags=["notes"]\n# **For the instructor.** Ask the room.\n', "01_x")
    source = notebook.cells[0].source
    assert source.startswith("<details>\n<summary>For the instructor</summary>\n\nAsk the room.")
    assert source.endswith("</details>")


def test_a_copy_of_the_course_with_crlf_is_built_to_the_same_notebooks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As of an archive that a program on Windows has unpacked: there Git's attributes do not help."""
    stem = "03_cookies_carry_a_note"
    shutil.copytree(ROOT / "source" / stem, tmp_path / "source" / stem)
    for folder in BUILT:
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / folder / f"{stem}.ipynb", tmp_path / folder)
    for path in tmp_path.rglob("*.*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert build.main(argparse.Namespace(numbers=["03"], check=True, nbgrader=None), tmp_path) == 0
    assert "3 files are up to date" in capsys.readouterr().out
