"""A Set-Cookie header explained: what a browser does with it and why, what requests does, and when it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from classroom.draw.escape import Child, Markup, tag
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame
from classroom.draw.words import count

VERDICTS = {"stored": ("✓", "cr-good"), "refused": ("✗", "cr-bad"), "expired": ("○", "cr-warn")}
CSS = style_beside(__file__)


class FactLike(Protocol):
    """One row of a table: its subject, what is true of it, and the section of the draft that says so."""

    @property
    def subject(self) -> str: ...
    @property
    def says(self) -> str: ...
    @property
    def source(self) -> str: ...


class StoryLike(Protocol):
    """One Set-Cookie header explained. verdict: "stored", "refused" or "expired"."""

    @property
    def line(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def facts(self) -> Sequence[FactLike]: ...
    @property
    def reach(self) -> Sequence[FactLike]: ...
    @property
    def contexts(self) -> Sequence[tuple[str, bool, str]]: ...
    @property
    def requests(self) -> Sequence[str]: ...


class SendingLike(Protocol):
    """One request: its address, both Cookie headers, and (name, sent, why, source) of each cookie in the jar."""

    @property
    def url(self) -> str: ...
    @property
    def header(self) -> str: ...
    @property
    def requests_header(self) -> str: ...
    @property
    def choices(self) -> Sequence[tuple[str, bool, str, str]]: ...


class ExplanationLike(Protocol):
    """The explanation to draw; `str()` of it is its text form."""

    @property
    def url(self) -> str: ...
    @property
    def cookies(self) -> Sequence[StoryLike]: ...
    @property
    def sendings(self) -> Sequence[SendingLike]: ...


def cookie_explanation(explanation: ExplanationLike) -> View:
    """Draw what becomes of Set-Cookie headers: a card for each header, then a card for each later request."""
    title = tag(
        "p",
        tag("b", count(len(explanation.cookies), "Set-Cookie header")),
        " from ",
        tag("code", explanation.url),
    )
    cards = [_story(each) for each in explanation.cookies] + [_sending(each) for each in explanation.sendings]
    return View(frame(title, *cards, css=CSS, kind="cr-cookies", label="Cookie explainer"), str(explanation))


def _story(story: StoryLike) -> Markup:
    sign, colour = VERDICTS[story.verdict]
    parts: list[Child] = [
        tag("div", "Set-Cookie: ", story.line, class_="cr-line"),
        tag(
            "p", tag("b", f"{sign} {story.verdict}"), " ", tag("span", story.reason, " ", _source(story.source)),
            class_=f"cr-outcome {colour}",
        ),
    ]  # fmt: skip
    if story.facts or story.reach:
        parts.append(_table("attribute", "a browser: Chromium, by draft 6265bis", [*story.facts, *story.reach]))
    if story.contexts:
        lines = [tag("li", _sent(sent), " ", label) for label, sent, _ in story.contexts]
        parts += [tag("p", tag("b", "When it is sent"), class_="cr-sub"), tag("ul", lines, class_="cr-when")]
    says = story.requests or ("does the same.",)
    parts += [
        tag("p", tag("b", "What requests does otherwise"), class_="cr-sub"),
        tag("ul", [tag("li", each) for each in says], class_="cr-does"),
    ]
    return tag("div", *parts, class_="cr-card", role="group", aria_label=f"Cookie {story.name or 'without a name'}")


def _sending(sending: SendingLike) -> Markup:
    rows = [
        tag("tr", tag("th", name, scope="row"), tag("td", _sent(sent), " ", why), tag("td", _source(source)))
        for name, sent, why, source in sending.choices
    ]
    parts: list[Child] = [
        tag("div", "Request to ", sending.url, class_="cr-line"),
        tag("p", tag("b", "browser: "), tag("code", _header(sending.header)), class_="cr-sub"),
        tag("p", tag("b", "requests: "), tag("code", _header(sending.requests_header)), class_="cr-sub"),
    ]
    if rows:
        parts.append(tag("table", _head("cookie", "is it sent?"), tag("tbody", rows)))
    return tag("div", *parts, class_="cr-card", role="group", aria_label=f"Request to {sending.url}")


def _table(left: str, right: str, facts: Sequence[FactLike]) -> Markup:
    rows = [
        tag("tr", tag("th", fact.subject, scope="row"), tag("td", fact.says), tag("td", _source(fact.source)))
        for fact in facts
    ]
    return tag("table", _head(left, right), tag("tbody", rows))


def _head(left: str, right: str) -> Markup:
    return tag("thead", tag("tr", [tag("th", each, scope="col") for each in (left, right, "section")]))


def _source(section: str) -> Markup:
    return tag("span", section, class_="cr-source")


def _sent(sent: bool) -> Markup:
    return tag("b", "✓ sent" if sent else "✗ not sent", class_="cr-good" if sent else "cr-soft")


def _header(value: str) -> str:
    return f"Cookie: {value}" if value else "no Cookie header"
