"""`doctor` runs every check, whatever the others find, and its exit code says whether there is a problem."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from classroom.command import doctor as command
from classroom.doctor import examine as doctor
from classroom.doctor.finding import CheckFailed
from classroom.paths import ROOT

NOTHING = argparse.Namespace()


def test_every_check_gives_a_diagnosis_and_breaks_none() -> None:
    findings = {finding.name: finding for finding in doctor.examine(ROOT)}
    assert set(findings) >= {"Python", "SQLite", "loopback", "proxies", "demo site", "kernel", "widgets", "folders"}
    for name in ("Python", "SQLite", "loopback", "proxies", "demo site", "kernel", "widgets"):
        assert findings[name].state == "ok", findings[name]


def test_a_problem_is_the_exit_code_and_has_a_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(root: Path) -> str:
        raise CheckFailed("it is broken", "mend it")

    def breaks(root: Path) -> str:
        raise RuntimeError("boom\nmore")

    for name in [name for name in vars(doctor) if name.startswith("check_")]:
        monkeypatch.setattr(doctor, name, lambda root: "fine")
    assert command.main(NOTHING, ROOT) == 0
    monkeypatch.setattr(doctor, "check_sqlite", broken)
    monkeypatch.setattr(doctor, "check_kernel", breaks)
    capsys.readouterr()
    assert command.main(NOTHING, ROOT) == 1
    told = capsys.readouterr().out
    assert "problem SQLite: it is broken\n        -> mend it" in told
    assert "problem kernel: RuntimeError: boom\n        -> " in told
    assert "ok      widgets: fine" in told


def test_no_chromium_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "none")
    *_, last = doctor.examine(ROOT)
    assert (last.name, last.state) == ("Chromium", "note") and "apt install chromium" in last.do
