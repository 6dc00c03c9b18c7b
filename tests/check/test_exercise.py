"""The four outcomes, in words; and functions that raise, exit or are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from classroom.check.exercise import FunctionExercise
from classroom.check.verdict import Outcome
from classroom.errors import CourseError
from classroom.learner.record import Progress


def test_a_right_answer_passes_and_is_remembered(exercise: FunctionExercise, progress: Progress, visit: Any) -> None:
    verdict = exercise.check(visit)
    assert verdict.outcome is Outcome.PASSED and verdict.passed
    assert verdict.debrief == "A visit is a request."
    assert "03.9 Visit a page: passed" in str(verdict)
    assert progress.is_passed("03.9")


def test_not_yet_says_what_was_expected_and_seen_and_in_which_exchange(exercise: FunctionExercise, site: Any) -> None:
    verdict = exercise.check(lambda url, word: site.ask("/elsewhere/?a=1"))
    assert verdict.outcome is Outcome.NOT_YET and verdict.mistake == ""
    assert "Expected: a visit to /" in str(verdict)
    assert "another page (exchange 1: GET /elsewhere/)" in str(verdict)
    assert len(verdict.exchanges) == 1


def test_a_known_mistake_has_its_own_words_and_place(exercise: FunctionExercise, site: Any) -> None:
    verdict = exercise.check(lambda url, word: site.ask("/"))
    assert verdict.mistake == "went_home" and verdict.why == "Home is another page."
    assert verdict.see is not None and verdict.see.href == "../notebooks/03_x.ipynb#Who-writes-the-note?"


def test_a_mistake_is_not_looked_for_in_a_right_answer(exercise: FunctionExercise, site: Any) -> None:
    def home_first(url: str, word: str) -> None:
        site.ask("/")
        site.ask(f"/{word}/")

    assert exercise.check(home_first).outcome is Outcome.PASSED


def starter(url: str, word: str) -> None:
    raise NotImplementedError("write your code here")


def only_pass(url: str, word: str) -> None:
    pass


def only_words(url: str, word: str) -> None:
    """Nothing yet."""
    ...


@pytest.mark.parametrize("function", [starter, only_pass, only_words], ids=lambda each: each.__name__)
def test_not_started(exercise: FunctionExercise, progress: Progress, function: Callable[..., Any]) -> None:
    verdict = exercise.check(function)
    assert verdict.outcome is Outcome.NOT_STARTED
    assert "about 3 minutes" in str(verdict) and 'exercise("03.9").hint()' in str(verdict)
    assert not progress.is_passed("03.9")


def test_asking_nobody_is_an_attempt(exercise: FunctionExercise) -> None:
    verdict = exercise.check(lambda url, word: print(end=""))
    assert verdict.outcome is Outcome.NOT_YET and "no request arrived" in verdict.seen


def test_a_placeholder_left_below_other_code_is_an_error_with_its_line(exercise: FunctionExercise, site: Any) -> None:
    def begun(url: str, word: str) -> None:
        site.ask("/")
        raise NotImplementedError("write your code here")

    verdict = exercise.check(begun)
    assert verdict.outcome is Outcome.ERROR and "NotImplementedError" in verdict.source


def test_an_error_shows_the_learners_line_and_no_traceback(exercise: FunctionExercise, site: Any) -> None:
    def deep(target: str) -> None:
        site.ask(target)
        int("no number")

    def broken(url: str, word: str) -> None:
        deep("/")

    verdict = exercise.check(broken)
    assert verdict.outcome is Outcome.ERROR
    assert verdict.source == 'int("no number")' and isinstance(verdict.line, int)
    assert "ValueError" in verdict.seen and f'line {verdict.line}: int("no number") → ValueError' in str(verdict)
    assert verdict.why == "Home is another page.", "a known mistake explains an error too"
    assert "Traceback" not in str(verdict) and len(verdict.exchanges) == 1


def test_an_error_inside_a_library_names_the_line_that_called_it(exercise: FunctionExercise) -> None:
    import requests

    def broken(url: str, word: str) -> None:
        requests.get("no address at all")

    verdict = exercise.check(broken)
    assert verdict.outcome is Outcome.ERROR and verdict.source == 'requests.get("no address at all")'
    assert "InvalidURL" in verdict.seen and len(str(verdict).splitlines()) == 3


@pytest.mark.parametrize("problem", [SystemExit(3), RecursionError("too deep"), MemoryError(), GeneratorExit()])
def test_nothing_but_an_interrupt_escapes(exercise: FunctionExercise, site: Any, problem: BaseException) -> None:
    def raises(url: str, word: str) -> None:
        raise problem

    assert exercise.check(raises).outcome is Outcome.ERROR
    assert site.open == 0


def test_an_interrupt_passes_on_with_a_kind_word(exercise: FunctionExercise, site: Any) -> None:
    def stopped(url: str, word: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        exercise.check(stopped)
    assert "the site is fine" in str(caught.value)
    assert site.open == 0


@pytest.mark.parametrize(
    "thing", [None, "visit", 3, lambda: None, lambda url: None, lambda url, word, more: None, lambda *, url: None]
)
def test_a_wrong_call_is_told_in_three_lines(exercise: FunctionExercise, thing: Any) -> None:
    verdict = exercise.check(thing)
    assert verdict.outcome is Outcome.ERROR
    assert len(str(verdict).splitlines()) == 3
    assert "(url, word)" in str(verdict) or "without brackets" in str(verdict)


def test_other_names_and_further_defaults_are_fine(exercise: FunctionExercise, site: Any) -> None:
    assert exercise.check(lambda where, what, more=1: site.ask(f"/{what}/")).passed
    assert exercise.check(lambda *everything: site.ask(f"/{everything[1]}/")).passed


def test_a_forgotten_async_is_no_crash(exercise: FunctionExercise) -> None:
    async def answer(url: str, word: str) -> None: ...

    verdict = exercise.check(answer)
    assert verdict.outcome == Outcome.ERROR and "nothing in it has run: it is async" in verdict.seen


def test_the_words_chosen_differ(exercise: FunctionExercise, site: Any) -> None:
    for _ in range(2):
        exercise.check(lambda url, word: site.ask(f"/{word}/"))
    assert site.asides[0].exchanges[0].path != site.asides[1].exchanges[0].path


def test_hints_come_one_after_another_and_keep_the_earlier_ones(exercise: FunctionExercise, progress: Progress) -> None:
    assert [exercise.hint().text for _ in range(4)] == ["first", "second", "third", "third"]
    assert progress.hints("03.9") == 3
    assert "hint 1 of 3: first" in str(exercise.hint()) and "That was the last one." in str(exercise.hint())


def test_reset_forgets_this_exercise_alone(exercise: FunctionExercise, progress: Progress, visit: Any) -> None:
    progress.passed("03.1")
    exercise.hint()
    exercise.check(visit)
    exercise.reset()
    assert progress.hints("03.9") == 0 and not progress.is_passed("03.9") and progress.is_passed("03.1")


def test_the_solution_is_read_from_the_source(exercise: FunctionExercise, tmp_path: Path) -> None:
    assert "cannot be read" in str(exercise.solution())
    text = (
        '# %% tags=["exercise"]\ndef answer(url, word):\n    ### BEGIN SOLUTION\n    go(word)\n    ### END SOLUTION\n\n'
        'exercise("03.9").check(answer)\n\n# %% [markdown] tags=["solution"]\n# **Why this works.** It goes.\n'
    )
    source = tmp_path / "03_cookies_carry_a_note" / "exercises.py"
    source.parent.mkdir()
    source.write_text(text, encoding="utf-8")
    solution = exercise.solution()
    assert solution.code == 'def answer(url, word):\n    go(word)\n\nexercise("03.9").check(answer)'
    assert solution.reason == "**Why this works.** It goes."
    source.write_text("# %%\n1\n", encoding="utf-8")
    assert "There is no solution" in str(exercise.solution())


def test_a_function_needs_no_start(exercise: FunctionExercise) -> None:
    with pytest.raises(CourseError, match="needs no start") as told:
        exercise.start()
    assert len(str(told.value).splitlines()) == 3


def test_the_verdict_can_be_drawn(exercise: FunctionExercise, site: Any) -> None:
    from classroom.draw.quiz.verdict import verdict_view

    for function in (starter, lambda url, word: site.ask("/"), lambda url, word: site.ask(f"/{word}/"), None):
        verdict = exercise.check(function)
        assert str(verdict.outcome) in verdict_view(**verdict.drawing_arguments).text.lower()
