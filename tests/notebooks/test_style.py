"""The limits of every lesson and exercise: size, rhythm, words, tags, marks.

The text is checked in source/, which is what we edit; what the build adds (slide types, no outputs), in the built
notebooks.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from classroom.check import catalogue
from classroom.check.percent import Cell, cells
from classroom.check.task_cell import solved, untouched
from classroom.paths import ROOT, SOURCE

LESSONS = [lesson.lesson for lesson in catalogue.lessons()]
EXERCISES = [lesson.exercises for lesson in catalogue.lessons()]
BUILT = [path for folder in ("notebooks", "exercises", "solutions") for path in sorted((ROOT / folder).glob("*.ipynb"))]

TAGS = {"setup", "predict", "run", "explain", "exercise", "solution", "raises-exception", "hide-input", "notes"}
CALLOUTS = {"Key idea", "Careful", "Try it", "In a browser"}
FORBIDDEN = re.compile(r"\b(simply|just|obviously)\b", re.IGNORECASE)
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
KOREAN = re.compile(r'<span lang="ko">.*?</span>', re.DOTALL)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff]")

LESSON_CELLS = (40, 76)
MOST_WORDS, MOST_LINES = 80, 10
SHORT_LESSONS = {"00_start_here"}
"""Lessons of under ten minutes, which may have fewer cells."""


@dataclass(frozen=True)
class Page:
    """One source: where it is, and its cells."""

    path: Path
    cells: tuple[Cell, ...]

    @property
    def stem(self) -> str:
        """The name of its lesson."""
        return self.path.parent.name

    @property
    def seen(self) -> list[Cell]:
        """The cells that a learner works through: without the instructor's notes and the solutions."""
        return [cell for cell in self.cells if not {"notes", "solution"} & set(cell.tags)]


def read(path: Path) -> Page:
    return Page(path, cells(path.read_text(encoding="utf-8")))


every_lesson = pytest.mark.parametrize(
    "page", [read(path) for path in LESSONS], ids=[path.parent.name for path in LESSONS]
)
every_source = pytest.mark.parametrize(
    "page",
    [read(path) for path in LESSONS + EXERCISES],
    ids=[f"{path.parent.name}-{path.stem}" for path in LESSONS + EXERCISES],
)
every_built = pytest.mark.parametrize("path", BUILT, ids=[f"{path.parent.name}-{path.stem}" for path in BUILT])


def words(markdown: str) -> int:
    """Count the words of a Markdown cell, without quoted Korean, tags, URLs of links and rules of tables."""
    text = KOREAN.sub(" ", markdown)
    text = re.sub(r"<[^>]+>", " ", html.unescape(text))
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return len([word for word in text.split() if re.search(r"[^\W_]", word)])


def lines(code: str) -> int:
    """Count the lines of code of a cell, without empty lines, comments and marks."""
    return len([line for line in code.splitlines() if line.strip() and not line.strip().startswith("#")])


def failures(page: Page, wrong: Any) -> list[str]:
    """The first line of each cell for which `wrong(cell)` is true, with its place."""
    return [f"cell {n}: {cell.source.splitlines()[0]}" for n, cell in enumerate(page.cells, 1) if wrong(cell)]


def prose(page: Page) -> list[Cell]:
    return [cell for cell in page.cells if cell.kind == "markdown"]


def test_there_are_lessons() -> None:
    assert LESSONS and EXERCISES
    assert all(path.is_file() for path in LESSONS + EXERCISES)


@every_source
def test_prose_is_short(page: Page) -> None:
    long = failures(page, lambda cell: cell.kind == "markdown" and words(cell.source) > MOST_WORDS)
    assert not long, f"a text has {MOST_WORDS} words at most"


@every_lesson
def test_prose_and_code_are_mostly_short(page: Page) -> None:
    told = [words(cell.source) for cell in page.seen if cell.kind == "markdown"]
    coded = [lines(cell.source) for cell in page.seen if cell.kind == "code"]
    assert 15 <= median(told) <= 45, "words: half of the texts have fewer than this, half have more"
    assert 1 <= median(coded) <= 5, "lines of code: half of the cells have fewer than this, half have more"


