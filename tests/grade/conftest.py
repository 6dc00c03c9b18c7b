"""Where a machine lacks a wall of the sandbox, the tests of verdicts run the answers all the same: they are ours."""

from __future__ import annotations

import pytest

from classroom.sandbox import walls


@pytest.fixture(autouse=True)
def ours_are_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for no wall on a machine that lacks one."""
    if walls.missing(connects=True):
        monkeypatch.setattr(walls, "NEEDED", ())
