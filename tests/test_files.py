"""Files written in one step, and what killed processes leave."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from classroom import files
from classroom.paths import COURSE


def test_bytes_are_on_the_disk_before_the_name_points_to_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    replace, fsync = os.replace, os.fsync
    monkeypatch.setattr(files.os, "replace", lambda *names: (done.append("rename"), replace(*names)))
    monkeypatch.setattr(files.os, "fsync", lambda number: (done.append(kind_of(number)), fsync(number)))
    files.replace(tmp_path / "x", "1" * 1000)
    assert done[:2] == ["file of 1000", "rename"] and done[2:] == ["folder"] * (os.name != "nt")


def kind_of(number: int) -> str:
    found = os.fstat(number)
    return "folder" if stat.S_ISDIR(found.st_mode) else f"file of {found.st_size}"


def test_what_a_killed_write_left_is_swept_when_it_is_old_and_nothing_else(tmp_path: Path) -> None:
    names = [".x.0123abcd.new", ".x.0123abce.new", "x.new", ".x.mine.new", ".xx.0123abcd.new"]
    for name in names:
        (tmp_path / name).write_text("half", encoding="utf-8")
        os.utime(tmp_path / name, (0, 0))
    os.utime(tmp_path / names[1])  # a process may be writing it now
    files.replace(tmp_path / "x", "1")
    assert sorted(os.listdir(tmp_path)) == sorted(["x", *names[1:]])


def test_a_name_with_the_signs_of_a_pattern_is_a_name(tmp_path: Path) -> None:
    for name in (".[x].0123abcd.new", ".x.0123abcd.new"):
        (tmp_path / name).write_text("half", encoding="utf-8")
        os.utime(tmp_path / name, (0, 0))
    files.replace(tmp_path / "[x]", "1")
    assert sorted(os.listdir(tmp_path)) == [".x.0123abcd.new", "[x]"]


def test_a_file_or_a_link_that_somebody_laid_at_the_temporary_name_is_not_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files.secrets, "token_hex", lambda length: "0123abcd")
    (tmp_path / "thesis").write_text("mine", encoding="utf-8")
    os.link(tmp_path / "thesis", tmp_path / ".x.0123abcd.new")
    with pytest.raises(FileExistsError):
        files.replace(tmp_path / "x", "1")
    assert (tmp_path / "thesis").read_text("utf-8") == "mine" and not (tmp_path / "x").exists()


@pytest.mark.parametrize("step", ["open", "unlink"])
def test_a_file_is_written_although_what_follows_cannot_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Windows opens no folder; and of two processes that sweep, one comes too late."""
    left = tmp_path / ".x.0123abcd.new"
    left.touch()
    os.utime(left, (0, 0))
    done = getattr(os, step)

    def fails(path: str | Path, *how: int, **more: object) -> object:
        if Path(path) in (tmp_path, left):
            raise PermissionError(13, "Permission denied")
        return done(path, *how, **more)

    monkeypatch.setattr(files.os, step, fails)
    files.replace(tmp_path / "x", "1")
    monkeypatch.undo()
    assert (tmp_path / "x").read_text("utf-8") == "1"


