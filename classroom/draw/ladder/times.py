"""Exchanges in time: which of them overlap, and in which order their requests and responses travelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from classroom.draw.words import count
from classroom.record.exchange import Exchange

MARGIN = 0.001
"""Seconds by which two must overlap: `started` and `milliseconds` come from two clocks, which can differ."""


def ends(one: Exchange) -> float:
    """When the last byte of its response left, in seconds since 1970."""
    return one.started + one.milliseconds / 1000


def overlapping_groups(exchanges: Sequence[Exchange]) -> list[list[Exchange]]:
    """The exchanges in their order, in groups: those that overlap are in one group, any other is alone."""
    groups: list[list[Exchange]] = []
    for one in exchanges:
        if groups and any(_overlap(one, other) for other in groups[-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _overlap(one: Exchange, other: Exchange) -> bool:
    if (one.server_port, one.connection) == (other.server_port, other.connection):
        return False  # on one connection, a request waits for the answer before it
    return min(ends(one), ends(other)) - max(one.started, other.started) > MARGIN


def arrows(group: Sequence[Exchange]) -> list[tuple[float, Exchange, bool]]:
    """The arrows of a group in order of time: (milliseconds since its first request, exchange, whether a response)."""
    begun = min(one.started for one in group)
    found = [(one.started - begun, one, False) for one in group] + [(ends(one) - begun, one, True) for one in group]
    return [(seconds * 1000, one, back) for seconds, one, back in sorted(found, key=lambda arrow: arrow[0])]


def sentence_about(group: Sequence[Exchange], name: Callable[[Exchange], str]) -> str:
    """A sentence about exchanges that overlapped. name: returns what an exchange is called."""
    numbers = [name(one) for one in group]
    ended = [name(one) for _, one, back in arrows(group) if back]
    if len(group) > 4:
        return f"{count(len(group), 'exchange')}, from {numbers[0]} to {numbers[-1]}, were under way together."
    order = "in this order" if ended == numbers else f"in the order {', '.join(ended)}"
    return f"{', '.join(numbers[:-1])} and {numbers[-1]} were under way together; they were answered {order}."
