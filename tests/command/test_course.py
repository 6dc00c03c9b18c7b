"""course.py without installing anything: messages, stamp, repair, and the command that it starts."""

from __future__ import annotations

import ast
import errno
import importlib.util
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and links of POSIX")


def load(root: Path = ROOT) -> ModuleType:
    """A fresh module of course.py, which a test may change. Its ROOT is `root`."""
    spec = importlib.util.spec_from_file_location("course_under_test", ROOT / "course.py")
    course = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(course)
    course.ROOT = str(root)
    return course


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A course folder whose path has Hangul and a space, with only the files that the stamp depends on."""
    root = tmp_path / "웹 강의"
    root.mkdir()
    for name in ("requirements.lock", "requirements-test.lock", "pyproject.toml"):
        (root / name).write_text(f"{name}\nDjango==5.2.19 \\\n", encoding="utf-8")
    return root


def pretend_set_up(course: ModuleType, folder: Path, tests: bool = False) -> None:
    """An environment that looks complete: this Python, two packages, a log, a stamp."""
    python = Path(course.python_of(str(folder)))
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    for name in ("django-5.2.19", "requests-2.34.2"):
        (folder / "lib" / "python3.11" / "site-packages" / f"{name}.dist-info").mkdir(parents=True)
    (folder / course.LOG).touch()
    course.write_stamp(str(folder), tests)


@POSIX
class TestStamp:
    def test_ready_only_after_the_stamp(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        assert not course.is_ready(str(folder), False)
        pretend_set_up(course, folder)
        assert course.is_ready(str(folder), False)

    def test_test_tools_are_a_second_level(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        assert not course.is_ready(str(folder), True)
        course.write_stamp(str(folder), True)
        assert course.is_ready(str(folder), True) and course.is_ready(str(folder), False)

    @pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
    def test_a_changed_file_asks_for_a_set_up(self, project: Path, name: str) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        (project / name).write_text("other\n", encoding="utf-8")
        assert not course.is_ready(str(folder), False)

    def test_windows_line_ends_are_no_change(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        lock = project / "requirements.lock"
        lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
        assert course.is_ready(str(folder), False)

    def test_a_newer_format_asks_for_a_set_up(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        course.FORMAT = "next"
        assert not course.is_ready(str(folder), False)

    def test_a_moved_course_asks_for_a_set_up(self, project: Path) -> None:
        pretend_set_up(load(project), project / ".venv")
        moved = project.rename(project.with_name("elsewhere"))
        assert not load(moved).is_ready(str(moved / ".venv"), False)

    def test_a_removed_package_is_missed(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        (folder / "lib/python3.11/site-packages/django-5.2.19.dist-info").rmdir()
        assert not course.is_ready(str(folder), False)

    def test_a_python_that_went_away_is_missed(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        python = Path(course.python_of(str(folder)))
        python.unlink()
        python.symlink_to("/nowhere/python3")
        assert not course.is_ready(str(folder), False)
        assert not course.is_sound(str(folder))

    @pytest.mark.parametrize("rubbish", [b"", b"\xff\xfe\x00", b"format 1\n"])
    def test_a_damaged_stamp_is_no_stamp(self, project: Path, rubbish: bytes) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        (folder / course.STAMP).write_bytes(rubbish)
        assert not course.is_ready(str(folder), False)


@POSIX
class TestRepair:
    def test_before_there_is_a_python_nothing_is_installed(self, project: Path) -> None:
        for name in ("lib", "lib/other"):
            assert load(project).installed(str(project)) == []
            (project / name).mkdir()
        assert load(project).installed(str(project)) == []

    @pytest.mark.parametrize("name", ["stamp", "lock"])
    def test_what_cannot_be_read_is_not_ready(self, project: Path, name: str) -> None:
        course = load(project)
        pretend_set_up(course, project / ".venv")
        path = project / ".venv" / course.STAMP if name == "stamp" else project / "requirements.lock"
        path.unlink()
        path.mkdir()
        assert not course.is_ready(str(project / ".venv"), False)

    def test_a_stamp_is_there_as_a_whole_or_not_at_all(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course = load(project)
        pretend_set_up(course, project / ".venv")
        (project / ".venv" / course.STAMP).unlink()

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            course.write_stamp(str(project / ".venv"), False)
        assert not (project / ".venv" / course.STAMP).exists()

    def test_an_interrupted_set_up_is_not_built_on(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        (folder / course.STAMP).unlink()
        assert not course.is_sound(str(folder))

    def test_an_older_lock_is_built_on(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        (project / "requirements.lock").write_text("newer\n", encoding="utf-8")
        assert course.is_sound(str(folder))

    def test_an_environment_of_a_python_that_is_too_old_is_not_used(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        assert course.runs(str(folder))
        course.OLDEST = (sys.version_info[0], sys.version_info[1] + 1)
        assert not course.runs(str(folder)) and not course.is_sound(str(folder))

    def test_a_strange_folder_is_left_alone(self, project: Path) -> None:
        course, folder = load(project), project / ".venv"
        folder.mkdir()
        (folder / "precious.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(course.Stop) as stop:
            course.set_up(str(folder), False)
        assert three_lines(stop.value) and "did not make" in str(stop.value)
        assert (folder / "precious.txt").exists()

    def test_clearing_keeps_the_lock_and_follows_no_link(self, project: Path, tmp_path: Path) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "mine.txt").touch()
        (folder / "link").symlink_to(outside)
        (folder / course.RUNNING).touch()
        course.clear(str(folder))
        assert [path.name for path in folder.iterdir()] == [course.RUNNING]
        assert (outside / "mine.txt").exists()

    def test_set_up_makes_anew_and_writes_the_stamp_last(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        (folder / course.STAMP).unlink()
        seen = []

        def install(self, kind: str, make: bool) -> None:
            seen.append((kind, make, sorted(path.name for path in folder.iterdir())))
            Path(course.python_of(str(folder))).parent.mkdir(parents=True)
            Path(course.python_of(str(folder))).symlink_to(sys.executable)

        monkeypatch.setattr(course.Installer, "install", install)
        monkeypatch.setattr("signal.signal", lambda *_: None)
        course.set_up(str(folder), True)
        assert seen == [("test", True, sorted([course.RUNNING, course.LOG]))]
        assert course.is_ready(str(folder), True)

    def test_a_failed_step_leaves_no_stamp(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course, folder = load(project), project / ".venv"
        pretend_set_up(course, folder)
        (project / "requirements.lock").write_text("newer\n", encoding="utf-8")

        def install(self, kind: str, make: bool) -> None:
            assert not make
            raise course.Stop("no")

        monkeypatch.setattr(course.Installer, "install", install)
        monkeypatch.setattr("signal.signal", lambda *_: None)
        with pytest.raises(course.Stop):
            course.set_up(str(folder), False)
        assert not (folder / course.STAMP).exists()

    def test_two_set_ups_take_turns(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course, folder = load(project), project / ".venv"
        at_work, most, times = [], [], []

        def install(self, kind: str, make: bool) -> None:
            at_work.append(1)
            times.append(kind)
            most.append(len(at_work))
            threading.Event().wait(0.2)
            pretend = Path(course.python_of(str(folder)))
            pretend.parent.mkdir(parents=True)
            pretend.symlink_to(sys.executable)
            at_work.pop()

        monkeypatch.setattr(course.Installer, "install", install)
        monkeypatch.setattr("signal.signal", lambda *_: None)
        threads = [threading.Thread(target=course.set_up, args=(str(folder), False)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert most == [1] and times == ["lab"], "the second one finds the work of the first"


def three_lines(message: object) -> bool:
    lines = str(message).splitlines()
    return 1 <= len(lines) <= 3 and all(lines)


class TestMessages:
    def test_an_old_python_can_read_the_file(self) -> None:
        ast.parse((ROOT / "course.py").read_text(encoding="utf-8"), feature_version=(3, 6))

    @pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
    def test_too_old(self, version: tuple[int, int, int]) -> None:
        code = f"import sys, runpy; sys.version_info = {version}; runpy.run_path('course.py', run_name='__main__')"
        ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
        assert ran.returncode == 1 and ran.stdout == ""
        assert three_lines(ran.stderr) and f"3.{version[1]}" in ran.stderr and "3.11 to 3.15" in ran.stderr
        assert "Traceback" not in ran.stderr

    @pytest.mark.parametrize(("newest", "told"), [((3, 10), True), (sys.version_info[:2], False)])
    def test_a_python_that_is_too_new_is_tried_and_that_is_said(
        self,
        project: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        newest: tuple[int, int],
        told: bool,
    ) -> None:
        course, installed = load(project), []
        assert course.NEWEST == (3, 15)
        course.NEWEST = newest
        monkeypatch.setattr(course.Installer, "install", lambda self, kind, make: installed.append(kind))
        monkeypatch.setattr("signal.signal", lambda *_: None)
        course.set_up(str(project / ".venv"), False)
        this = "{}.{}".format(*sys.version_info)
        said = f"Python {this} is newer than 3.10, the last one tested. Going on.\n" in capsys.readouterr().err
        assert installed == ["lab"] and said == told

    def test_nearly_full_disk(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course = load(project)
        monkeypatch.setattr("shutil.disk_usage", lambda _: _Usage(free=10_000_000))
        monkeypatch.setattr("signal.signal", lambda *_: None)
        with pytest.raises(course.Stop) as stop:
            course.set_up(str(project / ".venv"), False)
        assert three_lines(stop.value) and "disk is full" in str(stop.value) and "1 GB" in str(stop.value)

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
    def test_disk_full_half_way(self, project: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
        course = load(project)

        def install(self, kind: str, make: bool) -> None:
            raise OSError(number, "No space left on device")

        asked: list[object] = []
        monkeypatch.setattr(course.Installer, "install", install)
        monkeypatch.setattr("signal.signal", lambda *told: asked.append(told))
        with pytest.raises(course.Stop, match="disk is full") as stop:
            course.set_up(str(project / ".venv"), False)
        assert three_lines(stop.value)
        assert asked == [(signal.SIGTERM, signal.default_int_handler)], "who ends it ends pip, too"

    @pytest.mark.parametrize(
        ("output", "word"),
        [
            ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
            ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "hash differs"),
            ("error: Hash mismatch for `anyio==4.16.0`", "hash differs"),
            ("Failed to establish a new connection: [Errno -3] Temporary failure in name resolution", "no network"),
            ("error: Failed to fetch: `https://…/anyio/`\n caused by: dns error", "no network"),
            ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "certificate"),
            ("error: Failed to fetch\n cause: invalid peer certificate: UnknownIssuer", "certificate"),
            ("something odd\nthe last line\n\n", "the last line"),
            ("", "said nothing"),
        ],
    )
    def test_what_pip_and_uv_say_becomes_three_lines(self, output: str, word: str) -> None:
        message = load().reason(output, "/x/.venv", "/x/.venv/course-setup.log")
        assert three_lines(message) and word in message
        assert "course-setup.log" in message or "full" in message

    def test_debian_without_ensurepip(self, monkeypatch: pytest.MonkeyPatch) -> None:
        course = load()
        monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
        monkeypatch.setattr("os.path.exists", lambda path: path == "/etc/debian_version")
        with pytest.raises(course.Stop) as stop:
            course.check_ensurepip()
        version = "{}.{}".format(*sys.version_info)
        assert three_lines(stop.value) and f"sudo apt install python{version}-venv" in str(stop.value)

    def test_ctrl_c_says_how_to_go_on(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        course = load(project)

        def interrupted(folder: str, tests: bool) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(course, "set_up", interrupted)
        assert course.main(["lab"]) == 130
        assert "Stopped. Run the same command again: it goes on." in capsys.readouterr().err

    def test_help_has_an_example_of_each_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        course = load()
        assert course.main(["--help"]) == 0
        told = capsys.readouterr().out
        assert all(f"python3 course.py {command}" in told for command in course.COMMANDS)

    def test_unknown_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert load().main(["dance"]) == 2
        assert three_lines(capsys.readouterr().err)

    def test_a_console_without_unicode(self, project: Path) -> None:
        environment = dict(os.environ, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        ran = subprocess.run([sys.executable, ROOT / "course.py", "웹"], env=environment, capture_output=True)
        assert ran.returncode == 2 and b"Traceback" not in ran.stderr


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


@POSIX
class TestProgress:
    def installer(self, course: ModuleType, project: Path):
        log = (project / "log.txt").open("w", encoding="utf-8")
        folder = project / ".venv"
        (folder / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
        installer = course.Installer(str(folder), log, 0)
        installer.total = 3
        return installer

    @pytest.mark.parametrize(
        ("lines", "fetched", "name", "total", "verb"),
        [
            (["Collecting anyio==4.16.0 (from -r x)\n", "  Downloading anyio-4-any.whl\n"], 1, "anyio", 3, "Fetching"),
            (["Requirement already satisfied: idna==3.20 in x\n"], 1, "idna", 3, "Fetching"),
            (["Ignoring appnope: markers 'x' don't match\n"], 0, "", 2, "Fetching"),
            (["Downloading jupyterlab (16.5MiB)\n", "Prepared 98 packages in 1s\n"], 1, "jupyterlab", 3, "Installing"),
            (["Installing collected packages: a, b\n"], 0, "", 3, "Installing"),
        ],
    )
    def test_output_is_understood(
        self, project: Path, lines: list[str], fetched: int, name: str, total: int, verb: str
    ) -> None:
        installer = self.installer(load(project), project)
        output: list[str] = []
        with installer.log:
            installer.read(lines, output)
        assert (installer.fetched, installer.name, installer.total, installer.verb) == (fetched, name, total, verb)
        assert output == lines

    def test_one_changing_line_on_a_terminal(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course = load(project)
        installer = self.installer(course, project)
        terminal = _Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        with installer.log:
            installer.read(["Installing collected packages: a\n"], [])
            (project / ".venv/lib/python3.11/site-packages/jupyterlab-4.6.6.dist-info").mkdir()
            installer.show()
        assert "Installing 1 of 3: jupyterlab" in terminal.text
        assert "[########----------------]" in terminal.text
        assert "\n" not in terminal.text

    def test_lines_elsewhere(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        installer = self.installer(load(project), project)
        with installer.log:
            installer.read(["Collecting anyio==4.16.0\n"], [])
            installer.shown_at = -1000.0
            installer.show()
            installer.show()
        assert capsys.readouterr().err == "Fetching 1 of 3: anyio\n"

    def test_an_environment_is_not_made_by_the_python_that_it_replaces(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        course = load(project)
        installer = self.installer(course, project)
        monkeypatch.setattr(course.sys, "_base_executable", "/below/python", raising=False)
        ran: list[list[str]] = []

        def run(command: list[str]) -> None:
            ran.append(command)
            raise course.Stop("enough")

        monkeypatch.setattr(installer, "run", run)
        with installer.log, pytest.raises(course.Stop):
            installer.install("lab", make=True)
        assert ran[0][:3] == ["/below/python", "-m", "venv"]

    def installs(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, uv: str | None, fails: str = ""
    ) -> list[list[str]]:
        """Install with uv, or with pip; the commands. fails: a word of the one that fails."""
        course = load(project)
        monkeypatch.setattr("shutil.which", lambda name: uv)
        installer, ran = self.installer(course, project), list[list[str]]()

        def run(command: list[str]) -> None:
            ran.append(command)
            if fails and fails in " ".join(command):
                raise course.Stop("it failed")

        monkeypatch.setattr(installer, "run", run)
        with installer.log:
            installer.install("lab", make=True)
        return ran

    @pytest.mark.parametrize("uv", ["/bin/uv", None])
    def test_what_is_installed_has_its_hash_and_nothing_else_is_loaded(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, uv: str | None
    ) -> None:
        _, locked, itself, prepare = self.installs(project, monkeypatch, uv)
        assert "--require-hashes" in locked and locked[-2:] == ["-r", str(project / "requirements.lock")]
        assert {"--no-deps", "--no-build-isolation"} < set(itself), "else a package without a hash would be loaded"
        for command in (locked, itself, prepare):
            # A file pip.py in the current folder is not run.
            assert command[0] == uv or "-I" in command

    def test_a_demo_site_that_cannot_be_prepared_is_no_reason_to_stop(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.installs(project, monkeypatch, None, fails="classroom.command.prepare")
        assert "course.py doctor" in capsys.readouterr().err, "which has to be able to run"

    def test_packages_that_cannot_be_installed_are(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(Exception, match="it failed") as stop:
            self.installs(project, monkeypatch, None, fails="--require-hashes")
        assert type(stop.value).__name__ == "Stop"

    def test_a_step_inherits_nothing_that_leads_pip_elsewhere(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        course = load(project)
        for name in ("PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES"):
            monkeypatch.setenv(name, "0")
        monkeypatch.setenv("PIP_INDEX_URL", "the school's mirror")
        given: list[dict[str, object]] = []

        def popen(command: list[str], **options: object) -> None:
            given.append(options)
            raise OSError("enough")

        monkeypatch.setattr("subprocess.Popen", popen)
        installer = self.installer(course, project)
        with installer.log, pytest.raises(OSError, match="enough"):
            installer.run(["pip"])
        environment = given[0]["env"]
        assert isinstance(environment, dict) and "PIP_INDEX_URL" in environment
        assert not [name for name in environment if environment[name] == "0" and name.startswith(("PIP_", "PYTHONH"))]
        assert given[0]["stdin"] == subprocess.DEVNULL, "it asks nobody for a password"
        assert given[0]["pass_fds"] == (installer.lock,), "whoever kills the set-up leaves the folder locked"

    @pytest.mark.parametrize("ends_when_asked", [True, False])
    def test_ctrl_c_ends_the_step_that_runs(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, ends_when_asked: bool
    ) -> None:
        done: list[str] = []

        class Process:
            stdout: list[str] = []  # noqa: RUF012 -- of one test

            def poll(self) -> None:
                raise KeyboardInterrupt

            def terminate(self) -> None:
                done.append("terminated")

            def kill(self) -> None:
                done.append("killed")

            def wait(self, seconds: float) -> None:
                if not ends_when_asked:
                    raise subprocess.TimeoutExpired("pip", seconds)

        course = load(project)
        monkeypatch.setattr("subprocess.Popen", lambda *_, **__: Process())
        installer = self.installer(course, project)
        with installer.log, pytest.raises(KeyboardInterrupt):
            installer.run(["pip"])
        assert done == ["terminated", *["killed"] * (not ends_when_asked)]

    def test_a_log_on_a_full_disk_does_not_hide_why_a_step_failed(self, project: Path) -> None:
        class Full:
            def write(self, line: str) -> None:
                raise OSError(errno.ENOSPC, "No space left on device")

        installer = self.installer(load(project), project)
        with installer.log:
            installer.log, output = Full(), list[str]()
            installer.read(["Collecting anyio\n", "No space left\n"], output)
        assert output == ["Collecting anyio\n", "No space left\n"]

    def test_a_failed_step_names_the_log(self, project: Path) -> None:
        course = load(project)
        installer = self.installer(course, project)
        with installer.log, (project / "lock").open("w", encoding="utf-8") as lock:
            installer.lock = lock.fileno()
            with pytest.raises(course.Stop, match=r"log\.txt") as stop:
                installer.run([sys.executable, "-c", "import sys; print('went wrong'); sys.exit(3)"])
        assert three_lines(stop.value) and "went wrong" in str(stop.value)
        assert "went wrong" in (project / "log.txt").read_text(encoding="utf-8")


class _Terminal:
    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass

    def isatty(self) -> bool:
        return True


@POSIX
class TestHandOver:
    @pytest.mark.parametrize("command", [*load().COMMANDS, "lesson new", "lesson check"])
    def test_only_what_tests_asks_for_the_test_tools(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, command: str
    ) -> None:
        course, asked = load(project), []
        monkeypatch.setattr(course, "set_up", lambda folder, tests: asked.append(tests))
        monkeypatch.setattr(course, "hand_over", lambda folder, arguments: 0)
        assert course.main(command.split()) == 0
        assert asked == [command in ("test", "lesson check")]

    def test_arguments_go_through_as_they_are(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course = load(project)
        pretend_set_up(course, project / ".venv")
        calls = []
        monkeypatch.setattr(os, "execve", lambda *call: calls.append(call))
        monkeypatch.setattr("subprocess.Popen", None)
        monkeypatch.setattr(course, "WINDOWS", False)
        monkeypatch.setenv("PYTHONHOME", "/nowhere")
        with pytest.raises(TypeError):  # a real execve never comes back
            course.main(["lab", "--no-browser", "--port", "8899"])
        path, command, environment = calls[0]
        assert path == course.python_of(str(project / ".venv"))
        assert command[1:] == ["-P", "-m", "classroom.command", "lab", "--no-browser", "--port", "8899"]
        assert environment["PYTHONUTF8"] == "1" and "PYTHONHOME" not in environment

    def test_windows_starts_a_child_and_waits(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course = load(project)
        monkeypatch.setattr(course, "WINDOWS", True)
        monkeypatch.setattr(course, "python_of", lambda folder: "/bin/echo")
        assert course.hand_over("x", ["site"]) == 0

    def test_a_folder_that_cannot_be_written(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course = load(project)
        data = project.parent / "data"
        monkeypatch.setenv("XDG_DATA_HOME", str(data))
        monkeypatch.setattr(os, "access", lambda path, mode: not str(path).startswith(str(project)))
        assert course.environment_folder().startswith(str(data / "how-the-web-remembers"))
        assert course.environment_folder() == course.environment_folder()

    def test_no_home(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        course = load(project)
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
        monkeypatch.setenv("HOME", "/nowhere")
        monkeypatch.setattr("tempfile.tempdir", str(project.parent))
        course.find_home()
        home = Path(os.environ["HOME"])
        assert home.parent == project.parent and home.stat().st_mode & 0o77 == 0
        monkeypatch.setattr(os, "access", lambda path, mode: False)
        assert course.environment_folder().startswith(str(home))

    @pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows has no numbers of users")
    def test_a_home_that_somebody_else_has_made_is_not_used(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In /tmp anybody may make a folder of this name, and would own what is installed in it."""
        course = load(project)
        monkeypatch.setenv("HOME", "/nowhere")
        monkeypatch.setattr("tempfile.tempdir", str(project.parent))
        mine = os.getuid()
        (project.parent / f"course-{mine + 1}").mkdir()
        monkeypatch.setattr(os, "getuid", lambda: mine + 1)
        with pytest.raises(course.Stop, match="belongs to somebody else") as stop:
            course.find_home()
        assert three_lines(stop.value) and os.environ["HOME"] == "/nowhere"

    def test_on_windows_ctrl_c_waits_for_the_command(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        waits = [KeyboardInterrupt, KeyboardInterrupt, 5]

        class Process:
            def __enter__(self) -> Process:
                return self

            def __exit__(self, *exc: object) -> None: ...

            def wait(self) -> int:
                next_one = waits.pop(0)
                if isinstance(next_one, int):
                    return next_one
                raise next_one

        course = load(project)
        monkeypatch.setattr(course, "WINDOWS", True)
        monkeypatch.setattr("subprocess.Popen", lambda *_, **__: Process())
        assert course.hand_over("x", ["lab"]) == 5 and waits == []

    @pytest.mark.parametrize("problem", [FileNotFoundError(), subprocess.TimeoutExpired("python", 60)])
    def test_a_python_that_does_not_start_or_end_does_not_serve(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
    ) -> None:
        course = load(project)

        def run(command: list[str], timeout: float, **_: object) -> None:
            assert "-I" in command and 0 < timeout <= 60
            raise problem

        monkeypatch.setattr("subprocess.run", run)
        assert course.runs(str(project)) is False

    def test_a_folder_without_locks_is_set_up_all_the_same(
        self, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import fcntl

        def flock(file: object, how: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(fcntl, "flock", flock)
        with (project / "lock").open("w", encoding="utf-8") as lock:
            load(project).wait_for_turn(lock)