def test_one_holds_a_lock_and_another_waits_no_longer_than_it_says(tmp_path: Path) -> None:
    held: list[bool] = []

    def wait() -> None:
        with files.locked(tmp_path / "lock", 0.05) as mine:
            held.append(mine)

    with files.locked(tmp_path / "lock", 60) as first:
        waiting = threading.Thread(target=wait, daemon=True)
        waiting.start()
        waiting.join(60)
        assert (first, held) == (True, [False])
    wait()
    assert held == [False, True], "it was given back"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def no_room(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    files.replace(tmp_path / "x", "old")
    monkeypatch.setattr(files.os, step, no_room)
    with pytest.raises(OSError, match="No space"):
        files.replace(tmp_path / "x", "new")
    assert os.listdir(tmp_path) == ["x"] and (tmp_path / "x").read_text("utf-8") == "old"


KILLED = """
import os, signal, sys, tempfile
tempfile.tempdir = sys.argv[1]
from classroom.files import PrivateFolder
kept = [PrivateFolder("x"), PrivateFolder("x")]
(kept[0].path / "sub").mkdir()
(kept[0].path / "sub" / "y").write_text("y")
print(kept[0].path, flush=True)
if sys.argv[2] == "lives":
    sys.stdin.read()
os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
"""


def test_folders_of_killed_processes_go_with_the_next_one_and_those_of_the_living_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), "dies"], capture_output=True, timeout=60)
    assert len(os.listdir(tmp_path)) == 2
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    command = [sys.executable, "-c", KILLED, str(tmp_path), "lives"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as living:
        assert living.stdout
        its = Path(living.stdout.readline().strip())
        with files.PrivateFolder("x") as mine:
            assert len(os.listdir(tmp_path)) == 3, "two of the living process, one of this one"
            assert (its / "sub" / "y").is_file() and mine.is_dir()
        assert not mine.exists() and its.is_dir()
        living.kill()
    with files.PrivateFolder("x"):
        assert len(os.listdir(tmp_path)) == 1


def test_a_folder_whose_process_was_killed_before_it_was_locked_goes_when_it_is_old_and_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, young, full = (tmp_path / f"{COURSE}-x-{name}" for name in ("old", "young", "full"))
    for folder in (old, young, full):
        folder.mkdir()
    (full / "mine").write_text("of somebody else", encoding="utf-8")
    os.utime(old, (0, 0))
    os.utime(full, (0, 0))
    with files.PrivateFolder("x"):
        assert not old.exists() and young.exists() and full.exists()


def test_the_lock_of_a_folder_goes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = files.PrivateFolder("x")
    for name in ("a", "z"):
        (folder.path / name).write_text(name, encoding="utf-8")
    seen: list[list[str]] = []
    rmtree = files.shutil.rmtree

    def look_and_remove(path: Path, **how: bool) -> None:
        seen.append(os.listdir(path))
        rmtree(path, **how)

    monkeypatch.setattr(files.shutil, "rmtree", look_and_remove)
    folder.remove()
    assert seen == [[files.IN_USE]] and not folder.path.exists()


def test_what_cannot_be_deleted_leaves_the_rest_no_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file that is open elsewhere, on Windows: the others go before the lock does all the same."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = files.PrivateFolder("x")
    for number in range(9):
        (folder.path / str(number)).touch()
    unlink, open_elsewhere, left = os.unlink, list[str](), list[int]()

    def fails_once(path: str, **how: int) -> None:
        open_elsewhere.append(path)
        if len(open_elsewhere) == 1:
            raise PermissionError(13, "Permission denied")
        unlink(path, **how)

    monkeypatch.setattr(files.os, "unlink", fails_once)
    monkeypatch.setattr(files, "remove_tree", lambda path: left.append(len(os.listdir(path))))
    folder.remove()
    assert left == [2], "that file, and the lock"


@pytest.mark.parametrize("links", [True, False])
def test_a_file_is_kept_under_a_second_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    def no_links(*names: object) -> None:
        raise OSError(1, "Operation not permitted")

    if not links:
        monkeypatch.setattr(files.os, "link", no_links)
    one, two = tmp_path / "one", tmp_path / "two"
    files.also_as(one, two)
    assert os.listdir(tmp_path) == [], "there was nothing to keep"
    files.replace(one, "0", 0o600)
    files.also_as(one, two)
    if os.name == "posix":
        assert stat.S_IMODE(two.stat().st_mode) == 0o600, "no copy of a private file is for everybody"
    files.replace(one, "1")
    for _ in range(2):  # the second time both names are one file already
        files.also_as(one, two)
    files.replace(one, "2")
    assert (one.read_text("utf-8"), two.read_text("utf-8")) == ("2", "1") and len(os.listdir(tmp_path)) == 2


def test_a_folder_of_another_user_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody may lay a folder of this name, or a link, into the common place for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / files.IN_USE).touch()
    (mine / "thesis.txt").touch()
    (tmp_path / "how-the-web-remembers-test-link").symlink_to(mine)
    theirs = tmp_path / "how-the-web-remembers-test-theirs"
    theirs.mkdir()
    (theirs / files.IN_USE).touch()
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "geteuid", lambda: os.stat(theirs).st_uid + 1, raising=False)
        with files.PrivateFolder("test"):
            assert theirs.is_dir()
    with files.PrivateFolder("test"):
        assert not theirs.exists(), "one's own is swept"
    assert (mine / "thesis.txt").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="paths have a limit there")
def test_folders_in_folders_are_deleted_however_deep(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    here = os.open(top, os.O_RDONLY)
    for depth in range(3000):
        os.mkdir("d", 0o700, dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
        if depth % 500 == 0:
            os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    files.remove_tree(top)
    assert not top.exists()


def test_a_folder_that_cannot_be_deleted_keeps_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `shutil.rmtree` gives up at the first: on a disk with one name that the system refuses."""
    for name in "abcdefgh":
        (tmp_path / "top" / name / "sub" / "below").mkdir(parents=True)
    (tmp_path / "top" / "file").touch()
    rmdir, refused = os.rmdir, set[str]()

    def refuses_the_first(path: str, **how: int) -> None:
        refused.add(path) if not refused else None
        if path in refused:
            raise PermissionError(13, "Permission denied")
        rmdir(path, **how)

    monkeypatch.setattr(files.os, "rmdir", refuses_the_first)
    monkeypatch.setattr(files.shutil, "rmtree", lambda folder, **how: None)
    files.remove_tree(tmp_path / "top")
    assert {str(each) for each in (tmp_path / "top").iterdir() if each.is_dir()} == refused


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may do everything, and Windows has no modes")
def test_folders_that_their_owner_may_not_enter_are_deleted_too(tmp_path: Path) -> None:
    for path in (tmp_path / "top" / "one", tmp_path / "top" / "two" / "sub"):
        path.mkdir(parents=True)
        (path / "file").touch()
        path.chmod(0)
    files.remove_tree(tmp_path / "top")
    assert not (tmp_path / "top").exists()


@pytest.mark.parametrize("place", [".", "sub"])
def test_a_link_in_a_private_folder_goes_and_what_it_points_to_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Code that is graded, or a learner's project, may lay one there."""
    thesis = tmp_path / "mine" / "work" / "thesis.txt"
    thesis.parent.mkdir(parents=True)
    thesis.touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = files.PrivateFolder("x")
    (folder.path / place).mkdir(exist_ok=True)
    try:
        (folder.path / place / "link").symlink_to(tmp_path / "mine", target_is_directory=True)
    except OSError:
        pytest.skip("links need a right that Windows withholds")
    folder.remove()
    assert not folder.path.exists() and thesis.exists()
