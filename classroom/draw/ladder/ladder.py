"""Client and server as two vertical lines, a pair of arrows for each exchange, cookies on the arrows."""

from __future__ import annotations

from collections.abc import Iterable

from classroom.draw.escape import Markup, tag
from classroom.draw.exchange.cookies import Cookies
from classroom.draw.ladder.times import arrows, overlapping_groups, sentence_about
from classroom.draw.pieces import same_as_list
from classroom.draw.style import style_beside
from classroom.draw.view import View, frame, note
from classroom.draw.words import asked_for, count, cut, milliseconds, several_hosts, shorten, status_kind, status_line
from classroom.record.exchange import Exchange

MOST = 30
MOST_COOKIES = 6
MOST_LANES = 12
"""Bars beside the arrows of exchanges that overlap; if there would be more, none is drawn."""
CSS = style_beside(__file__)


def ladder(exchanges: Iterable[Exchange] | Exchange) -> View:
    """Draw a conversation as a ladder; of more than 30 exchanges the last 30.

    The arrows of exchanges that overlap are drawn in order of time. Exchanges of several servers are sorted by their
    start, and each names its server.
    """
    everything = (exchanges,) if isinstance(exchanges, Exchange) else tuple(exchanges)
    if not everything:
        words = "No exchange here: none was sent yet, or none was chosen."
        return View(note(words), words)
    servers = list(dict.fromkeys(one.server_port for one in everything))
    if len(servers) > 1:  # two servers: each numbers its exchanges from 1
        everything = tuple(sorted(everything, key=lambda one: one.started))
    shown = everything[-MOST:]
    about = (
        count(len(shown), "exchange")
        if len(shown) == len(everything)
        else f"the last {MOST} of {len(everything):,} exchanges"
    )
    drawing = _Drawing({id(one): Cookies.of(one) for one in shown}, several_hosts(shown), servers)
    groups = overlapping_groups(shown)
    lines = [line for group in groups for line in drawing.lines(group)]
    html = frame(
        tag(
            "div",
            tag("div", tag("b", "Ladder"), tag("span", about, class_="cr-soft cr-small cr-push"), class_="cr-head"),
            tag(
                "div",
                tag(
                    "div",
                    tag("b", "Client"),
                    tag("b", drawing.server_title),
                    class_=f"cr-ends{' cr-apart' * (len(servers) > 1)}",
                ),
                [drawing.drawn(part) for part in _parts(groups)],
                class_="cr-rungs",
                role="img",
                aria_label=drawing.alternative(groups, about),
            ),
            same_as_list(lines, "ul"),
            class_="cr-card",
        ),
        css=CSS,
        label="Ladder",
    )
    return View(html, "\n".join([f"Ladder: {about}", *(f"  {line}" for line in lines)]))


Group = list[Exchange]


def _parts(groups: list[Group]) -> list[list[Group]]:
    """The parts of the drawing, one below the other: one connection with its exchanges, or exchanges that overlap."""
    parts: list[list[Group]] = []
    for group in groups:
        one = group[0]
        before = parts[-1][-1] if parts else []
        if len(group) == len(before) == 1 and _connection_of(before[0]) == _connection_of(one):
            parts[-1].append(group)
        else:
            parts.append([group])
    return parts


def _connection_of(one: Exchange) -> tuple[int, int]:
    return one.server_port, one.connection