@every_source
def test_code_is_short(page: Page) -> None:
    def too_long(cell: Cell) -> bool:
        if cell.kind != "code" or "solution" in cell.tags:
            return False
        return max(lines(untouched(cell.source)), 0 if "exercise" in cell.tags else lines(cell.source)) > MOST_LINES

    assert not failures(page, too_long), f"a cell has {MOST_LINES} lines of code at most"


@every_source
def test_a_solution_is_not_long_either(page: Page) -> None:
    assert not failures(page, lambda cell: "exercise" in cell.tags and lines(solved(cell.source)) > 1.5 * MOST_LINES)


@every_source
def test_no_line_of_code_runs_off_the_screen(page: Page) -> None:
    assert not failures(page, lambda c: c.kind == "code" and max(map(len, c.source.splitlines()), default=0) > 120)


@every_lesson
def test_a_lesson_has_the_right_size(page: Page) -> None:
    if page.stem not in SHORT_LESSONS:
        assert LESSON_CELLS[0] <= len(page.seen) <= LESSON_CELLS[1], "cells, without the notes for the instructor"


@every_lesson
def test_no_more_than_two_cells_of_a_kind_in_a_row(page: Page) -> None:
    rows = [list(row) for _, row in groupby(page.seen, key=lambda cell: cell.kind)]
    assert not [[cell.source.splitlines()[0] for cell in row] for row in rows if len(row) > 2]


@every_source
def test_forbidden_words_and_emoji(page: Page) -> None:
    assert not failures(page, lambda cell: FORBIDDEN.search(cell.source) or EMOJI.search(cell.source))


@every_source
def test_tags_are_known(page: Page) -> None:
    assert not failures(page, lambda cell: not set(cell.tags) <= TAGS), f"known are {', '.join(sorted(TAGS))}"


@every_source
def test_the_first_code_cell_is_the_set_up(page: Page) -> None:
    first = next(cell for cell in page.cells if cell.kind == "code")
    assert "setup" in first.tags and "open_site()" in first.source


@every_source
def test_the_title_comes_first_and_once(page: Page) -> None:
    assert page.cells[0].kind == "markdown" and re.match(r"# \w", page.cells[0].source)
    assert len([cell for cell in prose(page) if cell.source.startswith("# ")]) == 1


@every_lesson
def test_the_title_is_a_statement(page: Page) -> None:
    title = page.cells[0].source.splitlines()[0].removeprefix("# ")
    assert len(title.split()) >= 3 and not title.endswith(("?", "!", ":"))


@every_lesson
def test_the_opening_names_three_aims_minutes_and_lines(page: Page) -> None:
    opening = "\n".join(cell.source for cell in page.cells[:3] if cell.kind == "markdown")
    aims = re.findall(r"^- .+", opening, flags=re.MULTILINE)
    assert len(aims) == 3, "three aims"
    assert re.search(r"\d+ minutes", opening)
    assert re.search(r"\blines? \d+|none of the notes", opening)


@every_lesson
def test_the_closing_sections_are_there(page: Page) -> None:
    headings = [match for cell in prose(page) for match in re.findall(r"^## (.+)$", cell.source, flags=re.MULTILINE)]
    assert headings[-4:] == ["What you now know", "New words", "Try it in a browser", "Next"]


@every_lesson
def test_sections_predict_run_and_explain(page: Page) -> None:
    kinds = [tag for cell in page.cells for tag in cell.tags]
    for kind in ("predict", "run", "explain"):
        assert kinds.count(kind) >= 5, f"cells tagged {kind}"
    assert not failures(page, lambda cell: "**Predict" in cell.source and not {"predict", "explain"} & set(cell.tags))


