"""`doctor` compares the installed packages with the lock, strictly in the environment that course.py made."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from classroom.doctor import packages
from classroom.doctor.finding import CheckFailed
from classroom.paths import ROOT

LOCK = (
    "# a comment\nDjango==0.1 \\\n    --hash=sha256:00\nasgiref==0.1\n"
    "no-such-thing==1.0\nabsent==1 ; sys_platform == 'plan9' \\\n"
)


def test_an_environment_of_course_py_is_as_the_lock_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "requirements.lock").write_text(LOCK, encoding="utf-8")
    assert f'"{packages.SET_UP_BY_COURSE}"' in (ROOT / "course.py").read_text(encoding="utf-8")
    (tmp_path / packages.SET_UP_BY_COURSE).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(CheckFailed) as trouble:
        packages.check_packages(tmp_path)
    what, do = trouble.value.args
    assert "Django is" in what and "asgiref is" in what and "the lock says 0.1" in what
    assert "no-such-thing is missing" in what and "absent" not in what
    assert "python3 course.py lab" in do


def test_another_environment_needs_versions_that_suit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    lock = tmp_path / "requirements.lock"
    lock.write_text("Django==0.1\nasgiref==0.1\n", encoding="utf-8")
    assert packages.check_packages(tmp_path) == "2, 2 in other versions than the lock's"
    monkeypatch.setattr(packages, "required", lambda: {"Django": SpecifierSet("<0.2")})
    with pytest.raises(CheckFailed) as trouble:
        packages.check_packages(tmp_path)
    what, do = trouble.value.args
    assert "Django is" in what and "asgiref" not in what
    assert "pip install -e ." in do and "Remove" not in do, "the folder is somebody's own"
