"""Processes that are started for a project: what they inherit, how much they may say, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from classroom.sandbox.sandbox import Rights
from classroom.workshop.program import MOST_OUTPUT, run, run_bounded, start
from classroom.workshop.worker import ProcessGone, ProcessOptions, Worker

OF_THE_KERNEL = (
    "JPY_PARENT_PID", "JPY_API_TOKEN", "JUPYTER_TOKEN", "JUPYTERHUB_API_TOKEN", "DJANGO_SETTINGS_MODULE",
    "DJANGO_ALLOW_ASYNC_UNSAFE", "DEMO_SITE_SECRET_KEY", "DEMO_SITE_DATABASE",
)  # fmt: skip
WHATEVER_A_TEACHER_HAS = ("AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "HOME", "HTTP_PROXY", "PGPASSWORD", "SSH_AUTH_SOCK")


def environment_of_a_child(folder: Path, **options: bool) -> dict[str, str]:
    command = [sys.executable, "-c", "import os, json; print(json.dumps(dict(os.environ)))"]
    with start(command, str(folder), {"ADDED": "yes"}, **options) as process:
        output, _ = process.communicate(timeout=60)
    return dict(json.loads(output))


def test_a_project_inherits_nothing_of_the_kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*OF_THE_KERNEL, *WHATEVER_A_TEACHER_HAS):
        monkeypatch.setenv(name, "secret")
    found = environment_of_a_child(tmp_path)
    assert found["ADDED"] == "yes"
    assert {name for name in OF_THE_KERNEL if name in found} == set()


def test_what_is_not_trusted_inherits_the_path_of_the_system_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*OF_THE_KERNEL, *WHATEVER_A_TEACHER_HAS):
        monkeypatch.setenv(name, "secret")
    found = environment_of_a_child(tmp_path, clean_environment=True)
    assert "secret" not in found.values()
    ours = {
        "PYTHONUTF8",
        "PYTHONUNBUFFERED",
        "PYTHONDONTWRITEBYTECODE",
        "MALLOC_ARENA_MAX",
        "NO_COLOR",
        "PYTHON_COLORS",
    }
    assert set(found) - ours - {"LC_CTYPE", "__CF_USER_TEXT_ENCODING"} <= {"PATH", "SYSTEMROOT", "ADDED"}


@pytest.mark.parametrize("rights", [None, Rights((), ())], ids=["trusted", "not trusted"])
def test_what_a_worker_has_in_its_environment_stands_in_no_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rights: Rights | None
) -> None:
    """Every user of the machine can read the command lines of all processes."""
    plain = subprocess.Popen
    commands: list[list[str]] = []

    def popen(command: list[str], **options: Any) -> Any:
        commands.append(command)
        return plain([sys.executable, "-c", "import os, sys; print(os.environ['X'], file=sys.stderr)"], **options)

    monkeypatch.setattr(subprocess, "Popen", popen)
    lines: list[str] = []
    options = ProcessOptions(str(tmp_path), environment={"X": "very-secret"}, rights=rights)
    worker = Worker(options, lines.append)
    assert "serve" in " ".join(commands[0]) and str(tmp_path) in json.loads(commands[0][-1])["folder"]
    assert not [word for word in commands[0] if "very-secret" in word]
    with pytest.raises(ProcessGone):
        worker.wait_until_ready()
    worker.kill()
    worker._log.join(60)
    assert lines == ["very-secret"]


def test_of_endless_words_the_first_are_kept(tmp_path: Path) -> None:
    code = f"import sys; sys.stdout.write('x' * {MOST_OUTPUT + 500_000}); sys.stderr.write('y')"
    ended, output = run_bounded([sys.executable, "-c", code], tmp_path, 60, {}, clean_environment=True)
    assert ended == 0 and output == b"x" * MOST_OUTPUT


CHILD_WITH_A_CHILD = """
import subprocess, sys
print("said by then", flush=True)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
print(child.pid, file=open("pid.new", "w"), flush=True)
import os; os.replace("pid.new", "pid")
child.wait()
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Windows has no process groups to kill")
@pytest.mark.parametrize("how", ["run", "run_bounded"])
def test_what_takes_too_long_ends_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    ours = 7.25  # the timeout is over as soon as the grandchild runs, however busy the machine is
    for name in ("communicate", "wait"):
        plain: Callable[..., Any] = getattr(subprocess.Popen, name)

        def patient(self: Any, *args: Any, plain: Callable[..., Any] = plain, **named: Any) -> Any:
            if named.get("timeout") != ours:
                return plain(self, *args, **named)
            while not (tmp_path / "pid").exists() and self.poll() is None:
                time.sleep(0.01)
            raise subprocess.TimeoutExpired("it", ours)

        monkeypatch.setattr(subprocess.Popen, name, patient)
    command = [sys.executable, "-c", CHILD_WITH_A_CHILD]
    with pytest.raises(subprocess.TimeoutExpired) as late:
        if how == "run":
            run(command, tmp_path, ours)
        else:
            run_bounded(command, tmp_path, ours, {}, clean_environment=False)
    assert how == "run" or late.value.output.split() == [b"said", b"by", b"then"]
    pid = int((tmp_path / "pid").read_text(encoding="ascii"))
    assert _ends(pid), f"{pid} goes on"


def _ends(pid: int) -> bool:
    """Whether a process ends within a minute, which it does at once; one that nobody waits for counts as ended."""
    for _ in range(600):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").exists():
                state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(") ")[2]
                if state.startswith("Z"):
                    return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.1)
    return False
