from __future__ import annotations

from typing import NamedTuple

import pytest
from examples import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import assert_clean, words_of

from classroom.draw.cookies.explainer import cookie_explanation

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40) | st.just(HOSTILE)


class Fact(NamedTuple):
    subject: str = "Path=/shop"
    says: str = "for /shop and what lies below it"
    source: str = "§5.6.4"


class Story(NamedTuple):
    line: str = "sid=1; Path=/shop"
    name: str = "sid"
    verdict: str = "stored"
    reason: str = "Nothing stands against it."
    source: str = "§5.7 step 24"
    facts: tuple[Fact, ...] = (Fact(),)
    reach: tuple[Fact, ...] = (Fact("hosts", "a.example only", "§5.8.3"),)
    contexts: tuple[tuple[str, bool, str], ...] = (("when a form is posted", False, "SameSite"),)
    requests: tuple[str, ...] = ("sends it also to http://sub.a.example/.",)


class Sending(NamedTuple):
    url: str = "http://a.example/shop"
    header: str = "sid=1"
    requests_header: str = ""
    choices: tuple[tuple[str, bool, str, str], ...] = (("sid", True, "Host and path fit.", "§5.8.3"),)


class Explanation(NamedTuple):
    url: str = "http://a.example/"
    cookies: tuple[Story, ...] = (Story(),)
    sendings: tuple[Sending, ...] = (Sending(),)

    def __str__(self) -> str:
        return f"Answer from {self.url}"


def test_every_fact_is_drawn() -> None:
    words = words_of(cookie_explanation(Explanation()).html)
    for fact in ("1 Set-Cookie header from http://a.example/", "sid=1; Path=/shop", "✓ stored", "§5.7 step 24"):
        assert fact in words
    for fact in ("Path=/shop", "a.example only", "✗ not sent when a form is posted", "sends it also to http://sub.a"):
        assert fact in words


def test_a_request_shows_both_clients_and_the_reason() -> None:
    words = words_of(cookie_explanation(Explanation()).html)
    assert "Request to http://a.example/shop" in words
    assert "browser: Cookie: sid=1" in words
    assert "requests: no Cookie header" in words
    assert "✓ sent Host and path fit." in words


@pytest.mark.parametrize(("verdict", "sign"), [("stored", "✓"), ("refused", "✗"), ("expired", "○")])
def test_a_verdict_has_a_sign_and_a_word(verdict: str, sign: str) -> None:
    assert f"{sign} {verdict}" in words_of(cookie_explanation(Explanation(cookies=(Story(verdict=verdict),))).html)


def test_no_difference_is_said_too() -> None:
    assert "does the same." in words_of(cookie_explanation(Explanation(cookies=(Story(requests=()),))).html)


def test_the_text_form_is_the_text_of_the_explanation() -> None:
    assert cookie_explanation(Explanation()).text == "Answer from http://a.example/"


def test_nothing_to_explain_is_drawn() -> None:
    assert_clean(cookie_explanation(Explanation("http://a.example/", (), ())).html)


@settings(max_examples=50, deadline=None)
@given(
    st.builds(
        lambda a, b, c, verdict: Explanation(
            a,
            (Story(a, b, verdict, c, a, (Fact(a, b, c),), (Fact(c, b, a),), ((b, True, c),), (a, b)),),
            (Sending(a, b, c, ((a, False, b, c),)),),
        ),
        ANY_TEXT,
        ANY_TEXT,
        ANY_TEXT,
        st.sampled_from(["stored", "refused", "expired"]),
    )
)
def test_hostile_text_stays_text(explanation: Explanation) -> None:
    view = cookie_explanation(explanation)
    assert_clean(view.html)
    assert "<script" not in view.html.lower().replace("&lt;script", "")
