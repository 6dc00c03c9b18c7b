"""Server notes as plain values for the channel, and back."""

from __future__ import annotations

from typing import Any

from classroom.record.exchange import Event, ServerNotes, SessionRow, Statement, Step


def to_plain(notes: ServerNotes) -> dict[str, Any]:
    """The notes as what JSON can carry: tuples become lists."""
    return notes._asdict()


def from_plain(plain: dict[str, Any]) -> ServerNotes:
    """The notes again. Raises TypeError or ValueError for what is none."""
    parts = {
        **plain,
        "session_before": row_from_plain(plain["session_before"]),
        "session_after": row_from_plain(plain["session_after"]),
        "statements": tuple(Statement(*each) for each in plain["statements"]),
        "steps": tuple(Step(*each) for each in plain["steps"]),
        "layers": tuple(plain["layers"]),
        "events": tuple(Event(name, tuple(map(tuple, facts)), place) for name, facts, place in plain["events"]),
    }
    return ServerNotes(**parts)


def row_from_plain(plain: list[Any] | None) -> SessionRow | None:
    """A session row again."""
    return None if plain is None else SessionRow(*plain)
