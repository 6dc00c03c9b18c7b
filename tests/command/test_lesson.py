"""`lesson new` makes a room that passes the tests as it is; `lesson check` says what is wrong with one, in words."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from classroom.build.guide import read_builds_on
from classroom.check import catalogue
from classroom.command import lesson as command
from classroom.errors import CourseError
from classroom.paths import ROOT, SOURCE
from classroom.write import check_lesson, in_words
from classroom.write.new_lesson import ENDING, MARK, ROOM, new_lesson, to_do_elsewhere

STEM = "16_who_owns_a_cookie"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder of lessons with two rooms, 03 and 15, and the lists of the real one."""
    for stem in ("03_cookies_carry_a_note", "15_who_may_do_what"):
        (tmp_path / stem).mkdir()
    for path in SOURCE.glob("*.t*"):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with lesson 16 in it, begun and built."""
    root = tmp_path_factory.mktemp("project") / "course"
    root.mkdir()
    for name in ("classroom", "source", "tests", "demo_site", "docs", "notebooks", "exercises", "solutions"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    shutil.copy(ROOT / "pyproject.toml", root)
    for words in (("lesson", "new", "16", "who_owns_a_cookie"), ("build", "16")):
        done = run(root, *words)
        assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def room(course: Path) -> Path:
    """The room of lesson 16 in the copy, as it was begun."""
    folder = course / "source" / STEM
    begun = course.parent / "begun"
    if not begun.exists():
        shutil.copytree(folder, begun)
    shutil.rmtree(folder)
    shutil.copytree(begun, folder)
    return folder


def run(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command of the copy, with the copy's own engine."""
    return python(root, "-m", "classroom.command", *words, **variables)