@every_lesson
def test_predictions_exist_and_are_compared(page: Page) -> None:
    code = [cell.source for cell in page.cells if cell.kind == "code"]
    asked = [found for source in code for found in re.findall(r'^predict\("([^"]+)"\)$', source, flags=re.MULTILINE)]
    compared = [found for source in code for found in re.findall(r'predict\("([^"]+)"\)\.compare\(\)', source)]
    assert asked == compared
    assert page.stem in SHORT_LESSONS or 3 <= len(asked) <= 6, "three to six predictions are asked"
    for name in asked:
        choices = catalogue.find_prediction(name).choices
        assert [choice.right for choice in choices].count(True) == 1
        assert all(choice.because for choice in choices)
    planned = {each.name for each in catalogue.lesson_of(page.stem[:2]).predictions}
    assert planned == set(asked), "a prediction that no lesson asks"


@every_source
def test_only_the_four_callouts(page: Page) -> None:
    quotes = [
        line
        for cell in prose(page)
        for before, line in zip(["", *cell.source.splitlines()], cell.source.splitlines(), strict=False)
        if line.startswith(">") and not before.startswith(">")
    ]
    others = [quote for quote in quotes if not re.match(rf"> \*\*({'|'.join(CALLOUTS)})\.\*\* ", quote)]
    assert not others, f"a frame begins with one of {', '.join(sorted(CALLOUTS))}, in bold and with a full stop"


@every_lesson
def test_at_most_one_callout_in_a_section(page: Page) -> None:
    text = "\n".join(cell.source for cell in prose(page))
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    callouts = [len(re.findall(r"^> \*\*", section, flags=re.MULTILINE)) for section in sections]
    assert max(callouts) <= 1


@every_source
def test_pictures_have_alt_text(page: Page) -> None:
    def bare(cell: Cell) -> bool:
        images = re.findall(r"!\[([^\]]*)\]\(", cell.source)
        tags = re.findall(r"<img\b[^>]*>", cell.source)
        return any(len(alt.split()) < 3 for alt in images) or any(not re.search(r'alt="[^"]+ ', tag) for tag in tags)

    assert not failures(page, lambda cell: cell.kind == "markdown" and bare(cell))


@every_source
def test_korean_is_marked(page: Page) -> None:
    assert not failures(page, lambda cell: cell.kind == "markdown" and HANGUL.search(KOREAN.sub("", cell.source)))


@every_source
def test_only_named_things_are_imported(page: Page) -> None:
    code = "\n".join(cell.source for cell in page.cells if cell.kind == "code")
    modules = re.findall(r"^(?:from|import) ([\w.]+)", code, flags=re.MULTILINE)
    allowed = {"requests", "django", "classroom", "base64", "http", "json", "re", "secrets", "socket", "urllib"}
    assert {module.partition(".")[0] for module in modules} <= allowed
    assert not [module for module in modules if module.startswith("classroom.")]


@every_source
def test_no_localhost(page: Page) -> None:
    """No request goes to localhost, whose cookies a jar keeps apart. A request that is never sent may name it."""
    asked = [cell for cell in page.cells if cell.kind == "code" and "prepare_request" not in cell.source]
    assert not [cell.source for cell in asked if "localhost" in cell.source]


@every_source
def test_links_lead_somewhere(page: Page) -> None:
    targets = [found for cell in prose(page) for found in re.findall(r"\]\((\.\./[^)#]+)", cell.source)]
    for target in targets:
        folder, name = target.removeprefix("../").split("/")
        source = {"notebooks": "lesson", "exercises": "exercises", "solutions": "exercises"}[folder]
        assert (SOURCE / name.removesuffix(".ipynb") / f"{source}.py").exists(), target


@every_built
def test_built_cells_have_slides_and_no_outputs(path: Path) -> None:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        assert cell["metadata"]["slideshow"]["slide_type"] in {"slide", "subslide", "fragment", "notes", "skip"}
        assert set(cell["metadata"].get("tags", [])) <= TAGS
        assert cell.get("outputs", []) == [] and cell.get("execution_count") is None


@every_built
def test_built_exercises_hold_no_solution(path: Path) -> None:
    if path.parent.name == "exercises":
        text = path.read_text(encoding="utf-8")
        assert "SOLUTION" not in text and "Why this works" not in text
    assert "STARTER" not in path.read_text(encoding="utf-8"), "classroom.check.percent takes the starter's marks away"
