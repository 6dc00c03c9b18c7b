"""The progress page and the checkup: HTML and text say the same, values are escaped, links lead to notebooks only."""

from __future__ import annotations

from dataclasses import replace

import pytest
from examples import HOSTILE
from markup import assert_clean, words_of

from classroom.draw.escape import tag
from classroom.draw.overview.checkup import CheckupRow, checkup_view
from classroom.draw.overview.progress import AgainRow, LessonRow, TaskRow, progress_view

LESSON = "../notebooks/03_cookies_carry_a_note.ipynb"
DONE = TaskRow("03.1", "Be greeted by name", 4, True, 2, "../exercises/03_cookies_carry_a_note.ipynb#1.-Be")
OPEN = TaskRow("03.2", "Bring back one of two notes", 6, False, 1, "../exercises/03_cookies_carry_a_note.ipynb")
AGAIN = AgainRow("Who writes a cookie?", "c: Both of them.", "lesson 03, “Who writes the note?”", f"{LESSON}#Who")
COOKIES = LessonRow("03", "Cookies carry a note", LESSON, (DONE, OPEN), 2, 5, (AGAIN,))
OTHER = LessonRow("04", "What cookies are for", LESSON, (replace(OPEN, name="04.1", hints=0),), 0, 0)
ROWS = (
    CheckupRow("Python", "ok", "3.13.1"),
    CheckupRow("loopback", "problem", "no port", "Allow Python to use 127.0.0.1"),
    CheckupRow("browser", "try", "open the site:", "If no page opens, work on.", "http://127.0.0.1:49152/"),
    CheckupRow("Chromium", "note", "not found"),
)


def test_both_forms_of_the_page_say_the_same() -> None:
    view = progress_view([COOKIES, OTHER], OPEN, "Kept in /home/mina/progress.json")
    assert_clean(view.html)
    for form in (words_of(view.html), view.text):
        for fact in (
            "1 of 3 tasks passed, about 12 minutes left",
            "Next: 03.2 Bring back one of two notes",
            "1 of 2 tasks passed, about 6 minutes left, 2 of 5 predictions made, 1 to read again",
            "passed, 2 hints taken",
            "open, about 6 minutes, 1 hint taken",
            "Who writes a cookie?",
            "c: Both of them.",
            "lesson 03, “Who writes the note?”",
            "Kept in /home/mina/progress.json",
        ):
            assert fact in form, fact


def test_the_links_are_there_and_the_lesson_at_hand_is_open() -> None:
    html = progress_view([COOKIES, OTHER], OPEN, "").html
    for href in (DONE.href, OPEN.href, AGAIN.href, LESSON):
        assert f'href="{href}"' in html
    assert html.count("<details") == 2 and html.count('open=""') == 1


def test_all_done_and_nothing_at_all() -> None:
    done = LessonRow("03", "Cookies", LESSON, (DONE,), 0, 0)
    view = progress_view([done], None, "")
    assert "Every task is passed." in view.text and "left" not in view.text
    assert_clean(view.html)
    assert_clean(progress_view([], None, "").html)


def test_the_bar_is_as_long_as_what_is_passed() -> None:
    assert 'style="--done:50%"' in progress_view([COOKIES], OPEN, "").html
    assert 'style="--done:0%"' in progress_view([OTHER], OPEN, "").html


def test_nothing_breaks_out_of_the_page_or_the_checkup() -> None:
    again = AgainRow(HOSTILE, HOSTILE, HOSTILE, AGAIN.href)
    task = replace(OPEN, name=HOSTILE, title=HOSTILE)
    assert_clean(progress_view([LessonRow(HOSTILE, HOSTILE, LESSON, (task,), 0, 1, (again,))], task, HOSTILE).html)
    assert_clean(checkup_view([CheckupRow(HOSTILE, "problem", HOSTILE, HOSTILE)]).html)


def test_both_forms_of_the_checkup_say_the_same() -> None:
    view = checkup_view(ROWS)
    assert_clean(view.html)
    for form in (words_of(view.html), view.text):
        for fact in (
            "1 thing to mend",
            "3.13.1",
            "no port",
            "Allow Python to use 127.0.0.1",
            "http://127.0.0.1:49152/",
        ):
            assert fact in form, fact
    assert "all is well" in checkup_view(ROWS[:1]).text
    with pytest.raises(KeyError):
        checkup_view([CheckupRow("x", "perhaps", "y")])


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "../notebooks/../../etc/passwd",
        "../notebooks/a.html",
        "../secrets/a.ipynb",
        "/notebooks/a.ipynb",
        "../notebooks/a.ipynb?b",
        "data:text/html,x",
    ],
)
def test_a_link_leads_to_the_web_or_to_a_notebook_of_the_course(href: str) -> None:
    with pytest.raises(ValueError, match="a link"):
        tag("a", "x", href=href)
