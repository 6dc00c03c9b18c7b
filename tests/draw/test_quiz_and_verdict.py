from __future__ import annotations

import pytest
from examples import PREDICTION, conversation
from markup import assert_clean, words_of

from classroom.draw.quiz import quiz_view, quiz_widget
from classroom.draw.verdict import hint_view, solution_view, task_widget, verdict_view
from classroom.draw.view import View


def buttons(box) -> list:  # type: ignore[no-untyped-def, type-arg]
    """The buttons of a widget, wherever they are."""
    if hasattr(box, "children"):
        return [found for child in box.children for found in buttons(child)]
    return [box] if hasattr(box, "click") else []


def shown(box) -> str:  # type: ignore[no-untyped-def]
    if hasattr(box, "children"):
        return "".join(shown(child) for child in box.children)
    return getattr(box, "value", "")


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
    with pytest.raises(KeyError):
        quiz_view(PREDICTION, "z")


def test_the_widget_commits_once_and_compares_once() -> None:
    said: list[str] = []
    live = quiz_widget(PREDICTION, None, False, said.append, lambda: said.append("compared"))
    choices = buttons(live.widget)
    assert [one.description for one in choices] == ["I choose a", "I choose b", "I choose c"]
    choices[1].click()
    choices[0].click()
    assert said == ["b"]
    (compare,) = buttons(live.widget)
    assert compare.description == "Compare"
    compare.click()
    compare.click()
    assert said == ["b", "compared"]
    assert buttons(live.widget) == []
    assert "and that is what happens" in shown(live.widget)
    assert_clean(shown(live.widget))


def test_a_live_view_carries_its_widget_and_both_static_forms() -> None:
    live = quiz_widget(PREDICTION, "a", True, print, print)
    bundle = live._repr_mimebundle_()
    assert bundle["application/vnd.jupyter.widget-view+json"]["model_id"] == live.widget.model_id
    assert bundle["text/plain"] == quiz_view(PREDICTION, "a", True).text
    assert bundle["text/html"] == quiz_view(PREDICTION, "a", True).html


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


def test_hints_come_one_by_one_and_then_the_solution() -> None:
    given: list[int] = []

    def hint() -> View:
        given.append(len(given) + 1)
        return hint_view(given[-1], 2, f"nudge {given[-1]}")

    verdict = verdict_view(outcome="not yet", title="Carry the note", task="03.1")
    live = task_widget(verdict, task="03.1", hints=2, on_hint=hint, on_solution=lambda: solution_view("pass", "so"))
    first = buttons(live.widget)
    assert [one.description for one in first] == ["Hint (1 of 2)", "Solution"]
    first[0].click()
    assert buttons(live.widget)[0].description == "Hint (2 of 2)"
    buttons(live.widget)[0].click()
    first[0].click()
    assert given == [1, 2]
    assert [one.description for one in buttons(live.widget)] == ["Solution"]
    buttons(live.widget)[0].click()
    assert buttons(live.widget) == []
    assert "nudge 1" in shown(live.widget) and "nudge 2" in shown(live.widget)
    assert "exercise('03.1').hint()" in live.text
