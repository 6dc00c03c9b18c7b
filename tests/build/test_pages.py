"""The generated pages are true: every line of the notes, every new word and every misconception has its cell."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from functools import cache

import pytest

from classroom.build.notebook import SourceError, read_source
from classroom.build.pages.glossary import HEADER as WORDS_HEADER
from classroom.build.pages.glossary import words
from classroom.build.pages.lesson import BuiltLesson, korean, read_lesson
from classroom.build.pages.map import HEADER as NOTES_HEADER
from classroom.build.pages.map import Claim, claims, read_notes
from classroom.build.pages.misconceptions import read_list
from classroom.build.pages.pages import pages
from classroom.check.catalogue import lessons
from classroom.paths import SOURCE

NOTEBOOKS = {each.stem: read_source(each.lesson.read_text(encoding="utf-8"), each.stem) for each in lessons()}
LESSONS = {stem: read_lesson(stem, notebook) for stem, notebook in NOTEBOOKS.items()}
NOTES = read_notes(SOURCE)
MISCONCEPTIONS = read_list(SOURCE)
SPAN = re.compile(r'<span lang="ko">(.*?)</span>')

every_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)


# The map from the notes


def pieces(quote: str) -> list[str]:
    """The pieces that a row quotes: each Korean text up to its "…", and each word of the rest."""
    texts = [piece for span in SPAN.findall(quote) for piece in html.unescape(span).split("…")]
    texts += [word.strip(".,:;") for word in SPAN.sub(" ", quote).replace("…", " ").split()]
    return [" ".join(text.split()) for text in texts if text.strip()]


def misquoted(claim: Claim) -> list[str]:
    """What is wrong with the quotation of a row; empty where nothing is."""
    lines = {number: " ".join(NOTES.lines[number - 1].split()) for number in claim.lines if number in NOTES.claims}
    wrong = [
        f"{piece!r} is not in {claim.lines}" for piece in pieces(claim.quote) if piece not in "\n".join(lines.values())
    ]
    wrong += [
        f"line {number} is named and not quoted: {line}"
        for number, line in lines.items()
        if not any(piece in line for piece in pieces(claim.quote))
    ]
    return wrong


def test_the_plan_takes_up_every_line_that_says_something() -> None:
    planned = {number for lines in NOTES.plan.values() for number in lines}
    assert planned == set(NOTES.claims), "source/notes.plan.toml"
    assert {NOTES.lines[number - 1].strip() for number in NOTES.subjects} >= {"쿠키", "로그아웃"}


@every_lesson
def test_a_lesson_takes_up_its_lines_of_the_notes(lesson: BuiltLesson) -> None:
    planned = set(NOTES.plan.get(lesson.number, ()))
    named = {number for claim in claims(lesson) for number in claim.lines}
    form = f"Rows stand in a table | {' | '.join(NOTES_HEADER)} |; source/notes.plan.toml says which lines."
    assert not planned - named, f"lesson {lesson.number} has no row for these lines. {form}"
    assert not (named & set(NOTES.claims)) - planned, f"these lines are planned elsewhere. {form}"
    assert not [number for number in named if not 1 <= number <= len(NOTES.lines)]


@every_lesson
def test_what_a_lesson_quotes_stands_in_the_notes(lesson: BuiltLesson) -> None:
    assert [wrong for claim in claims(lesson) for wrong in misquoted(claim)] == []


@every_lesson
def test_every_reading_is_given_and_follows_an_experiment(lesson: BuiltLesson) -> None:
    for claim in claims(lesson):
        assert claim.reading, claim.quote
        assert claim.kind == "Not checkable" or lesson.proof(claim.cell).runs, (
            f"no cell tagged run stands above the row for {claim.lines} in its section"
        )


@every_lesson
def test_the_opening_takes_in_the_lines_of_the_tables(lesson: BuiltLesson) -> None:
    listed = re.search(r"\blines? (\d[\d ,]*(?:(?:to|and|–|-) ?\d[\d ,]*)*)", lesson.cells[0].source)
    taken: set[int] = set()
    for first, last in re.findall(r"(\d+)(?:\s*(?:to|–|-)\s*(\d+))?", listed[1] if listed else ""):
        taken |= set(range(int(first), int(last or first) + 1))
    missing = {number for claim in claims(lesson) for number in claim.lines} - taken
    assert not missing, 'the opening says which lines it covers: "lines 83 to 89, 105 and 107 of the notes"'


def test_no_lesson_contradicts_another() -> None:
    kinds = defaultdict(set)
    for lesson in LESSONS.values():
        for claim in claims(lesson):
            for number in claim.lines:
                kinds[number].add(claim.kind)
    assert {number: found for number, found in kinds.items() if len(found) > 1} == {}


# The glossary


@every_lesson
def test_a_lesson_ends_with_its_new_words(lesson: BuiltLesson) -> None:
    form = f'| {" | ".join(WORDS_HEADER)} | with rows like | cookie | <span lang="ko">쿠키</span> | a named text |'
    found = words(lesson)
    assert found, f"the section New words has a table {form}"
    for word in found:
        assert re.search(r"[가-힣]", word.korean) or word.korean == word.english, f"{word.english}: {form}"
        assert len(word.meaning.split()) <= 15, f"{word.english}: a meaning has fifteen words at most"


def test_a_word_has_one_korean_word() -> None:
    found = defaultdict(set)
    for lesson in LESSONS.values():
        for word in words(lesson):
            found[word.english.lower()].add(word.korean)
    assert {english: same for english, same in found.items() if len(same) > 1} == {}


# The misconceptions


def test_no_misconception_is_forgotten() -> None:
    assert len(MISCONCEPTIONS) >= 42, "an entry moves to another lesson; it does not go"
    assert len({each.says for each in MISCONCEPTIONS}) == len(MISCONCEPTIONS)
    for each in MISCONCEPTIONS:
        assert re.fullmatch(r"0\d|1[0-8]", each.lesson), each
        assert each.says.endswith(".") and each.truth.endswith("."), each
    assert [each.lesson for each in MISCONCEPTIONS] == sorted(each.lesson for each in MISCONCEPTIONS), "in lesson order"


@every_lesson
def test_a_lesson_refutes_its_misconceptions(lesson: BuiltLesson) -> None:
    for each in MISCONCEPTIONS:
        if each.lesson == lesson.number:
            headings = [heading for cell in lesson.cells for heading in cell.headings]
            assert each.heading in headings, (
                f'source/misconceptions.toml, "{each.says}": give it a heading of {lesson.stem}, or another lesson'
            )
            assert each.refutation(lesson), (
                f'source/misconceptions.toml, "{each.says}": below "{each.heading}" stands no cell '
                + (f"with the words {each.cell!r}" if each.cell else "tagged run; name words of one with `cell`")
            )


# The pages


@cache
def built() -> dict[str, str]:
    return {
        stem: "\n\n".join(cell.source for cell in notebook.cells) for stem, notebook in pages(NOTEBOOKS, SOURCE).items()
    }


def test_the_pages_hold_everything_and_no_code() -> None:
    assert set(built()) == {"glossary", "map_from_the_notes", "misconceptions"}
    for notebook in pages(NOTEBOOKS, SOURCE).values():
        assert {cell.cell_type for cell in notebook.cells} == {"markdown"}
    notes_map = built()["map_from_the_notes"]
    assert [int(found) for found in dict.fromkeys(re.findall(r"(?m)^\| (\d+) \|", notes_map))] == list(NOTES.claims)
    assert all(f"| {each.says} |" in built()["misconceptions"] for each in MISCONCEPTIONS)
    assert all(
        f"| **{word.english}** |" in built()["glossary"] for lesson in LESSONS.values() for word in words(lesson)[:1]
    )


def test_every_link_leads_to_a_cell() -> None:
    for name, text in built().items():
        links = re.findall(r"\]\(([^)]+)\)", text)
        assert links, name
        for link in links:
            target = re.fullmatch(r"\.\./notebooks/(\w+)\.ipynb#cell-id=([\w-]+)", link)
            assert target and target[2] in [cell.id for cell in NOTEBOOKS[target[1]].cells], link


def test_every_korean_word_is_marked_as_korean() -> None:
    for text in built().values():
        assert re.findall(r".*[가-힣].*", SPAN.sub("", text)) == []


def test_a_row_has_as_many_columns_as_its_table() -> None:
    for text in built().values():
        for each in re.findall(r"(?m)^\|.*(?:\n\|.*)*", text):
            assert len({len(re.findall(r"(?<!\\)\|", row)) for row in each.splitlines()}) == 1, each


# What a writer gets wrong


LESSON = """\
# %% [markdown]
# # One thing is shown
#
# It covers lines 63 to 65 of the notes.

