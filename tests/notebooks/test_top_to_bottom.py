"""Every notebook runs from top to bottom in a kernel of its own, and the built files are up to date."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from classroom.build.build import build
from classroom.command.run import choose
from classroom.paths import ROOT
from classroom.run.execute import execute_all


def test_what_is_built_is_what_the_source_says() -> None:
    built = build(ROOT)
    assert built
    assert [path.name for path, text in built.items() if path.read_text(encoding="utf-8") != text] == []


def test_every_notebook_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLASSROOM_PROGRESS", str(tmp_path / "progress.json"))
    paths = choose(ROOT, [])
    assert {path.parent.name for path in paths} == {"notebooks", "exercises", "solutions"}
    outcomes = execute_all(paths, jobs=os.cpu_count() or 1, done=lambda _: None)
    assert len(outcomes) == len(paths)
    assert {outcome.path.name: outcome.failure for outcome in outcomes if outcome.failure} == {}
