from __future__ import annotations

from itertools import pairwise

from classroom.draw.exchange.measure import MEASURES, Measure, fit
from classroom.draw.words import count, cut, shorten


def draw(size: int, measure: Measure) -> str:
    return "x" * min(size, measure.body)


def test_the_latest_take_their_share_first_and_leave_the_rest_to_the_others() -> None:
    assert [len(piece) for piece in fit([50_000, 5_000, 10], 12_000, draw, lambda size: "!")] == [4_000, 5_000, 10]
    assert [len(piece) for piece in fit([20_000] * 3, 12_000, draw, lambda size: "!")] == [4_000] * 3


def test_where_nothing_fits_the_earliest_are_left_out_with_a_sentence() -> None:
    pieces = fit("abcd", 9, lambda item, measure: item * 4, lambda item: "-")
    assert pieces == ["-", "-", "-", "dddd"]


def test_each_measure_is_smaller_than_the_one_before() -> None:
    for richer, poorer in pairwise(MEASURES):
        assert richer.body > poorer.body and richer.rows >= poorer.rows and richer.value >= poorer.value


def test_a_long_value_keeps_both_ends() -> None:
    assert shorten("short") == "short"
    assert shorten("abcdefghijklmnopqrstuvwxyz0123456789") == "abcdefghijklmnopq…23456789"
    assert len(shorten("x" * 99)) == 26


def test_a_cut_text_says_how_long_it_was() -> None:
    assert cut("x" * 1_200, 3) == "xxx… (1,200 characters)"


def test_numbers_have_their_plural() -> None:
    assert [count(n, "row") for n in (0, 1, 2_000)] == ["0 rows", "1 row", "2,000 rows"]
