"""`reset` restores the course, and moves the learners' work aside."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from pathlib import Path

import pytest
from kills import steps_of

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


KILLED = """
import argparse, os, sys
from pathlib import Path
from kills import kill_before_each_step
from classroom.command import reset
import classroom.build.notebook, classroom.learner.record  # once, not in each process

def built(root):
    names = [(folder, n) for folder in ("notebooks", "exercises") for n in (1, 2)]
    return {root / folder / f"0{n}.ipynb": f"fresh {folder} {n}" for folder, n in names}

def prepare(root):
    for path, text in built(root).items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text if path.name == "02.ipynb" else f"mine {path.parent.name}", encoding="utf-8")
    (root / "exercises/workshop").mkdir()
    (root / "exercises/workshop/views.py").write_text("mine workshop", encoding="utf-8")
    (root / "exercises/.ipynb_checkpoints").mkdir()

def work(root):
    os.environ["CLASSROOM_PROGRESS"] = str(root / "progress.json")
    reset.build = built
    sys.stdout = open(os.devnull, "w")
    reset.main(argparse.Namespace(), root)

kill_before_each_step(Path(sys.argv[1]), prepare, work)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed before each step by a fork, which is missing")
def test_killed_before_any_step_there_is_every_notebook_and_all_that_is_a_learners(tmp_path: Path) -> None:
    steps = steps_of(KILLED, str(tmp_path))
    assert steps > 10
    for number in range(steps + 1):
        root = tmp_path / str(number)
        texts = {path.relative_to(root): path.read_text("utf-8") for path in root.rglob("*") if path.is_file()}
        for folder in ("notebooks", "exercises"):
            assert texts[Path(folder, "01.ipynb")] in (f"mine {folder}", f"fresh {folder} 1"), (number, texts)
            assert texts[Path(folder, "02.ipynb")] == f"fresh {folder} 2"
            assert f"mine {folder}" in texts.values(), (number, texts)
        assert "mine workshop" in texts.values(), (number, texts)


def test_two_resets_within_a_second_keep_both(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Noon(reset.datetime):
        @classmethod
        def now(cls, zone: object = None) -> Noon:
            return cls(2026, 11, 29, 12)

    monkeypatch.setattr(reset, "datetime", Noon)
    for word in ("first", "second"):
        (course / "exercises" / "mine.txt").write_text(word, encoding="utf-8")
        assert reset.main(argparse.Namespace(), course) == 0
    kept = {path.read_text("utf-8") for path in (course / "build").rglob("mine.txt")}
    assert kept == {"first", "second"}