class _Drawing:
    """Draws the parts of one ladder.

    cookies: those of each exchange, by its `id()`. hosts: whether there are several. servers: their ports, in order.
    """

    def __init__(self, cookies: dict[int, Cookies], hosts: bool, servers: list[int]) -> None:
        self._cookies = cookies
        self._hosts = hosts
        self._servers = servers
        self.server_title = "Server" if len(servers) == 1 else f"{len(servers)} servers"

    def _server(self, one: Exchange) -> str:
        """Which of several servers answered: "server 2"; "" where there is only one."""
        return f"server {self._servers.index(one.server_port) + 1}" if len(self._servers) > 1 else ""

    def _server_and_port(self, one: Exchange) -> str:
        port = f" (port {one.server_port})" if one.server_port else ""
        return f"{server}{port}" if (server := self._server(one)) else ""

    def _name(self, one: Exchange) -> str:
        """What an exchange is called in a sentence: its number, and its server where there are several."""
        return f"{one.number:,} ({server})" if (server := self._server(one)) else f"{one.number:,}"

    def drawn(self, part: list[Group]) -> Markup:
        """One part, with its connections at the left and, where there are several servers, its server at the right."""
        members = [one for group in part for one in group]
        numbers = sorted({one.connection for one in members})
        few = " and ".join(map(str, numbers)) if len(numbers) < 3 else f"{numbers[0]} to {numbers[-1]}"
        servers = list(dict.fromkeys(self._server_and_port(one) for one in members))
        if len(servers) > 1:
            servers = list(dict.fromkeys(self._server(one) for one in members))
        arrows_drawn = self._overlapping(part[0]) if len(part[0]) > 1 else [self._pair(one) for one in members]
        right = tag("div", " and ".join(servers), class_="cr-side cr-other") if servers[0] else None
        return tag(
            "div",
            tag("div", f"connection{'s' if len(numbers) > 1 else ''} {few}", class_="cr-side"),
            tag("div", arrows_drawn, class_="cr-wire cr-meet" if len(part[0]) > 1 else "cr-wire"),
            right,
            class_="cr-line cr-three" if right else "cr-line",
        )

    def _pair(self, one: Exchange) -> Markup:
        return tag("div", self._request(one), self._response(one), class_="cr-pair")

    def _overlapping(self, group: Group) -> list[Markup]:
        """Arrows in order of time, and for each exchange a bar from its request to its response."""
        in_order = arrows(group)
        rows = {(id(one), back): row for row, (_, one, back) in enumerate(in_order, 2)}
        drawn = [tag("p", sentence_about(group, self._name), class_="cr-soft cr-small")]
        for passed, one, back in in_order:
            at = tag("span", f" at {milliseconds(passed)}", class_="cr-soft cr-small")
            server = self._server(one)
            drawn.append(self._response(one, at, server) if back else self._request(one, at, server))
        for lane, one in enumerate(group if len(group) <= MOST_LANES else (), 2):
            begin, end = rows[id(one), False] + 1, rows[id(one), True] + 1
            drawn.append(tag("div", class_="cr-lane", style=f"--lane:{lane};--begin:{begin};--end:{end}"))
        return drawn

    def _request(self, one: Exchange, at: Markup | None = None, server: str = "") -> Markup:
        return tag(
            "div",
            tag("span", f"{one.number}. ", class_="cr-soft"),
            tag("b", cut(one.method, 12)),
            " ",
            tag("code", asked_for(one, self._hosts)),
            " ",
            _chips("Cookie", list(self._cookies[id(one)].sent), "cr-up"),
            at,
            f" to {server}" if server else None,
            class_="cr-arrow",
        )

    def _response(self, one: Exchange, at: Markup | None = None, server: str = "") -> Markup:
        kept = [
            (cookie.name, "forget it" if cookie.deletes else cookie.value) for cookie in self._cookies[id(one)].kept
        ]
        return tag(
            "div",
            tag("span", f"{one.number}. ", class_="cr-soft") if at else None,
            tag("b", cut(status_line(one), 40), class_=status_kind(one.status)),
            _to(one),
            " ",
            _chips("Set-Cookie", kept, "cr-down"),
            at,
            f" from {server}" if server else None,
            class_="cr-arrow cr-back",
        )

    def lines(self, group: Group) -> list[str]:
        """The group as text, a line for each exchange; before exchanges that overlap, a sentence about that."""
        if len(group) == 1:
            return [self._words(group[0], "")]
        passed = {(id(one), back): milliseconds(moment) for moment, one, back in arrows(group)}
        return [
            sentence_about(group, self._name),
            *(
                self._words(one, f" (Asked at {passed[id(one), False]}, answered at {passed[id(one), True]}.)")
                for one in group
            ),
        ]

    def _words(self, one: Exchange, times: str) -> str:
        cookies, server = self._cookies[id(one)], self._server_and_port(one) or "the server"
        up = _names([f"{shorten(name, 24)}={shorten(value, 14)}" for name, value in cookies.sent])
        down = _names(
            [
                f"{shorten(cookie.name, 24)}={'forget it' if cookie.deletes else shorten(cookie.value, 14)}"
                for cookie in cookies.kept
            ]
        )
        return (
            f"{one.number}. On connection {one.connection} the client asks {cut(one.method, 12)} "
            f"{asked_for(one, self._hosts)} with {up or 'no cookie'}; {server} answers "
            f"{cut(status_line(one), 40)}{_to(one)} and sets {down or 'no cookie'}.{times}"
        )

    def alternative(self, groups: list[Group], about: str) -> str:
        """The alternative text of the picture, in a few sentences."""
        shown = [one for group in groups for one in group]
        connections = len({_connection_of(one) for one in shown})
        up = sum(bool(self._cookies[id(one)].sent) for one in shown)
        down = sum(bool(self._cookies[id(one)].kept) for one in shown)
        end = "server" if len(self._servers) == 1 else f"{len(self._servers)} servers"
        overlaps = " ".join([sentence_about(group, self._name) for group in groups if len(group) > 1][:4])
        return (
            f"Ladder of {about} between client and {end}, in order, over {count(connections, 'connection')}. "
            f"{count(up, 'request')} carried cookies up, {count(down, 'response')} set cookies. "
            f"{overlaps}{overlaps and ' '}The list below says the same."
        )


def _to(one: Exchange) -> str:
    return f" to {shorten(one.location, 40)}" if one.location else ""


def _chips(header: str, cookies: list[tuple[str, str]], colour: str) -> list[Markup]:
    chips = [
        tag("span", f"{header}: {shorten(name, 24)}={shorten(value, 14)}", class_=f"cr-chip {colour}")
        for name, value in cookies[:MOST_COOKIES]
    ]
    more = len(cookies) - MOST_COOKIES
    return [*chips, tag("span", f"and {more:,} more", class_=f"cr-chip {colour}")] if more > 0 else chips


def _names(pairs: list[str]) -> str:
    more = len(pairs) - MOST_COOKIES
    return ", ".join(pairs[:MOST_COOKIES]) + (f" and {more:,} more" if more > 0 else "")
