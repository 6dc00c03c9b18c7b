"""A prediction, in one of three states: open, committed ("You chose b …"), compared (right, or explained)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from classroom.draw.escape import Markup, tag
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame

CSS = style_beside(__file__)


class ShownChoice(Protocol):
    """One answer to a prediction: its letter, its text, whether it is what happens, and why."""

    @property
    def key(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def right(self) -> bool: ...
    @property
    def because(self) -> str: ...


class Question(Protocol):
    """A question about behaviour with a finite number of answers; `classroom.check.prediction` has the values."""

    @property
    def name(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def choices(self) -> Sequence[ShownChoice]: ...
    def choice(self, key: str) -> ShownChoice: ...


def quiz_view(prediction: Question, chosen: str | None = None, compared: bool = False, reveal: bool = False) -> View:
    """Draw a prediction in one of its three states, or with its answer.

    chosen: the key of the committed choice, one of the prediction's; None while it is open.
    compared: whether the learner has run the cell and compared; ignored without a choice.
    reveal: whether to show the right choice and all explanations, for paper.
    """
    mine = prediction.choice(chosen) if chosen is not None else None
    compared = compared and mine is not None
    say = _say(prediction, mine, compared, reveal)
    rows = [_row(choice, mine, compared, reveal) for choice in prediction.choices]
    kind = "" if not compared or mine is None else "cr-good" if mine.right else "cr-warn"
    html = frame(
        tag(
            "div",
            tag(
                "div",
                tag("b", "Predict"),
                tag("span", _state(mine, compared, reveal), class_="cr-soft cr-small cr-push"),
                class_="cr-head",
            ),
            tag("p", prediction.question, class_="cr-ask"),
            tag("ul", rows, class_="cr-choices"),
            tag("p", say, class_=f"cr-say {kind}".strip()),
            class_="cr-card",
        ),
        css=CSS,
        label=f"Prediction: {prediction.question}",
    )
    return View(html, _text(prediction, mine, compared, say, reveal))


def _state(mine: ShownChoice | None, compared: bool, reveal: bool) -> str:
    if reveal:
        return "answered"
    return "open: choose before you run" if mine is None else "compared" if compared else "committed"


def _say(prediction: Question, mine: ShownChoice | None, compared: bool, reveal: bool) -> str:
    right = [choice.key for choice in prediction.choices if choice.right]
    if reveal:
        return f"What happens is {' or '.join(right)}."
    if mine is None:
        first = prediction.choices[-1].key if prediction.choices else "a"
        return f"To choose by text, type predict({prediction.name!r}, {first!r}), with your letter."
    if not compared:
        return f"You chose {mine.key}. Run the next cell, then compare."
    if mine.right:
        return f"✓ You chose {mine.key}, and that is what happens."
    return f"✗ You chose {mine.key}; what happens is {' or '.join(right)}. The opened lines say why."


def _verdict(choice: ShownChoice, mine: ShownChoice | None) -> str:
    words = "this is what happens" if choice.right else "this is not what happens"
    return f"your choice: {words}" if choice is mine else words


def _row(choice: ShownChoice, mine: ShownChoice | None, compared: bool, reveal: bool) -> Markup:
    inside = [tag("span", choice.text)]
    chosen = choice is mine
    if compared or reveal:
        inside.append(
            tag(
                "details",
                tag("summary", _verdict(choice, mine), class_="cr-small", data_lm_suppress_shortcuts=True),
                tag("p", choice.because),
                open=reveal or chosen or choice.right,
            )
        )
    elif chosen:
        inside.append(tag("p", "your choice", class_="cr-small cr-soft"))
    colour = (
        ("cr-good" if choice.right else "cr-warn")
        if (compared or reveal) and (chosen or choice.right)
        else "cr-up"
        if chosen
        else ""
    )
    return tag(
        "li",
        tag("span", choice.key, class_="cr-key"),
        tag("div", inside),
        class_=f"{'cr-mine' if chosen else ''} {colour}".strip() or None,
    )


def _text(prediction: Question, mine: ShownChoice | None, compared: bool, say: str, reveal: bool) -> str:
    lines = [f"Predict ({_state(mine, compared, reveal)}): {prediction.question}"]
    for choice in prediction.choices:
        lines.append(f"  {'>' if choice is mine else ' '} {choice.key}  {choice.text}")
        if compared or reveal:
            lines.append(f"       {_verdict(choice, mine)}: {choice.because}")
    return "\n".join([*lines, say])
