"""The learner's record: two notebooks, a killed kernel, a damaged file, a path that cannot be written."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import pytest

from classroom import files
from classroom.errors import CourseError
from classroom.learner import file, record
from classroom.learner.file import default_path
from classroom.learner.record import Progress, Tally
from classroom.paths import COURSE, PROGRESS, data_folder


def test_it_lasts(tmp_path: Path) -> None:
    path = tmp_path / "한글 폴더" / "progress.json"
    first = Progress(path)
    first.choose("03.a", "b")
    first.compare("03.a")
    first.took_hint("03.1", 2)
    first.passed("03.1")
    again = Progress(path)
    assert (again.chosen("03.a"), again.is_compared("03.a")) == ("b", True)
    assert (again.hints("03.1"), again.is_passed("03.1"), again.is_passed("03.2")) == (2, True, False)
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == 1


def test_choosing_again_opens_the_comparison_again(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "p.json")
    progress.choose("03.a", "b")
    progress.compare("03.a")
    progress.choose("03.a", "c")
    assert progress.chosen("03.a") == "c" and not progress.is_compared("03.a")


def test_the_first_pass_counts(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"tasks": {"03.1": {"passed": "2026-01-01T00:00:00+00:00"}}}', encoding="utf-8")
    Progress(path).passed("03.1")
    assert "2026-01-01" in path.read_text(encoding="utf-8")


def test_forgetting(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "p.json")
    progress.passed("03.1")
    progress.passed("03.2")
    progress.forget("03.1")
    assert not progress.is_passed("03.1") and progress.is_passed("03.2")
    progress.forget_all()
    assert not progress.is_passed("03.2")


def test_forgetting_keeps_a_copy_and_counts(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "p.json")
    assert progress.forget_all() == Tally(0, 0), "nothing to forget, no copy"
    progress.passed("03.1")
    progress.took_hint("03.2", 1)
    progress.choose("03.a", "b")
    first = progress.forget("03.1")
    assert (first.tasks, first.predictions) == (1, 0)
    second = progress.forget_all()
    assert str(second) == "1 task and 1 prediction" and second.file != first.file
    assert not json.loads(progress.path.read_text(encoding="utf-8"))["tasks"]
    for tally in (second, first):
        progress.load_from(tally.file or "")
    assert progress.is_passed("03.1") and progress.hints("03.2") == 1 and progress.chosen("03.a") == "b"


def test_saving_and_loading_merges(tmp_path: Path) -> None:
    here, there = Progress(tmp_path / "here.json"), Progress(tmp_path / "there.json")
    here.passed("03.1")
    here.took_hint("03.1", 1)
    here.choose("03.a", "b")
    there.took_hint("03.1", 3)
    there.passed("03.2")
    there.choose("03.a", "c")
    there.choose("03.b", "a")
    there.compare("03.b")
    (tmp_path / "한글").mkdir()
    saved = there.save_to(tmp_path / "한글")
    assert saved.file and saved.file.parent.name == "한글" and (saved.tasks, saved.predictions) == (2, 2)
    loaded = here.load_from(saved.file)
    assert (loaded.tasks, loaded.predictions) == (2, 1)
    assert here.is_passed("03.1") and here.is_passed("03.2") and here.hints("03.1") == 3
    assert here.chosen("03.a") == "b", "a prediction made here stays"
    assert here.is_compared("03.b")
    assert here.load_from(saved.file).entries == 0, "loading twice adds nothing"


def test_the_earlier_pass_counts_after_merging(tmp_path: Path) -> None:
    for name, year in (("a", 2027), ("b", 2025)):
        Progress(tmp_path / f"{name}.json").passed("03.1")
        record = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
        record["tasks"]["03.1"]["passed"] = f"{year}-01-01T00:00:00+00:00"
        (tmp_path / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    Progress(tmp_path / "a.json").load_from(tmp_path / "b.json")
    assert "2025" in (tmp_path / "a.json").read_text(encoding="utf-8")


def test_saving_replaces_a_progress_file_and_keeps_it(tmp_path: Path) -> None:
    progress, target = Progress(tmp_path / "p.json"), tmp_path / "mine.json"
    progress.passed("03.1")
    assert progress.save_to(target).before is None
    assert progress.save_to(target).before is None, "the same again"
    progress.passed("03.2")
    before = progress.save_to(target).before
    assert before and "03.2" not in before.read_text(encoding="utf-8") and "03.2" in target.read_text(encoding="utf-8")


def test_saving_over_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("three years of work", encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        Progress(tmp_path / "p.json").save_to(thesis)
    assert len(str(caught.value).splitlines()) == 3
    assert thesis.read_text(encoding="utf-8") == "three years of work"


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b"\xff\x00",
        b"[" * 100_000,
        b"[]",
        b"{}",
        b'{"tasks": {}, "predictions": []}',
        b'{"tasks": {}, "predictions": {}, "version": 2}',
        b'{"tasks": {}, "predictions": {}}',
        b'{"tasks": {"03.1": 7}, "predictions": {}, "version": 1}',
        b'{"tasks": {"03.1": {"hints": "many"}}, "predictions": {}, "version": 1}',
        b'{"tasks": {"03.1": {"passed": true}}, "predictions": {}, "version": 1}',
        b'{"tasks": {}, "predictions": {"03.a": {"chosen": 1}}, "version": 1}',
    ],
)
def test_a_bad_file_is_told_in_three_lines_and_changes_nothing(tmp_path: Path, content: bytes | None) -> None:
    progress, path = Progress(tmp_path / "p.json"), tmp_path / "bad.json"
    progress.passed("03.1")
    before = progress.path.read_bytes()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CourseError) as caught:
        progress.load_from(path)
    assert len(str(caught.value).splitlines()) == 3 and "bad.json" in str(caught.value)
    assert progress.path.read_bytes() == before


def test_a_folder_is_no_file_to_load(tmp_path: Path) -> None:
    with pytest.raises(CourseError):
        Progress(tmp_path / "p.json").load_from(tmp_path)


def test_a_place_that_cannot_be_saved_to_is_told_in_three_lines(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        Progress(tmp_path / "p.json").save_to(tmp_path / "no such folder" / "mine.json")
    assert len(str(caught.value).splitlines()) == 3


def write_many(path: Path, lesson: str) -> None:
    progress = Progress(path)
    for number in range(25):
        progress.passed(f"{lesson}.{number}")


def test_two_notebooks_lose_nothing_of_each_other(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(path, lesson)) for lesson in ("01", "02")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert len(json.loads(path.read_text(encoding="utf-8"))["tasks"]) == 50


def write_for_ever(path: Path) -> None:
    progress, number = Progress(path), 0
    while True:
        number += 1
        progress.took_hint("03.1", number)


def test_a_killed_kernel_leaves_a_whole_file_and_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    Progress(path).passed("03.2")
    context = multiprocessing.get_context("spawn")
    for _ in range(4):
        before = Progress(path).hints("03.1")
        kernel = context.Process(target=write_for_ever, args=(path,), daemon=True)
        kernel.start()
        while Progress(path).hints("03.1") == before and kernel.is_alive():
            pass
        kernel.kill()
        kernel.join(60)
        json.loads(path.read_text(encoding="utf-8"))
        assert Progress(path).is_passed("03.2") and Progress(path).hints("03.1") > 0
        (tmp_path / "p.jsonleft.new").write_text("half", encoding="utf-8")
        after = Progress(path)
        after.took_hint("03.1", 0)
        assert after.hints("03.1") == 0 and not after.in_memory
        assert sorted(os.listdir(tmp_path)) == ["p.json", "p.json.lock"], "what was left behind is swept"


def test_a_write_that_is_killed_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    progress = Progress(tmp_path / "p.json")
    progress.passed("03.1")

    def killed(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        progress.passed("03.2")
    monkeypatch.undo()
    assert Progress(progress.path).is_passed("03.1")
    assert sorted(os.listdir(tmp_path)) == ["p.json", "p.json.lock"]
    Progress(progress.path).passed("03.3")


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"tasks": 3}', b'{"tasks": {"03.1": 7}}', b"\xff\x00"])
def test_a_damaged_file_is_set_aside_and_does_no_harm(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(damage)
    progress = Progress(path)
    assert not progress.is_passed("03.1") and progress.hints("03.1") == 0 and progress.chosen("03.a") is None
    progress.passed("03.2")
    assert Progress(path).is_passed("03.2") and not progress.in_memory
    if damage in (b"", b"{", b"\xff\x00"):  # no JSON at all
        aside = path.with_name("p.copy-1.json")
        assert aside.read_bytes() == damage and str(aside) in progress.remark


def test_what_the_kernel_still_knows_survives_a_damaged_file(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "p.json")
    progress.passed("03.1")
    progress.path.write_bytes(b"{")
    assert progress.is_passed("03.1")
    progress.passed("03.2")
    assert Progress(progress.path).is_passed("03.1") and Progress(progress.path).is_passed("03.2")


@pytest.mark.parametrize("place", ["a file stands where the folder should be", "a folder stands where the file should"])
def test_a_place_that_cannot_be_written(tmp_path: Path, place: str) -> None:
    if place.startswith("a file"):
        (tmp_path / "block").write_text("", encoding="utf-8")
        path = tmp_path / "block" / "p.json"
    else:
        path = tmp_path / "p.json"
        path.mkdir()
    progress = Progress(path)
    progress.passed("03.1")
    progress.took_hint("03.1", 1)
    assert progress.is_passed("03.1") and progress.hints("03.1") == 1
    assert "in memory only" in progress.remark and PROGRESS in progress.remark
    assert progress.take_remark() == progress.remark and progress.take_remark() == "", "it is read once"
    assert progress.forget("03.1") == Tally(1, 0) and not progress.is_passed("03.1")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    progress = Progress(tmp_path / "p.json")
    progress.passed("03.1")
    assert progress.is_passed("03.1") and progress.remark
    tmp_path.chmod(0o700)


def test_a_folder_without_locks_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "try_lock", lambda file: False)
    monkeypatch.setattr(record, "LOCK_TIMEOUT", 0.02)
    Progress(tmp_path / "p.json").passed("03.1")
    assert Progress(tmp_path / "p.json").is_passed("03.1")


def test_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROGRESS, str(tmp_path / "mine.json"))
    assert default_path() == tmp_path / "mine.json"
    monkeypatch.delenv(PROGRESS)
    monkeypatch.setattr(file, "data_folder", lambda: tmp_path / "data")
    assert default_path() == tmp_path / "data" / "progress.json"
    monkeypatch.undo()
    assert COURSE in data_folder().parts, "one folder of the course's own among the user's data"
