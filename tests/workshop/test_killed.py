"""A process that is killed while a project is made or replaced: the next start finds all, puts it right and says so."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from kills import steps_of

from classroom import files
from classroom.errors import CourseError
from classroom.paths import WORKSHOP
from classroom.workshop import hidden, project, workshop
from classroom.workshop.hidden import put_right
from classroom.workshop.workbench import blank_files

KILLED = """
import sys
from pathlib import Path
from kills import kill_before_each_step
from classroom.workshop import hidden, project

what = sys.argv[1]

def start_project(folder):
    for name in ("manage.py", "mysite/urls.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("made", encoding="utf-8")

project._start_project = start_project

def work(place):
    if what == "make":
        project.make(place / "shop", [("mine.txt", b"new")])
    elif what == "put right":
        hidden.put_right(place / "shop")
    else:
        project.renew(place / "shop", [("mine.txt", b"new")], lambda: None)

def prepare(place):
    if what != "make":
        start_project(place / "shop")
        (place / "shop/mine.txt").write_text("learner's" if what != "renew a twin" else "new", encoding="utf-8")
    if what == "put right":
        left = place / ".shop-left"
        start_project(left / "new")
        (left / ".in-use").write_bytes(b"")
        (left / "copy.txt").write_text("shop-copy-1", encoding="utf-8")
        (place / "shop").rename(place / "shop-copy-1")

kill_before_each_step(Path(sys.argv[2]), prepare, work)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed before each step by a fork, which is missing")
@pytest.mark.parametrize("what", ["make", "renew", "renew a twin", "put right"])
def test_killed_before_any_step_nothing_is_lost_and_the_next_start_says_what_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    steps = steps_of(KILLED, what, str(tmp_path))
    assert steps > 5
    monkeypatch.setattr(files, "ABANDONED", 0.0)  # an empty folder without a lock is old
    told: set[str] = set()
    for number in range(steps + 1):
        place = tmp_path / str(number)
        said = put_right(place / "shop")
        told.add(said.rpartition(". ")[2])
        assert not [path for path in place.iterdir() if path.name.startswith(".")], (number, list(place.iterdir()))
        assert put_right(place / "shop") == "", "it is said once"
        whole = {path.name: mine(path) for path in place.iterdir()}
        if what == "make":
            assert whole in ({}, {"shop": "new"}) and said == ""
            continue
        before = "new" if what == "renew a twin" else "learner's"
        assert before in whole.values() and "shop" in whole, (number, whole)
        assert None not in whole.values(), "no half of a project"
        if said:
            assert whole["shop"] == before and "shop-copy-1" not in whole
    if what != "make":
        assert told == {"", "Yours is back there.", "Yours is as it was."}, "each was seen"


def mine(project: Path) -> str | None:
    """What the file of a whole project says; None for a half one."""
    names = {path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file()}
    return (project / "mine.txt").read_text("utf-8") if names == {"manage.py", "mysite/urls.py", "mine.txt"} else None


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A learner's project, with a quick `startproject`."""
    monkeypatch.setenv(WORKSHOP, str(tmp_path))
    monkeypatch.setattr(project, "_start_project", lambda folder: (folder / "manage.py").write_text("made"))
    project.make(tmp_path / "shop", [("mine.txt", b"learner's")])
    yield tmp_path / "shop"
    blank_files.cache_clear()  # what this `startproject` writes is for these tests alone


def left_by_a_kill(shop: Path) -> None:
    """What is there when a process was killed between the two renames."""
    place = shop.with_name(f".{shop.name}-killed")
    (place / hidden.NEW).mkdir(parents=True)
    (place / files.IN_USE).write_bytes(b"")
    (place / hidden.NOTE).write_text(f"{shop.name}-copy-1", encoding="utf-8")
    shop.rename(shop.with_name(f"{shop.name}-copy-1"))


def everything(shop: Path) -> list[str]:
    return sorted(path.name for path in shop.parent.iterdir())


def test_of_two_that_make_the_same_project_the_first_stays(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other_is_quicker(changes: object, folder: Path) -> None:
        (folder / "mine.txt").write_text("of the second", encoding="utf-8")
        (shop.parent / "again").mkdir()
        (shop.parent / "again" / "mine.txt").write_text("of the first", encoding="utf-8")

    monkeypatch.setattr(project, "put", other_is_quicker)
    project.make(shop.parent / "again")
    assert (shop.parent / "again" / "mine.txt").read_text("utf-8") == "of the first"
    assert everything(shop) == ["again", "shop"]


def test_folders_of_the_learner_and_of_a_living_process_stay(shop: Path) -> None:
    learners = [".shop-backup1", ".shop-mine", ".shopping-abc"]
    for name in learners:
        (shop.parent / name).mkdir()
        (shop.parent / name / "mine.txt").write_text("learner's", encoding="utf-8")
        os.utime(shop.parent / name, (0, 0))
    with hidden.hidden_beside(shop) as place:
        (place / hidden.NEW).mkdir()
        assert put_right(shop) == ""
        assert (place / hidden.NEW).is_dir()
    assert everything(shop) == [*learners, "shop"]


def test_a_note_that_names_nothing_or_a_file_elsewhere_moves_nothing(shop: Path) -> None:
    for note in ("shop-copy-9", "../..", "", "\0", "/etc"):
        left_by_a_kill(shop)
        (shop.with_name(".shop-killed") / hidden.NOTE).write_text(note, encoding="utf-8")
        assert put_right(shop) == "" and everything(shop) == ["shop-copy-1"]
        shop.with_name("shop-copy-1").rename(shop)


def test_a_project_that_the_learner_deletes_later_does_not_come_back(shop: Path) -> None:
    left_by_a_kill(shop)
    (shop.with_name(".shop-killed") / hidden.NEW).rename(shop)  # killed after both renames
    shop.rmdir()
    assert put_right(shop) == "" and everything(shop) == ["shop-copy-1"]


@pytest.mark.parametrize("step", [1, 2])
@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_full_disk_or_an_interrupt_at_either_rename_leaves_the_project(
    shop: Path, monkeypatch: pytest.MonkeyPatch, step: int, problem: BaseException
) -> None:
    renames, rename = 0, os.rename

    def fail_once(*names: Path) -> None:
        nonlocal renames
        renames += 1
        if renames == step:
            raise problem
        rename(*names)

    monkeypatch.setattr(hidden.os, "rename", fail_once)
    with pytest.raises((CourseError, KeyboardInterrupt)) as caught:
        project.renew(shop, [], lambda: None)
    assert everything(shop) == ["shop"] and (shop / "mine.txt").is_file()
    if isinstance(caught.value, CourseError):
        assert "left as it is" in str(caught.value) and "No space left" in str(caught.value)
        assert "Free some space" in str(caught.value) and "terminals" not in str(caught.value)
        assert len(str(caught.value).splitlines()) == 3


def test_without_room_for_a_new_project_yours_stays_and_that_is_said(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(project, "put", no_room)
    with pytest.raises(CourseError) as caught:
        project.renew(shop, [], lambda: None)
    assert everything(shop) == ["shop"] and "Yours was left as it is" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize("by", ["open_workshop", "exercise"])
def test_who_opens_it_next_reads_that_it_is_back(shop: Path, capsys: pytest.CaptureFixture[str], by: str) -> None:
    from classroom.cells.exercise import exercise
    from classroom.cells.open_workshop import open_workshop
    from classroom.check.catalogue import find_task
    from classroom.check.task import ProjectTask

    if by == "open_workshop":
        left_by_a_kill(shop)
        opened = open_workshop("shop")
        said = capsys.readouterr().out
        opened.close()
        workshop._open.pop(opened.folder)
    else:
        task = find_task("11.3")
        assert isinstance(task, ProjectTask)
        shop = shop.rename(shop.with_name(task.project))
        left_by_a_kill(shop)
        said = repr(exercise("11.3").check())
    assert "back there" in said and (shop / "mine.txt").is_file()
