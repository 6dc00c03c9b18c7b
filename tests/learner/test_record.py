"""The learner's record: two notebooks, a killed kernel, a damaged file, a path that cannot be written."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from classroom import files
from classroom.errors import CourseError
from classroom.learner import file, store
from classroom.learner.file import default_path
from classroom.learner.record import Progress, Tally
from classroom.learner.store import Store
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
        b'{"tasks": {"03.1": {"hints": -1}}, "predictions": {}, "version": 1}',
        b'{"tasks": {"03.1": {"hints": true}}, "predictions": {}, "version": 1}',
        b'{"tasks": {"03.1": {"passed": true}}, "predictions": {}, "version": 1}',
        b'{"tasks": {"03.1": {"passed": "yesterday"}}, "predictions": {}, "version": 1}',
        b'{"tasks": {}, "predictions": {"03.a": {"compared": "yes"}}, "version": 1}',
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


def test_a_file_that_is_far_too_large_for_a_record_is_not_read(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "p.json")
    progress.passed("03.1")
    saved = progress.save_to(tmp_path / "saved.json").file
    assert saved
    with saved.open("ab") as end:
        end.write(b" " * 10_000_000)  # which JSON allows
    with pytest.raises(CourseError, match="far too large") as caught:
        Progress(tmp_path / "other.json").load_from(saved)
    assert len(str(caught.value).splitlines()) == 3


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


OF_A_RECORD = ["p.json", "p.json.lock", "p.previous.json"]
"""The files of a record that was changed more than once."""


def read_and_wait(path: Path, has_read: Any, go: Any) -> None:
    """Pass a task; between reading the file and writing it, say so and wait."""

    def wait_and_replace(*arguments: Any) -> None:
        has_read.set()
        assert go.wait(60)
        files.replace(*arguments)

    store.LOCK_TIMEOUT = 60.0
    store.replace = wait_and_replace
    Progress(path).passed("01.1")


def test_who_reads_to_write_is_alone_until_the_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    context = multiprocessing.get_context("spawn")
    first_has_read, second_has_read, go = context.Event(), context.Event(), context.Event()
    first = context.Process(target=read_and_wait, args=(path, first_has_read, go))
    first.start()
    assert first_has_read.wait(60)
    second = context.Process(target=pass_when_read, args=(path, second_has_read))
    second.start()
    # With the lock the second cannot have read, however long it is waited for; without it, it has read too early.
    assert not second_has_read.wait(1.5)
    go.set()
    for process in (first, second):
        process.join(60)
        assert process.exitcode == 0
    assert second_has_read.is_set()
    assert sorted(json.loads(path.read_text(encoding="utf-8"))["tasks"]) == ["01.1", "02.1"]


def pass_when_read(path: Path, has_read: Any) -> None:
    """Pass a task, and say when the file has been read for it."""
    read = Store._record_of

    def say_so(asked: Store, content: bytes | None) -> dict[str, Any]:
        has_read.set()
        return read(asked, content)

    store.LOCK_TIMEOUT = 60.0
    Store._record_of = say_so  # type: ignore[method-assign]
    Progress(path).passed("02.1")


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
        (tmp_path / ".p.json.0123abcd.new").write_text("half", encoding="utf-8")
        after = Progress(path)
        after.took_hint("03.1", 0)
        assert after.hints("03.1") == 0 and not after.in_memory
        assert sorted(os.listdir(tmp_path)) == OF_A_RECORD, "what was left behind is swept"


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


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[1]", b'{"tasks": 3}', b'{"tasks": {"03.1": 7}}', b"\xff\x00", b"\0" * 99, b"[" * 100_000]
)
def test_a_damaged_file_is_set_aside_and_does_no_harm(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(damage)
    progress = Progress(path)
    assert not progress.is_passed("03.1") and progress.hints("03.1") == 0 and progress.chosen("03.a") is None
    progress.passed("03.2")
    assert Progress(path).is_passed("03.2") and not progress.in_memory
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


NO_ROOM = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class Disk:
    """A disk that can be full: then no bytes reach it, though files can be made, as on a real one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        self._fsync = os.fsync
        monkeypatch.setattr(files.os, "fsync", self.fsync)

    def fsync(self, number: int) -> None:
        if self.full:
            os.ftruncate(number, 0)
            raise NO_ROOM
        self._fsync(number)


@pytest.mark.parametrize("by", ["a question", "a change"])
def test_after_a_full_disk_it_is_written_as_soon_as_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    disk, progress = Disk(monkeypatch), Progress(tmp_path / "p.json")
    progress.passed("03.1")
    disk.full = True
    progress.passed("03.2")
    progress.choose("03.a", "b")
    assert progress.is_passed("03.1") and progress.is_passed("03.2") and progress.chosen("03.a") == "b"
    assert progress.in_memory and "in memory only" in progress.take_remark() and NO_ROOM.strerror in progress.remark
    assert not Progress(progress.path).is_passed("03.2") and Progress(progress.path).is_passed("03.1")
    disk.full = False
    Progress(progress.path).passed("04.1")  # another notebook writes meanwhile
    if by == "a question":
        assert progress.is_passed("04.1")
    else:
        progress.took_hint("03.3", 1)
        assert progress.hints("03.3") == 1
    assert not progress.in_memory and "written again" in progress.take_remark()
    for task in ("03.1", "03.2", "04.1"):
        assert Progress(progress.path).is_passed(task)
    assert Progress(progress.path).chosen("03.a") == "b"
    assert sorted(os.listdir(tmp_path)) == OF_A_RECORD


