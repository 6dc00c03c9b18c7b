"""Draw exchanges as a browser's Network panel does: a list, and for each exchange its panes.

No script is needed: radio buttons select the row and the tab, and CSS shows the pane of both. They are in a form, so
that the radio buttons of two viewers in one notebook are separate groups.
"""

from __future__ import annotations

from collections.abc import Iterable

from classroom.draw.escape import Child, Markup, tag
from classroom.draw.exchange.cookies import Cookies
from classroom.draw.exchange.list import exchange_line, exchange_list
from classroom.draw.exchange.measure import Measure, fit
from classroom.draw.exchange.panes import TABS, panes
from classroom.draw.exchange.text import exchange_text
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame, note
from classroom.draw.words import count, several_hosts
from classroom.record.exchange import Exchange

MOST = 30
ROOM_OF_TEXT = 30_000
Opened = tuple[Exchange, Cookies]
NONE_YET = "No exchange here: none was sent yet, or none was chosen."

CSS = style_beside(__file__)


def exchange_viewer(exchanges: Iterable[Exchange] | Exchange, budget: int = 49_000) -> View:
    """Draw one exchange or a conversation.

    exchanges: in order; of more than 30 the last 30 are shown.
    budget: the most bytes of HTML. Bodies, raw bytes and long lists are cut until it all fits.
    """
    everything = (exchanges,) if isinstance(exchanges, Exchange) else tuple(exchanges)
    if not everything:
        return View(note(NONE_YET), NONE_YET)
    shown = [(one, Cookies.of(one)) for one in everything[-MOST:]]
    about = count(len(shown), "exchange")
    if len(everything) > MOST:
        about = f"the last {MOST} of {len(everything):,} exchanges; show(site.exchanges[0]) shows the first"
    room = budget - len(_drawing(shown, (), about).encode())
    details = fit(list(enumerate(shown)), room, _detail, _no_detail)
    return View(_drawing(shown, details, about), _text(shown, about))


def _text(shown: list[Opened], about: str) -> str:
    hosts = several_hosts(one for one, _ in shown)
    lines = [f"Network: {about}", *(exchange_line(*opened, hosts) for opened in shown)]
    alone = len(shown) == 1
    full = fit(shown, ROOM_OF_TEXT, lambda opened, measure: exchange_text(*opened, measure, alone), _no_text)
    return "\n\n".join(["\n".join(lines), *full])


def _no_text(opened: Opened) -> str:
    return f"Exchange {opened[0].number} is too long to print here: show(exchange) prints it alone."


def _drawing(shown: list[Opened], details: Iterable[str], about: str) -> Markup:
    chosen = "".join(f".cr-net:has(.cr-e{place}:checked) .cr-x{place}," for place in range(len(shown)))
    tabs = "".join(f".cr-net:has(.cr-t{place}:checked) .cr-p{place}," for place in range(len(TABS)))
    first_tab = "Cookies" if any(cookies.sent or cookies.kept for _, cookies in shown) else "Headers"
    return frame(
        tag(
            "form",
            tag("div", tag("b", "Network"), tag("span", about, class_="cr-soft cr-small cr-push"), class_="cr-head"),
            tag("div", exchange_list(shown), class_="cr-list"),
            tag(
                "div",
                [_tab(place, name, name == first_tab) for place, name in enumerate(TABS)],
                class_="cr-tabs",
                role="group",
                aria_label="What to look at",
            ),
            details,
            method="dialog",  # A form that sends no request, whatever key is pressed.
            class_="cr-card cr-net",
        ),
        css=f"{CSS} {(chosen + tabs).rstrip(',')} {{ display: block }}",
        label="Exchange viewer",
    )


def _tab(place: int, name: str, chosen: bool) -> Markup:
    return tag(
        "label",
        tag("input", type="radio", name="tab", checked=chosen, class_=f"cr-t{place}", data_lm_suppress_shortcuts=True),
        name,
    )


def _detail(placed: tuple[int, Opened], measure: Measure) -> Markup:
    place, (one, cookies) = placed
    return _pane(place, panes(one, cookies, measure))


def _no_detail(placed: tuple[int, Opened]) -> Markup:
    place, (one, _) = placed
    return _pane(place, tag("p", f"Exchange {one.number} is too long to unfold here: show(exchange) shows it alone."))


def _pane(place: int, inside: Child) -> Markup:
    return tag("div", inside, class_=f"cr-x cr-x{place}")
