"""The lifetimes of cookies and session rows on one time line, after a turn of the clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from classroom.draw.escape import Markup, tag
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame
from classroom.draw.words import count, duration, shorten, time_left

HOUR, DAY = 3_600.0, 86_400.0
STOPS = ((0.0, "now"), (HOUR, "1 hour"), (DAY, "1 day"), (15 * DAY, "15 days"), (365 * DAY, "1 year"))
LAST = 400 * DAY * 2
"""The end of the time line, in seconds. Its stops are equally far apart, so that an hour and a year both fit."""

MOST = 20
CSS = style_beside(__file__)


@dataclass(frozen=True, slots=True)
class Life:
    """The lifetime of a cookie or a session row.

    side: who keeps it. name: its name. end: by the site's clock, in seconds since 1970; None for a session cookie.
    gone: why it is no longer kept, as text; "" while it is. remark: a further sentence.
    """

    side: Literal["client", "server"]
    name: str
    end: float | None
    gone: str = ""
    remark: str = ""


def time_machine_view(lives: Iterable[Life], now: float, present: float, before: float | None = None) -> View:
    """Draw which lifetimes have ended at the site's time.

    now: the site's time, in seconds since 1970 (UTC). present: the true time.
    before: the site's time before the last turn, so that what died in between is marked; None marks nothing.
    """
    everything = list(lives)
    about = _clock_words(now, present)
    parts: list[tuple[str, list[Life], int]] = []
    for side, words in (("client", "The client keeps"), ("server", "The server keeps")):
        of_side = [life for life in everything if life.side == side]
        parts.append((words, of_side[:MOST], len(of_side)))
    html = frame(
        tag(
            "div",
            tag("div", tag("b", "Time machine"), tag("span", about, class_="cr-soft cr-push"), class_="cr-head"),
            _table(parts, now, present, before),
            class_="cr-card",
        ),
        css=CSS,
        kind="cr-machine",
        label="Time machine: what the client and the server keep, and how long",
    )
    return View(html, "\n".join([f"Time machine: {about}", *_lines(parts, now, before)]))


def _clock_words(now: float, present: float) -> str:
    moment = datetime.datetime.fromtimestamp(now, datetime.UTC).strftime("%a, %d %b %Y, %H:%M UTC")
    ahead = now - present
    if abs(ahead) < 1:
        return f"the site's clock shows the present: {moment}"
    return f"the site's clock is {duration(abs(ahead))} {'ahead' if ahead > 0 else 'behind'}: {moment}"


def _table(parts: Sequence[tuple[str, list[Life], int]], now: float, present: float, before: float | None) -> Markup:
    stops = tag("div", [tag("span", words) for _, words in STOPS], class_="cr-stops")
    head = tag(
        "tr",
        tag("th", "What", scope="col", class_="cr-what"),
        tag("th", stops, scope="col", class_="cr-life cr-scale"),
        tag("th", "At the site's time", scope="col"),
    )
    rows = []
    for words, shown, total in parts:
        rows.append(tag("tr", tag("th", f"{words} {_number(total)}", scope="colgroup", colspan=3)))
        rows += [_row(life, now, present, before) for life in shown]
        if total > len(shown):
            rows.append(tag("tr", tag("td", f"… and {total - len(shown):,} more, not drawn.", colspan=3)))
    return tag("table", tag("thead", head), tag("tbody", rows))


def _row(life: Life, now: float, present: float, before: float | None) -> Markup:
    state, fresh = _state(life, now), _died_since(life, now, before)
    chip = tag("span", "died now", class_="cr-chip cr-warn") if fresh else None
    end = LAST if life.end is None else life.end - present
    track = tag("div", class_="cr-track", style=f"--end:{_place(end)}%;--clock:{_place(now - present)}%")
    return tag(
        "tr",
        tag("td", tag("code", shorten(life.name, 60))),
        tag("td", track, class_="cr-life"),
        tag("td", chip, " " if chip else None, state.removeprefix("dead: ") if chip else state),
        class_="cr-dead" if _is_dead(life, now) else None,
    )


def _lines(parts: Sequence[tuple[str, list[Life], int]], now: float, before: float | None) -> list[str]:
    lines = []
    for words, shown, total in parts:
        lines.append(f"{words} {_number(total)}")
        for life in shown:
            state = _state(life, now)
            if _died_since(life, now, before):
                state = state.replace("dead: ", "died now: ", 1)
            lines.append(f"  {shorten(life.name, 60)}: {state}")
        if total > len(shown):
            lines.append(f"  … and {total - len(shown):,} more, not drawn.")
    return lines


def _number(total: int) -> str:
    return f"({count(total, 'thing')})" if total else "nothing"


def _is_dead(life: Life, now: float) -> bool:
    return bool(life.gone) or (life.end is not None and life.end <= now)


def _died_since(life: Life, now: float, before: float | None) -> bool:
    if before is None or not _is_dead(life, now):
        return False
    return life.end is not None and before < life.end <= now


def _state(life: Life, now: float) -> str:
    """The state at this time, as one or two sentences."""
    if life.gone:
        words = f"dead: {life.gone}"
    elif _is_dead(life, now):
        after = (
            "the client no longer sends it" if life.side == "client" else "the row still lies there, and opens nothing"
        )
        words = f"dead: {time_left(life.end, now)}; {after}"
    else:
        words = f"alive, {time_left(life.end, now)}"
    return f"{words}. {life.remark}".rstrip() if life.remark else f"{words}."


def _place(seconds: float) -> str:
    """The position of a duration on the time line, in percent: linear between two stops."""
    marks = [*(at for at, _ in STOPS), LAST]
    for number, (left, right) in enumerate(pairwise(marks)):
        if seconds < right:
            return f"{100 / len(STOPS) * (number + max(0.0, seconds - left) / (right - left)):.1f}"
    return "100"