def test_what_was_to_be_forgotten_on_a_full_disk_is_kept_as_a_copy_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, progress = Disk(monkeypatch), Progress(tmp_path / "p.json")
    progress.passed("03.1")
    disk.full = True
    assert progress.forget_all() == Tally(1, 0), "no copy could be made, and none is promised"
    assert not progress.is_passed("03.1") and Progress(progress.path).is_passed("03.1")
    assert "p.copy-1.json" not in os.listdir(tmp_path), "no half of a copy"
    disk.full = False
    assert not progress.is_passed("03.1") and not Progress(progress.path).is_passed("03.1")
    assert "03.1" in (tmp_path / "p.copy-1.json").read_text(encoding="utf-8")


def with_a_small_quota(path: Path) -> None:
    import resource

    none, all_ = (0, resource.RLIM_INFINITY), (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    progress = Progress(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, none)
    progress.passed("03.1")
    assert progress.in_memory and progress.is_passed("03.1") and not path.exists()
    resource.setrlimit(resource.RLIMIT_FSIZE, all_)
    assert progress.is_passed("03.1") and not progress.in_memory and Progress(path).is_passed("03.1")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of a file's size for one process")
def test_the_same_with_a_quota_of_the_system(tmp_path: Path) -> None:
    child = multiprocessing.get_context("spawn").Process(target=with_a_small_quota, args=(tmp_path / "p.json",))
    child.start()
    child.join(60)
    assert child.exitcode == 0


@pytest.mark.parametrize("torn", [b"", b"\0" * 300, b'{"tasks": {"03.1": {"pas'])
def test_after_a_loss_of_power_the_record_before_the_last_change_is_used_and_it_is_said(
    tmp_path: Path, torn: bytes
) -> None:
    path = tmp_path / "p.json"
    for task in ("03.1", "03.2", "03.3"):
        Progress(path).passed(task)
    path.write_bytes(torn)
    after = Progress(path)  # the kernel that knew more is gone
    assert after.is_passed("03.1") and after.is_passed("03.2") and not after.is_passed("03.3")
    aside = tmp_path / "p.copy-1.json"
    assert aside.read_bytes() == torn
    assert after.take_remark() == (
        f"Your progress file was damaged. It lies in {aside} now, and all but its latest changes are here."
    )
    after.passed("03.4")
    assert Progress(path).is_passed("03.4") and not (tmp_path / "p.copy-2.json").exists()


def test_a_damaged_file_that_cannot_be_put_right_stays_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk, progress = Disk(monkeypatch), Progress(tmp_path / "p.json")
    progress.passed("03.1")
    progress.path.write_bytes(b"{")
    disk.full = True
    assert progress.is_passed("03.1") and progress.path.read_bytes() == b"{"
    assert "damaged" in progress.take_remark() and not progress.in_memory
    disk.full = False
    assert progress.is_passed("03.1") and Progress(progress.path).is_passed("03.1")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    progress = Progress(tmp_path / "p.json")
    progress.passed("03.1")
    assert progress.is_passed("03.1") and progress.remark
    tmp_path.chmod(0o700)


def test_a_folder_without_locks_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "try_lock", lambda file: False)
    monkeypatch.setattr(store, "LOCK_TIMEOUT", 0.02)
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


def test_who_does_not_hold_the_lock_sweeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another notebook may be about to rename that file."""
    monkeypatch.setattr(store, "LOCK_TIMEOUT", 0.0)
    progress = Progress(tmp_path / "progress.json")
    progress.choose("01.a", "b")
    others = tmp_path / ".progress.json.0123abcd.new"
    others.touch()
    with files.locked(tmp_path / "progress.json.lock", timeout=60) as held:
        assert held
        progress.choose("01.b", "b")
        assert others.exists()
    progress.choose("01.c", "b")
    assert not others.exists()


def test_a_copy_that_cannot_be_written_leaves_nothing_under_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("p.json", "p.copy-1.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    monkeypatch.setattr(file, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        file.copy_beside(tmp_path / "p.json")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.copy-1.json", "p.json"]


def test_without_a_second_name_for_the_record_before_a_change_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    progress = Progress(tmp_path / "p.json")
    progress.passed("03.1")
    monkeypatch.setattr(store, "also_as", refused)
    progress.passed("03.2")
    assert not progress.in_memory and Progress(tmp_path / "p.json").is_passed("03.2")


@pytest.mark.parametrize("before", [None, b"{", b'{"tasks": {"03.1": {"passed": 5}, "03.2": {"passed": "2026"}}}'])
def test_a_record_before_the_damaged_one_that_is_damaged_too_does_no_harm(tmp_path: Path, before: bytes | None) -> None:
    (tmp_path / "p.json").write_bytes(b"{")
    if before is not None:
        (tmp_path / "p.previous.json").write_bytes(before)
    progress = Progress(tmp_path / "p.json")
    progress.passed("03.2")
    assert Progress(tmp_path / "p.json").is_passed("03.2") and (tmp_path / "p.copy-1.json").read_bytes() == b"{"


def test_entries_of_another_kind_in_the_record_before_the_damaged_one_are_left(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "p.json")
    progress.passed("03.1")
    (tmp_path / "p.json").write_bytes(b"{")
    (tmp_path / "p.previous.json").write_text('{"tasks": {"03.1": {"passed": 5}}}', encoding="utf-8")
    assert progress.is_passed("03.1") and "was damaged" in progress.remark


def test_what_is_read_is_not_what_waits_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "replace", full)
    kept = Store(tmp_path / "p.json")
    kept.change(lambda record: record["tasks"].update({"03.1": {"passed": "now"}}))
    kept.read()["tasks"]["03.1"].clear()
    assert kept.read()["tasks"] == {"03.1": {"passed": "now"}}
