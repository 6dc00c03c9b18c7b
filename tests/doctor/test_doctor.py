"""`doctor` finds a sound machine sound, and says what to do about one that is not."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

from classroom.command import doctor as command
from classroom.doctor import examine as doctor
from classroom.paths import ROOT

NOTHING = argparse.Namespace()


def test_every_check_gives_a_finding_and_breaks_none(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = {finding.name: finding for finding in doctor.examine(ROOT)}
    assert set(findings) >= {"Python", "SQLite", "loopback", "proxies", "demo site", "kernel", "widgets", "folders"}
    for name in ("Python", "SQLite", "loopback", "proxies", "demo site", "kernel", "widgets"):
        assert findings[name].state == "ok", findings[name]


def test_a_proxy_is_passed_by_and_the_environment_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    before = dict(os.environ)
    assert "HTTP_PROXY" in doctor.check_proxies(ROOT)
    assert dict(os.environ) == before


LOCK = (
    "# a comment\nDjango==0.1 \\\n    --hash=sha256:00\nasgiref==0.1\n"
    "no-such-thing==1.0\nabsent==1 ; sys_platform == 'plan9' \\\n"
)


def test_an_environment_of_course_py_is_as_the_lock_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "requirements.lock").write_text(LOCK, encoding="utf-8")
    assert f'"{doctor.SET_UP_BY_COURSE}"' in (ROOT / "course.py").read_text(encoding="utf-8")
    (tmp_path / doctor.SET_UP_BY_COURSE).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(doctor.CheckFailed) as trouble:
        doctor.check_packages(tmp_path)
    what, do = trouble.value.args
    assert "Django is" in what and "asgiref is" in what and "the lock says 0.1" in what
    assert "no-such-thing is missing" in what and "absent" not in what
    assert "python3 course.py lab" in do


def test_another_environment_needs_versions_that_suit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    lock = tmp_path / "requirements.lock"
    lock.write_text("Django==0.1\nasgiref==0.1\n", encoding="utf-8")
    assert doctor.check_packages(tmp_path) == "2, 2 in other versions than the lock's"
    monkeypatch.setattr(doctor, "required", lambda: {"Django": SpecifierSet("<0.2")})
    with pytest.raises(doctor.CheckFailed) as trouble:
        doctor.check_packages(tmp_path)
    what, do = trouble.value.args
    assert "Django is" in what and "asgiref" not in what
    assert "pip install -e ." in do and "Remove" not in do, "the folder is somebody's own"


def test_which_pythons_it_accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (doctor.OLDEST, doctor.NEWEST) == ((3, 11), (3, 15))
    this, next_one = sys.version_info[:2], (sys.version_info[0], sys.version_info[1] + 1)
    assert "tested" not in doctor.check_python(ROOT)
    monkeypatch.setattr(doctor, "NEWEST", (3, 10))
    assert ", newer than the tested 3.15 (" in doctor.check_python(ROOT)
    monkeypatch.setattr(doctor, "OLDEST", next_one)
    with pytest.raises(doctor.Trouble) as trouble:
        doctor.check_python(ROOT)
    what, do = trouble.value.args
    assert what.startswith("{}.{}.".format(*this)) and "is too old" in what
    assert do == "Run the course with Python 3.11 to 3.15"


def test_an_old_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 35, 5))
    with pytest.raises(doctor.CheckFailed, match=r"3\.36"):
        doctor.check_sqlite(ROOT)


def test_a_read_only_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "notebooks")
    with pytest.raises(doctor.CheckFailed, match="notebooks cannot be written"):
        doctor.check_folders(ROOT)


def test_a_problem_is_the_exit_code_and_has_a_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(root: Path) -> str:
        raise doctor.CheckFailed("it is broken", "mend it")

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
