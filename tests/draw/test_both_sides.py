from __future__ import annotations

import pytest
from examples import FORTNIGHT, KEY, NOW, OTHER_KEY, exchange, row
from markup import words_of

from classroom.draw.sessions.both_sides import JarCookie, both_sides
from classroom.draw.view import View
from classroom.draw.words import duration, time_left
from classroom.record.exchange import ServerNotes

SESSION = JarCookie("sessionid", KEY, expires=NOW + FORTNIGHT)


def both(view: View) -> tuple[str, str]:
    return words_of(view.html), " ".join(view.text.split())


@pytest.mark.parametrize(
    ("up", "down", "change"),
    [
        ("", (f"sessionid={KEY}",), "new"),
        ("sessionid=old", (f"sessionid={KEY}",), "replaced"),
        (f"sessionid={KEY}", (f"sessionid={KEY}",), "set again, same value"),
        (f"sessionid={KEY}", (), "unchanged"),
    ],
)
def test_what_the_last_exchange_did_to_a_cookie(up: str, down: tuple[str, ...], change: str) -> None:
    for form in both(both_sides([SESSION], [], NOW, exchange(up=up, down=down))):
        assert change in form


@pytest.mark.parametrize(
    ("notes", "change"),
    [
        (ServerNotes(session_after=row(visits=1)), "new"),
        (ServerNotes(session_before=row(), session_after=row(visits=1)), "changed"),
        (ServerNotes(session_before=row(visits=1), session_after=row(visits=1)), "unchanged"),
        (ServerNotes(session_before=row(OTHER_KEY), session_after=row(visits=1)), "replaced the row of the old key"),
        (ServerNotes(), "not touched"),
    ],
)
def test_what_the_last_exchange_did_to_a_row(notes: ServerNotes, change: str) -> None:
    for form in both(both_sides([], [row(visits=1)], NOW, exchange(notes=notes))):
        assert change in form


def test_what_is_gone_is_named_on_either_side() -> None:
    gone = "sessionid=; Max-Age=0"
    last = exchange(up=f"sessionid={KEY}", down=(gone,), notes=ServerNotes(session_before=row(), session_gone=True))
    for form in both(both_sides([], [], NOW, last)):
        assert "gone: the server asked the client to forget it" in form
        assert "gone: the last exchange deleted it" in form


def test_a_cookie_that_the_client_refused_is_named() -> None:
    for form in both(both_sides([], [], NOW, exchange(down=("note=x; Domain=example.org",)))):
        assert "not kept: the server set it" in form


def test_a_cookie_without_a_row_is_told() -> None:
    for form in both(both_sides([SESSION], [row(OTHER_KEY)], NOW)):
        assert "no row on the server has this id" in form
        assert "orphan: no cookie in this jar has its id" in form
        assert "same id" not in form


def test_the_same_id_is_said_on_both_sides_whatever_the_cookie_is_called() -> None:
    view = both_sides([JarCookie("other_name", KEY)], [row(OTHER_KEY), row(KEY)], NOW)
    for form in both(view):
        assert "same id as row 2" in form
        assert "same id as the cookie other_name" in form


def test_two_cookies_with_one_id_are_both_shown() -> None:
    view = both_sides([SESSION, JarCookie("copy", KEY)], [row()], NOW)
    for form in both(view):
        assert "copy" in form
        assert form.count("same id as row 1") == 2


def test_twenty_rows_and_the_number_of_the_others() -> None:
    rows = [row(f"{number:032}") for number in range(53)]
    for form in both(both_sides([], rows, NOW)):
        assert "33 more rows" in form
        assert "Row 20" in form
        assert "Row 21" not in form


def test_the_learners_own_row_is_drawn_however_many_there_are() -> None:
    rows = [row(f"{number:032}") for number in range(53)] + [row(KEY, visits=7)]
    for form in both(both_sides([SESSION], rows, NOW)):
        assert "visits = 7" in form
        assert "same id as row 54" in form


@pytest.mark.parametrize(
    ("expires", "words"),
    [
        (None, "until the browser closes"),
        (NOW + FORTNIGHT - 0.5, "14 days left"),
        (NOW + 86_400 * 13, "13 days left"),
        (NOW + 90, "2 minutes left"),
        (NOW + 3_600, "1 hour left"),
        (NOW - 60, "expired 1 minute ago"),
        (NOW + 0.2, "less than a second left"),
    ],
)
def test_time_left_in_words(expires: float | None, words: str) -> None:
    assert time_left(expires, NOW) == words


def test_a_length_of_time_uses_one_unit() -> None:
    assert [duration(seconds) for seconds in (1, 59, 60, 3_599, 86_400, 31_449_600)] == [
        "1 second", "59 seconds", "1 minute", "1 hour", "1 day", "364 days",
    ]  # fmt: skip
