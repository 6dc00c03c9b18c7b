"""The verdict on an exercise: its outcome, what was expected, what was seen, and what helps next."""

from __future__ import annotations

from collections.abc import Sequence

from classroom.draw.escape import Child, Markup, tag
from classroom.draw.exchange.viewer import exchange_viewer
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame
from classroom.record.exchange import Exchange

OUTCOMES = {
    "passed": ("✓", "cr-good"),
    "not yet": ("◐", "cr-warn"),
    "not started": ("○", "cr-soft"),
    "error in your code": ("✗", "cr-bad"),
}

CSS = style_beside(__file__)


def verdict_view(
    *,
    outcome: str,
    title: str,
    task: str = "",
    expected: str = "",
    seen: str = "",
    why: str = "",
    see: str = "",
    see_href: str = "",
    exchanges: Sequence[Exchange] = (),
    debrief: str = "",
) -> View:
    """Draw a verdict.

    outcome: one of "passed", "not yet", "not started", "error in your code".
    title: one line that names the task. task: its number, as in `exercise("03.1")`.
    expected, seen, why: a sentence each; an empty one is left out.
    see: where in the lesson to look again, in words. see_href: the link to it.
    exchanges: the conversation that was judged, in a closed details element.
    debrief: what a passed task showed.
    Raises KeyError for any other outcome.
    """
    symbol, colour = OUTCOMES[outcome]
    name = f"{task} {title}".strip()
    facts = [("Expected", expected), ("Seen", seen), ("Why", why), ("Look again at", see)]
    facts = [(label, words) for label, words in facts if words]
    links = {"Look again at": see_href}
    conversation = exchange_viewer(exchanges, budget=40_000) if exchanges else None
    html = frame(
        tag(
            "div",
            tag(
                "p",
                tag("b", f"{symbol} {_capital(outcome)}", class_=colour),
                tag("span", name),
                class_=f"cr-outcome {colour}",
            ),
            tag(
                "div", [(tag("b", label), _block(words, links.get(label))) for label, words in facts], class_="cr-facts"
            )
            if facts
            else None,
            tag("p", debrief, class_="cr-debrief") if debrief else None,
            _folded("The conversation that was judged", conversation.html) if conversation else None,
            class_="cr-card",
        ),
        css=CSS,
        label=f"Exercise {name}: {outcome}",
    )
    lines = [f"{symbol} {_capital(outcome)}: {name}", *(f"  {label}: {words}" for label, words in facts)]
    if debrief:
        lines.append(f"  {debrief}")
    if conversation:
        lines += ["  The conversation that was judged:", _indent(conversation.text)]
    return View(html, "\n".join(lines))


def hint_view(number: int, of: int, words: str) -> View:
    """Draw a hint. number, of: which of how many."""
    title = f"Hint {number} of {of}"
    return View(frame(tag("div", tag("b", title), tag("p", words), class_="cr-note")), f"{title}: {words}")


def solution_view(code: str, reason: str = "") -> View:
    """Draw a solution: its code, then its reason."""
    inside = [tag("b", "Solution"), _code(code), tag("p", reason) if reason else None]
    text = "\n".join(["Solution:", _indent(code), *([reason] if reason else [])])
    return View(frame(tag("div", inside, class_="cr-note")), text)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _indent(words: str) -> str:
    return "\n".join(f"    {line}" for line in words.splitlines())


def _block(words: str, href: str | None = None) -> Markup:
    if href:
        return tag("span", tag("a", words, href=href, data_lm_suppress_shortcuts=True))
    return tag("pre", words) if "\n" in words else tag("span", words)


def _code(code: str) -> Markup:
    return tag("pre", tag("code", code), tabindex="0", role="group", aria_label="Code", data_lm_suppress_shortcuts=True)


def _folded(summary: str, *inside: Child) -> Markup:
    return tag("details", tag("summary", summary, data_lm_suppress_shortcuts=True), inside, class_="cr-more")
