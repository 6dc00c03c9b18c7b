"""`reset` restores the course, and moves the learners' work aside."""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import pytest

from classroom.build.build import build
from classroom.command import reset
from classroom.learner.record import Progress
from classroom.paths import BUILT, ROOT


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built copy of the course, with a learner's record of its own."""
    monkeypatch.setenv("CLASSROOM_PROGRESS", str(tmp_path / "progress.json"))
    root = tmp_path / "course"
    shutil.copytree(ROOT / "source", root / "source")
    for path, text in build(root).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return root


def notebooks(root: Path) -> dict[Path, bytes]:
    return {path.relative_to(root): path.read_bytes() for name in BUILT for path in (root / name).rglob("*.ipynb")}


def test_a_used_course_is_fresh_again_and_the_work_is_set_aside(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = notebooks(course)
    used = course / "exercises" / "00_start_here.ipynb"
    content = json.loads(used.read_text(encoding="utf-8"))
    content["cells"][1]["source"] = "my answer"
    used.write_text(json.dumps(content), encoding="utf-8")
    (course / "notebooks" / "Untitled.ipynb").write_text("{}", encoding="utf-8")
    (course / "notebooks" / "03_cookies_carry_a_note.ipynb").unlink()
    (course / "exercises" / "workshop" / "mysite").mkdir(parents=True)
    (course / "exercises" / "workshop" / "mysite" / "urls.py").write_text("mine", encoding="utf-8")
    Progress().passed("00.1")

    assert reset.main(argparse.Namespace(), course) == 0

    assert notebooks(course) == fresh
    (aside,) = (course / "build").iterdir()
    assert "my answer" in (aside / "exercises" / "00_start_here.ipynb").read_text(encoding="utf-8")
    assert (aside / "notebooks" / "Untitled.ipynb").exists()
    assert (aside / "exercises" / "workshop" / "mysite" / "urls.py").read_text(encoding="utf-8") == "mine"
    assert not (course / "exercises" / "workshop").exists()
    assert not Progress().is_passed("00.1")
    told = capsys.readouterr().out
    assert told.splitlines()[0].endswith(": 3") and "1 task" in told


def test_a_fresh_course_stays_as_it_is(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fresh = notebooks(course)
    assert reset.main(argparse.Namespace(), course) == 0
    assert notebooks(course) == fresh
    assert not (course / "build").exists()
    assert "No notebook was changed" in capsys.readouterr().out
