"""What the times of exchanges say: which were under way together, and in which order their arrows flew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from classroom.draw.words import count
from classroom.record.exchange import Exchange

MARGIN = 0.001
"""Seconds that two must share: the clock that says when a request began may drift from the one that measures it."""


def ends(one: Exchange) -> float:
    """When its last byte left, in seconds since 1970."""
    return one.started + one.milliseconds / 1000


def together(exchanges: Sequence[Exchange]) -> list[list[Exchange]]:
    """The exchanges in their order, in groups: each shares some of its time with another of its group, or is alone."""
    groups: list[list[Exchange]] = []
    for one in exchanges:
        if groups and any(_share(one, other) for other in groups[-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _share(one: Exchange, other: Exchange) -> bool:
    if (one.server_port, one.connection) == (other.server_port, other.connection):
        return False  # on one connection, a request waits for the answer before it
    return min(ends(one), ends(other)) - max(one.started, other.started) > MARGIN


def arrows(group: Sequence[Exchange]) -> list[tuple[float, Exchange, bool]]:
    """Every arrow of a group in the order of time: (milliseconds since the group began, the exchange, whether back)."""
    begun = min(one.started for one in group)
    flights = [(one.started - begun, one, False) for one in group] + [(ends(one) - begun, one, True) for one in group]
    return [(seconds * 1000, one, back) for seconds, one, back in sorted(flights, key=lambda flight: flight[0])]


def said_of(group: Sequence[Exchange], name: Callable[[Exchange], str]) -> str:
    """A sentence about exchanges that were under way together. name: what each of them is called."""
    numbers = [name(one) for one in group]
    ended = [name(one) for _, one, back in arrows(group) if back]
    if len(group) > 4:
        return f"{count(len(group), 'exchange')}, from {numbers[0]} to {numbers[-1]}, were under way together."
    order = "in this order" if ended == numbers else f"in the order {', '.join(ended)}"
    return f"{', '.join(numbers[:-1])} and {numbers[-1]} were under way together; they were answered {order}."
