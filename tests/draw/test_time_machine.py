"""The drawing of the time machine: what is alive, on which side, and what expired in the last turn."""

from __future__ import annotations

import pytest
from examples import NOW
from markup import words_of

from classroom.draw.time.time_machine import DAY, STOPS, Life, _place, time_machine_view

LIVES = [
    Life("client", "sessionid", NOW + 14 * DAY),
    Life("client", "notice_hidden", NOW + DAY),
    Life("client", "popup_closed", None),
    Life("server", "session row 1", NOW + 14 * DAY),
]


def lines(ahead: float, before: float | None = None) -> dict[str, str]:
    view = time_machine_view(LIVES, NOW + ahead, NOW, before)
    return dict(line.strip().split(": ", 1) for line in view.text.splitlines()[1:] if ": " in line)


def test_the_present() -> None:
    said = lines(0)
    assert said["sessionid"] == "alive, 14 days left."
    assert said["popup_closed"] == "alive, until the browser closes."


def test_a_day_later_one_died_now() -> None:
    said = lines(1.5 * DAY, before=NOW)
    assert said["notice_hidden"].startswith("died now: expired 12 hours ago; the client no longer sends it")
    assert said["sessionid"].startswith("alive")
    assert lines(3 * DAY, before=NOW + 2 * DAY)["notice_hidden"].startswith("dead: ")


def test_a_dead_row_still_lies_there() -> None:
    assert "the row still lies there" in lines(15 * DAY)["session row 1"]


def test_the_picture_says_what_the_text_says() -> None:
    view = time_machine_view(LIVES, NOW + 15 * DAY, NOW, NOW)
    words = " ".join(words_of(view.html).split())
    for text in ("The client keeps (3 things)", "The server keeps (1 thing)", "died now", "until the browser closes"):
        assert text in words
    assert view.html.count("cr-dead") - view.html.count(".cr-dead") == 3


def test_what_is_gone_says_why() -> None:
    view = time_machine_view([Life("client", "a", None, gone="it went when the browser closed")], NOW, NOW)
    assert "a: dead: it went when the browser closed." in view.text
    assert "The server keeps nothing" in view.text


@pytest.mark.parametrize("number", range(len(STOPS)))
def test_every_stop_is_as_far_from_the_next(number: int) -> None:
    assert float(_place(STOPS[number][0])) == pytest.approx(20 * number)


def test_many_are_counted_not_drawn() -> None:
    view = time_machine_view([Life("server", f"row {n}", NOW + DAY) for n in range(500)], NOW, NOW)
    assert "… and 480 more, not drawn." in view.text
    assert len(view.html) < 50_000
