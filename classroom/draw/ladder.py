"""Client and server as two lines through time, one pair of arrows for each exchange, cookies on the arrows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from classroom.draw.escape import Markup, tag
from classroom.draw.exchange_cookies import Cookies
from classroom.draw.pieces import same_as_list
from classroom.draw.view import View, frame, note
from classroom.draw.words import asked_for, count, cut, several_hosts, shorten, status_kind, status_line
from classroom.record.exchange import Exchange

MOST = 30
MOST_COOKIES = 6
CSS = """
.cr-rungs { padding: .7em .9em .9em; max-width: 62em; margin: 0 auto }
.cr-ends { display: flex; justify-content: space-between; padding-left: 2.2em }
.cr-ends b { border: 1px solid var(--line); border-radius: 6px; background: var(--tint); padding: .2em 0;
  width: 6.8em; text-align: center }
.cr-line { position: relative; display: grid; grid-template-columns: 2.2em 1fr }
.cr-wire { position: relative; margin: 0 3.4em; padding: .35em 0 .5em; border: solid var(--line);
  border-width: 0 2px }
.cr-side { writing-mode: vertical-rl; transform: rotate(180deg); text-align: center; justify-self: start;
  border-right: 3px solid var(--soft); padding-right: .25em; font-size: .84em; color: var(--soft);
  white-space: nowrap; min-height: 7em; margin: .35em 0 .5em }
.cr-pair { padding: .25em 0 .35em }
.cr-arrow { position: relative; padding: .2em .8em .4em; border-bottom: 2px solid var(--up) }
.cr-arrow::after { content: ""; position: absolute; bottom: -.43em; right: -1px; border: solid transparent;
  border-width: .37em 0 .37em .75em; border-left-color: var(--up) }
.cr-back { border-bottom: 2px dashed var(--down) }
.cr-back::after { right: auto; left: -1px; border-width: .37em .75em .37em 0; border-left-color: transparent;
  border-right-color: var(--down) }
.cr-more { padding: .1em .9em .6em }
.cr-more li { padding: .15em 0 }
@media (forced-colors: active) { .cr-arrow::after { forced-color-adjust: none } }
@container (max-width: 34em) { .cr-wire { margin: 0 .6em } .cr-ends b { width: auto; padding: .2em .7em }
  .cr-rungs { padding: .5em .4em } }
"""


def ladder(exchanges: Iterable[Exchange] | Exchange) -> View:
    """Draw a conversation as a ladder; of more than 30 exchanges the last 30."""
    everything = (exchanges,) if isinstance(exchanges, Exchange) else tuple(exchanges)
    if not everything:
        words = "No exchange yet: send a request first."
        return View(note(words), words)
    shown = [(one, Cookies.of(one)) for one in everything[-MOST:]]
    about = (
        count(len(shown), "exchange")
        if len(shown) == len(everything)
        else f"the last {MOST} of {len(everything):,} exchanges"
    )
    groups = [(number, list(group)) for number, group in groupby(shown, key=lambda opened: opened[0].connection)]
    hosts = several_hosts(one for one, _ in shown)
    lines = [_words(*opened, hosts) for opened in shown]
    html = frame(
        tag(
            "div",
            tag("div", tag("b", "Ladder"), tag("span", about, class_="cr-soft cr-small cr-push"), class_="cr-head"),
            tag(
                "div",
                tag("div", tag("b", "Client"), tag("b", "Server"), class_="cr-ends"),
                [_connection(number, group, hosts) for number, group in groups],
                class_="cr-rungs",
                role="img",
                aria_label=_alternative(shown, about),
            ),
            same_as_list(lines, "ul"),
            class_="cr-card",
        ),
        css=CSS,
        label="Ladder",
    )
    return View(html, "\n".join([f"Ladder: {about}", *(f"  {line}" for line in lines)]))


def _connection(number: int, group: list[tuple[Exchange, Cookies]], hosts: bool) -> Markup:
    return tag(
        "div",
        tag("div", f"connection {number}", class_="cr-side"),
        tag("div", [_pair(*opened, hosts) for opened in group], class_="cr-wire"),
        class_="cr-line",
    )


def _pair(one: Exchange, cookies: Cookies, hosts: bool) -> Markup:
    sent = list(cookies.sent)
    kept = [(cookie.name, "forget it" if cookie.deletes else cookie.value) for cookie in cookies.kept]
    to = f" to {shorten(one.location, 40)}" if one.location else ""
    return tag(
        "div",
        tag(
            "div",
            tag("span", f"{one.number}. ", class_="cr-soft"),
            tag("b", cut(one.method, 12)),
            " ",
            tag("code", asked_for(one, hosts)),
            " ",
            _chips("Cookie", sent, "cr-up"),
            class_="cr-arrow",
        ),
        tag(
            "div",
            tag("b", cut(status_line(one), 40), class_=status_kind(one.status)),
            to,
            " ",
            _chips("Set-Cookie", kept, "cr-down"),
            class_="cr-arrow cr-back",
        ),
        class_="cr-pair",
    )


def _chips(header: str, cookies: list[tuple[str, str]], colour: str) -> list[Markup]:
    chips = [
        tag("span", f"{header}: {shorten(name, 24)}={shorten(value, 14)}", class_=f"cr-chip {colour}")
        for name, value in cookies[:MOST_COOKIES]
    ]
    more = len(cookies) - MOST_COOKIES
    return [*chips, tag("span", f"and {more:,} more", class_=f"cr-chip {colour}")] if more > 0 else chips


def _words(one: Exchange, cookies: Cookies, hosts: bool) -> str:
    up = _names([f"{shorten(name, 24)}={shorten(value, 14)}" for name, value in cookies.sent])
    down = _names(
        [
            f"{shorten(cookie.name, 24)}={'forget it' if cookie.deletes else shorten(cookie.value, 14)}"
            for cookie in cookies.kept
        ]
    )
    to = f" to {shorten(one.location, 40)}" if one.location else ""
    return (
        f"{one.number}. On connection {one.connection} the client asks {cut(one.method, 12)} {asked_for(one, hosts)} "
        f"with {up or 'no cookie'}; the server answers {cut(status_line(one), 40)}{to} and sets {down or 'no cookie'}."
    )


def _names(pairs: list[str]) -> str:
    more = len(pairs) - MOST_COOKIES
    return ", ".join(pairs[:MOST_COOKIES]) + (f" and {more:,} more" if more > 0 else "")


def _alternative(shown: list[tuple[Exchange, Cookies]], about: str) -> str:
    """What a reader learns from the picture, in two sentences."""
    connections = len({one.connection for one, _ in shown})
    up = sum(bool(cookies.sent) for _, cookies in shown)
    down = sum(bool(cookies.kept) for _, cookies in shown)
    return (
        f"Ladder of {about} between client and server, in order, over {count(connections, 'connection')}. "
        f"{count(up, 'request')} carried cookies up, {count(down, 'response')} set cookies. "
        "The list below says the same."
    )