# %% [markdown]
# ## Is it so?
#
# A **biscuit** is small.

# %% tags=["run"]
first = 1

# %% tags=["run"]
second = 2

# %% [markdown] tags=["notes"]
# ## Is it so?

# %% [markdown] tags=["explain"]
# | Line | The notes | Our reading | Verdict |
# |---|---|---|---|
# | 63 | <span lang="ko">서버가</span> … <span lang="ko">조각</span> | a piece | **True.** |

# %% [markdown]
# ## New words
#
# | English | Korean | Meaning |
# |---|---|---|
# | biscuit | <span lang="ko">비스킷</span> | small |
#
# Other words.
"""


def lesson(text: str = LESSON) -> BuiltLesson:
    return read_lesson("77_one_thing", read_source(text, "77_one_thing"))


def test_a_lesson_in_the_form() -> None:
    (claim,) = claims(lesson())
    assert (claim.lines, claim.kind, misquoted(claim)) == ((63,), "True", [])
    assert lesson().proof(claim.cell).source == "second = 2"
    (word,) = words(lesson())
    assert (word.english, word.korean) == ("biscuit", "비스킷")
    assert word.cell.source.endswith("A **biscuit** is small.")
    assert words(lesson(LESSON.replace("**biscuit**", "biscuit")))[0].cell.heading == "New words"


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("**True.**", "True.", "begins with \\*\\*True"),
        ("**True.**", "**Truly.**", "begins with \\*\\*True"),
        ("| a piece |", "|", "3 columns"),
        ("| 63 |", "| sixty |", "as numbers"),
        ("비스킷</span>", "비스킷, 과자</span>", "one word a row"),
        ('<span lang="ko">비스킷</span>', "biskit", "one word a row"),
        ("| small |", "| |", "one word a row"),
    ],
)
def test_a_row_that_is_not_in_the_form_is_refused(good: str, bad: str, told: str) -> None:
    assert good in LESSON
    with pytest.raises(SourceError, match=told) as refused:
        pages({"77_one_thing": read_source(LESSON.replace(good, bad), "77_one_thing")}, SOURCE)
    assert "77_one_thing" in str(refused.value)


@pytest.mark.parametrize(
    ("good", "bad"),
    [("조각", "조가"), ("| 63 |", "| 65 |"), ("| 63 |", "| 63, 65 |"), ("서버가</span>", "서버가</span> big")],
)
def test_a_wrong_quotation_is_noticed(good: str, bad: str) -> None:
    (claim,) = claims(lesson(LESSON.replace(good, bad)))
    assert misquoted(claim)


def test_lines_may_be_named_as_a_range() -> None:
    (claim,) = claims(lesson(LESSON.replace("| 63 |", "| 63-65, 205 |")))
    assert claim.lines == (63, 64, 65, 205)


def test_a_misconception_finds_its_cell() -> None:
    entry = MISCONCEPTIONS[0].__class__("It is not so.", "It is.", "77", "Is it so?")
    assert entry.refutation(lesson()).source == "first = 1"
    for heading, cell, found in (
        ("Is it so?", "second", "second = 2"),
        ("Is it so?", "third", ""),
        ("Gone", "", ""),
        ("", "", ""),
    ):
        refutation = entry.__class__("It is not so.", "It is.", "77", heading, cell).refutation(lesson())
        assert (refutation.source if refutation else "") == found


def test_korean_text_breaks_out_of_nothing() -> None:
    assert korean(" 가|나~~다~~ <b>*라*</b> `마` ") == (
        r'<span lang="ko">가\|나\~\~다\~\~ &lt;b&gt;\*라\*&lt;/b&gt; \`마\`</span>'
    )