def python(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONUTF8": "1"} | variables
    return subprocess.run(
        [sys.executable, *words], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


def change(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


# A new room


@pytest.mark.parametrize(
    ("number", "name", "told"),
    [
        ("", "", "number and a name"),
        ("who_owns_a_cookie", "", "no number"),
        ("160", "who_owns_a_cookie", "no number"),
        ("1.6", "who_owns_a_cookie", "no number"),
        ("3", "who_owns_a_cookie", "source/03_cookies_carry_a_note"),
        ("15", "who_owns_a_cookie", "for example 00"),
        ("16", "", "no name yet"),
        ("16", "Who", "no name for a lesson"),
        ("16", "who-owns", "no name for a lesson"),
        ("16", "16_who", "no name for a lesson"),
        ("16", "who__owns", "no name for a lesson"),
        ("16", "../who", "no name for a lesson"),
    ],
)
def test_what_cannot_be_a_lesson_is_refused_in_three_lines(source: Path, number: str, name: str, told: str) -> None:
    before = sorted(source.rglob("*"))
    with pytest.raises(CourseError, match=told) as refused:
        new_lesson(source, number, name)
    assert len(str(refused.value).splitlines()) == 3
    assert sorted(source.rglob("*")) == before and "16" not in read_builds_on(source)


def test_a_room_has_every_file_and_says_what_belongs_there(source: Path) -> None:
    (source / f".{STEM}.new").mkdir()  # as somebody leaves it who was stopped
    lesson = new_lesson(source, "16", "who_owns_a_cookie")
    made = {path.relative_to(lesson.folder).as_posix(): path for path in lesson.folder.rglob("*") if path.is_file()}
    assert {"lesson.py", "exercises.py", "tasks.py", "predictions.py"} < made.keys()
    assert len(made) == len(list(ROOM.rglob(f"*{ENDING}"))) == 9
    for name, path in made.items():
        text = path.read_text(encoding="utf-8")
        assert MARK in text and "$" not in text and "\r" not in text, name
    assert [each.stem for each in catalogue.lessons_in(source)][-1] == STEM
    assert not list(source.glob(".*"))


def test_its_line_stands_among_the_others_and_once(source: Path) -> None:
    change(source / "builds_on.toml", ('04 = "03"\n', ""), ('15 = "13, 14"\n', '15 = "13, 14"\n17 = "15"\n'))
    before = (source / "builds_on.toml").read_text(encoding="utf-8").splitlines()
    for number in ("4", "16", "17"):
        new_lesson(source, number, "who_owns_a_cookie")
    after = (source / "builds_on.toml").read_text(encoding="utf-8").splitlines()
    numbers = [line[:2] for line in after if line[:1].isdecimal()]
    assert numbers == sorted(numbers) and len(numbers) == len(set(numbers)) == 17
    assert [line for line in after if line not in before] == [line for line in after if MARK in line]
    assert read_builds_on(source)["17"] == "15"


def test_what_is_to_be_done_elsewhere_is_said(source: Path) -> None:
    told = to_do_elsewhere(source, new_lesson(source, "16", "who_owns_a_cookie"))
    assert len(told) == 2 and told[0].startswith("README.md") and "source/15_who_may_do_what/" in told[1]
    told = to_do_elsewhere(source, new_lesson(source, "17", "websockets"))
    assert "221" in told[2] and "An open WebSocket" in told[3]


def test_no_lesson_of_the_course_is_half_written() -> None:
    left = [path for path in (*SOURCE.rglob("*.py"), *SOURCE.glob("*.toml")) if MARK in path.read_text("utf-8")]
    assert not left, f"write what belongs where {MARK} stands"


# One lesson is checked


def test_a_new_lesson_passes_and_is_clean(room: Path, course: Path) -> None:
    for words in (("check",), ("format", "--check")):
        done = python(course, "-m", "ruff", *words, str(room))
        assert done.returncode == 0, done.stdout
    done = run(course, "lesson", "check", "16", "--no-slides")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "failed" not in done.stdout and "3 of 3 notebooks ran to the end" in done.stdout
    assert "FILL IN still stands in answers (5 times)" in done.stdout and "course.py build" in done.stdout
    done = run(course, "build", "--check")
    assert set(done.stdout.split("differs from its source: ")) == {
        "", "notebooks/glossary.ipynb\n", "docs/instructor-guide.md\n",
    }, "a new lesson changes what is made from all lessons: `course.py build`"  # fmt: skip


def test_what_is_wrong_is_said_in_words(room: Path, course: Path) -> None:
    change(
        room / "lesson.py",
        ("# ## FILL IN a first question?", "# ## Who writes it?"),
        ("Minutes: 3.", "Minutes: 4."),
        ('predict("16.second")\n', 'predict("16.another")\n'),
        ("FILL IN how to read the drawing", "word " * 80),
    )
    change(room / "answers" / "16.1" / "another_value.py", ("# expect: not yet", "# expect: passed"))
    change(room / "tasks.py", ("Place, Work\n", "Place, Work\nfrom classroom.site import server as _\n"))
    assert run(course, "build", "16").returncode == 0
    done = run(course, "lesson", "check", "16")
    assert done.returncode == 1
    for words in (
        f"style: prose is short ({STEM}-lesson)\n    a text has 80 words at most\n    assert not ['cell 17: word",
        "together\n    assert 35 == 36",
        f"style: predictions exist and are compared ({STEM})",
        "function tasks: a mistake names a heading that exists (16.1-put_it_into_the_address)",
        "function tasks: answer (16.1/another_value)",
        "three wrong answers at least",
        "import directions: what judges a lesson imports the exercise machine",
        "There is no prediction called '16.another'",
        "Left out: the slides.",
    ):
        assert words in done.stdout, done.stdout
    assert "passed" in done.stdout and "Traceback" not in done.stdout + done.stderr
    assert max(map(len, done.stdout.splitlines())) < 700


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda room: change(room / "lesson.py", ("FILL IN a first aim", "an aim")), f"notebooks/{STEM}.ipynb"),
        (lambda room: change(room / "lesson.py", ('tags=["setup"]', 'tags=["set-up"]')), "unknown tag set-up"),
        (lambda room: change(room / "tasks.py", ("TASKS = (", "TASKS = ((")), "tasks of lesson 16 cannot be loaded"),
        (lambda room: change(room / "predictions.py", ("16.first", "15.first")), "named 15.first"),
        (lambda room: (room / "exercises.py").unlink(), "exercises.py"),
    ],
)
def test_what_stops_the_check_is_said_in_three_lines(
    room: Path, course: Path, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(room)
    done = run(course, "lesson", "check", "16")
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr and 1 < len(done.stderr.splitlines()) <= 3, done.stderr


@pytest.mark.parametrize("number", ["99", "x", "three", "17"])
def test_a_lesson_that_is_not_there(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = argparse.Namespace(action="check", number=number, no_slides=True)
    assert command.main(options, ROOT) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3 and "03, 04" in told[1]


@pytest.mark.browser
def test_every_screen_of_a_new_lesson_fits(room: Path, course: Path) -> None:
    done = run(course, "build", "16")
    assert done.returncode == 0
    done = python(course, "-m", "pytest", "-q", "tests/browser/test_slides_fit.py", "-k", STEM)
    assert "2 passed" in done.stdout, done.stdout


# What is run, and how


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run; all of it passes."""
    made: list[list[str]] = []

    def run(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        made.append(words)
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(check_lesson.subprocess, "run", run)
    monkeypatch.setattr("classroom.command.run.main", lambda options, root: 0)
    return made


@pytest.mark.parametrize(("number", "parallel"), [("03", False), ("13", True)])
def test_projects_are_tried_two_at_a_time_and_that_takes_a_minute(
    calls: list[list[str]], capsys: pytest.CaptureFixture[str], number: str, parallel: bool
) -> None:
    assert command.main(argparse.Namespace(action="check", number=number, no_slides=True), ROOT) == 0
    (words,) = calls
    assert ("-n" in words) == parallel == ("takes about a minute" in capsys.readouterr().out)
    assert words[-1].startswith(f"{catalogue.lesson_of(number).stem} or {number}. or ")


def test_without_chromium_the_slides_are_left_out_in_three_lines(
    calls: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = argparse.Namespace(action="check", number="3", no_slides=False)
    monkeypatch.setenv("CHROMIUM", "none")
    assert command.main(options, ROOT) == 0
    told = capsys.readouterr().out.split("Left out: ")[1].splitlines()
    assert told[:2] == ["the slides.", "Chromium was not found on this machine."] and "apt install" in told[2]
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert command.main(options, ROOT) == 0
    assert [check_lesson.SLIDES in words for words in calls] == [False, False, True]


def test_the_tests_that_are_named_are_there() -> None:
    texts = [(ROOT / path).read_text(encoding="utf-8") for path in (*check_lesson.TEXTS_AND_TASKS, check_lesson.SLIDES)]
    for name in check_lesson.OF_ALL_LESSONS:
        assert sum(f"\ndef {name}(" in text for text in texts) == 1, name


def test_a_failure_is_told_in_words() -> None:
    said = in_words.name_in_words("tests/notebooks/test_style.py::test_prose_is_short[16_x-lesson]")
    assert said == "style: prose is short (16_x-lesson)"
    assert in_words.name_in_words("tests/check/test_overview.py::TestX::test_it") == "overview: it"
    assert in_words.name_in_words("tests/check/test_overview.py") == "overview"
    crash = SimpleNamespace(message="AssertionError: three aims\nassert 2 == 3\n +  where 2 = len([])")
    assert in_words.found(SimpleNamespace(reprcrash=crash)) == ["three aims", "assert 2 == 3"]
    assert in_words.found("x.py:1: in <module>\nE   ValueError: first\nE   second\n") == ["ValueError: first", "second"]
