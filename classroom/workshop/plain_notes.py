"""Server notes as plain values for the channel, and back."""

from __future__ import annotations

from typing import Any

from classroom.record.exchange import Event, ServerNotes, SessionRow, Statement, Step


def to_plain(notes: ServerNotes) -> dict[str, Any]:
    """Return the notes as values for JSON, which turns tuples into lists."""
    return notes._asdict()


def from_plain(plain: dict[str, Any]) -> ServerNotes:
    """Return the notes from such values. Raises TypeError, ValueError or KeyError for others."""
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
    """Return a session row from such a value, or None."""
    return None if plain is None else SessionRow(*plain)
