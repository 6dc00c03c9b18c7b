"""The list of the exchange viewer: a row for each exchange, in a table and as text."""

from __future__ import annotations

from collections.abc import Sequence

from classroom.draw.escape import Markup, tag
from classroom.draw.exchange.cookies import Cookies
from classroom.draw.words import asked_for, cut, milliseconds, several_hosts, shorten, status_kind, status_line
from classroom.record.exchange import Exchange

COLUMNS = ("No.", "Status", "Method", "Path", "Connection", "Cookies up", "Cookies down", "Time")


def exchange_list(shown: Sequence[tuple[Exchange, Cookies]]) -> Markup:
    """The table. Each row has a radio button that selects it; the last one is selected."""
    head = tag("tr", [tag("th", name, scope="col") for name in COLUMNS])
    last, hosts = len(shown) - 1, several_hosts(one for one, _ in shown)
    return tag(
        "table",
        tag("thead", head),
        tag("tbody", [_row(place, one, cookies, place == last, hosts) for place, (one, cookies) in enumerate(shown)]),
    )


def _row(place: int, one: Exchange, cookies: Cookies, chosen: bool, hosts: bool) -> Markup:
    name = f"Exchange {one.number}: {cut(one.method, 12)} {shorten(one.path, 40)}, {cut(status_line(one), 40)}"
    radio = tag(
        "input",
        type="radio",
        name="exchange",
        checked=chosen,
        class_=f"cr-e{place}",
        aria_label=name,
        data_lm_suppress_shortcuts=True,
    )
    marks = [tag("span", word, class_="cr-chip cr-warn") for word in _marks(one)]
    to = f" → {shorten(one.location or '', 40)}" if _redirects(one) else None
    up, down = _up_and_down(cookies)
    return tag(
        "tr",
        tag("td", tag("label", radio, one.number)),
        tag("td", tag("b", one.status or "none", class_=status_kind(one.status))),
        tag("td", cut(one.method, 12)),
        tag("td", tag("code", asked_for(one, hosts)), to, " ", marks),
        tag("td", one.connection),
        tag("td", up, class_="cr-up"),
        tag("td", down, class_="cr-down"),
        tag("td", milliseconds(one.milliseconds)),
    )


def exchange_line(one: Exchange, cookies: Cookies, hosts: bool) -> str:
    """A row as a line of text. hosts: whether to name the host."""
    up, down = _up_and_down(cookies)
    to = f" → {shorten(one.location or '', 40)}" if _redirects(one) else ""
    marks = "".join(f"  ({word})" for word in _marks(one))
    return (
        f"  {one.number:3}  {one.status or 'none'}  {cut(one.method, 12):6} {asked_for(one, hosts)}{to}{marks}"
        f"  connection {one.connection}  {up}  {down}  {milliseconds(one.milliseconds)}"
    )


def _marks(one: Exchange) -> list[str]:
    error = one.notes is not None and one.notes.error
    return [word for word, there in (("remark", one.remark), ("error", error)) if there]


def _up_and_down(cookies: Cookies) -> tuple[str, str]:
    return _names("↑", [name for name, _ in cookies.sent]), _names("↓", [cookie.name for cookie in cookies.kept])


def _redirects(one: Exchange) -> bool:
    return bool(one.location) and one.status // 100 == 3


def _names(arrow: str, names: list[str]) -> str:
    if not names:
        return f"{arrow}0"
    more = f" +{len(names) - 3:,}" if len(names) > 3 else ""
    return f"{arrow}{len(names):,} {', '.join(shorten(name, 18) for name in names[:3])}{more}"
