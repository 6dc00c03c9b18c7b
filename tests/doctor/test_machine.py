"""`doctor` says what to do about a Python that is too old, an old SQLite, and folders that cannot be written."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path

import pytest

from classroom.doctor import machine
from classroom.doctor.finding import CheckFailed
from classroom.paths import ROOT


def test_which_pythons_it_accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (machine.OLDEST, machine.NEWEST) == ((3, 11), (3, 15))
    this, next_one = sys.version_info[:2], (sys.version_info[0], sys.version_info[1] + 1)
    assert "tested" not in machine.check_python(ROOT)
    monkeypatch.setattr(machine, "NEWEST", (3, 10))
    assert ", newer than the tested 3.15 (" in machine.check_python(ROOT)
    monkeypatch.setattr(machine, "OLDEST", next_one)
    with pytest.raises(CheckFailed) as trouble:
        machine.check_python(ROOT)
    what, do = trouble.value.args
    assert what.startswith("{}.{}.".format(*this)) and "is too old" in what
    assert do == "Run the course with Python 3.11 to 3.15"


def test_an_old_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 35, 5))
    with pytest.raises(CheckFailed, match=r"3\.36"):
        machine.check_sqlite(ROOT)


def test_a_read_only_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "notebooks")
    with pytest.raises(CheckFailed, match="notebooks cannot be written"):
        machine.check_folders(ROOT)
