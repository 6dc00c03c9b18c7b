"""The panes of the exchange viewer about the server: SQL, Server, Timing."""

from __future__ import annotations

from classroom.draw.escape import Child, tag
from classroom.draw.exchange.facts import server_facts, timing_facts
from classroom.draw.exchange.measure import Measure
from classroom.draw.pieces import soft, title
from classroom.draw.words import count, cut, milliseconds
from classroom.record.exchange import Exchange


def sql(exchange: Exchange, measure: Measure) -> Child:
    """The statements that ran, with parameters and time."""
    statements = exchange.notes.statements if exchange.notes else ()
    if not statements:
        return soft("No SQL statement ran.")
    most = max(4, measure.rows // 3)
    lines = [
        tag(
            "li",
            tag("code", cut(one.sql, measure.value * 2)),
            tag(
                "p",
                "with ",
                tag("code", cut(one.parameters, measure.value)),
                f" · {milliseconds(one.milliseconds)}",
                class_="cr-small cr-soft",
            ),
        )
        for one in statements[:most]
    ]
    more = len(statements) - most
    return (
        title(count(len(statements), "SQL statement")),
        tag("ol", lines, class_="cr-lines"),
        soft(f"… and {more:,} more: exchange.notes.statements" if more > 0 else ""),
    )


def server(exchange: Exchange, measure: Measure) -> Child:
    """The view, and the user and the session before and after."""
    facts = server_facts(exchange)
    if not facts:
        return soft("Django was not asked: the server has no notes about this exchange.")
    head = tag(
        "thead",
        tag(
            "tr",
            tag("th", "On the server", scope="col"),
            tag("th", "Before", scope="col"),
            tag("th", "After", scope="col"),
        ),
    )
    rows = []
    for what, before, after in facts:
        before, after = cut(before, measure.value * 2), cut(after, measure.value * 2)
        cells: Child = (
            tag("td", tag("code", before), colspan="2")
            if not after
            else (
                tag("td", tag("pre", before)),
                tag("td", tag("pre", after), class_="cr-join" if before != after else None),
            )
        )
        mark = tag("p", "changed", class_="cr-small cr-join") if after and before != after else None
        rows.append(tag("tr", tag("th", what, mark, scope="row"), cells))
    return tag("table", head, tag("tbody", rows))


def server_changes(exchange: Exchange, measure: Measure) -> Child:
    """The server's side in brief: the view, and a line for each change."""
    facts = server_facts(exchange)
    if not facts:
        return server(exchange, measure)
    changed = [
        tag("p", f"{what}: {cut(before, measure.value)} → {cut(after, measure.value)}")
        for what, before, after in facts
        if after and before != after
    ]
    return tag("p", f"View: {facts[0][1]}"), changed or tag("p", "User and session: unchanged.")


def timing(exchange: Exchange) -> Child:
    """When it began, how long it took, on which connection."""
    return tag(
        "table",
        tag(
            "tbody",
            [tag("tr", tag("th", what, scope="row"), tag("td", words)) for what, words in timing_facts(exchange)],
        ),
    )
