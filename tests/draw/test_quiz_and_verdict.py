from __future__ import annotations

import pytest
from examples import PREDICTION, conversation
from markup import words_of

from classroom.draw.quiz.quiz import quiz_view
from classroom.draw.quiz.verdict import hint_view, solution_view, verdict_view
from classroom.errors import CourseError


def test_an_open_prediction_gives_nothing_away() -> None:
    view = quiz_view(PREDICTION)
    for form in (words_of(view.html), view.text):
        assert "stateless" not in form
        assert "this is what happens" not in form


def test_a_committed_prediction_gives_nothing_away_either() -> None:
    view = quiz_view(PREDICTION, "b")
    for form in (words_of(view.html), view.text):
        assert "stateless" not in form
        assert "You chose b" in form


def test_comparing_opens_the_right_and_the_chosen_explanation() -> None:
    html = quiz_view(PREDICTION, "a", True).html
    assert html.count('<details open="">') == 2
    assert quiz_view(PREDICTION, "b", True).html.count('<details open="">') == 1


def test_an_unknown_choice_is_refused() -> None:
    with pytest.raises(CourseError):
        quiz_view(PREDICTION, "z")


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(KeyError):
        verdict_view(outcome="failed", title="x")


def test_a_verdict_leaves_out_what_nobody_said() -> None:
    view = verdict_view(outcome="not started", title="Carry the note")
    for form in (words_of(view.html), view.text):
        assert "Expected" not in form
        assert "conversation" not in form


def test_a_verdict_with_a_conversation_stays_small() -> None:
    view = verdict_view(outcome="passed", title="Carry the note", exchanges=conversation() * 4)
    assert len(view.html.encode()) < 50_000


def test_a_hint_and_a_solution_say_the_same_in_both_forms() -> None:
    for view, words in ((hint_view(1, 3, "use <b>"), "use <b>"), (solution_view("pass", "so it is"), "so it is")):
        assert words in view.text
        assert words in words_of(view.html)
