"""`run` executes notebooks in kernels of their own and distinguishes expected errors from unexpected ones."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbclient
import nbformat
import pytest

from classroom.command import run
from classroom.paths import PROGRESS, ROOT, WORKSHOP
from classroom.run import execute, kernels


def notebook(path: Path, *cells: str | tuple[str, str]) -> Path:
    """Write a notebook; a cell is its text, or its text and a tag."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = [cell if isinstance(cell, tuple) else (cell, "run") for cell in cells]
    nodes = [nbformat.v4.new_code_cell(text, metadata={"tags": [tag]}) for text, tag in made]
    nbformat.write(nbformat.v4.new_notebook(cells=nodes), path)
    return path


def test_good_and_bad_notebooks(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "웹 강의"
    here = "import os; assert os.getcwd() == {!r}".format(str(root / "notebooks"))
    notebook(root / "notebooks/01_good.ipynb", here, ("1 / 0", "raises-exception"), "x = 1")
    notebook(root / "notebooks/02_apart.ipynb", "assert 'x' not in globals()", "import os; os._exit; print('loud')")
    notebook(root / "exercises/03_bad.ipynb", "1 + 1", "spam", "2 + 2")
    notebook(root / "solutions/04_too_good.ipynb", ("1 + 1", "raises-exception"))
    notebook(root / "solutions/05_dies.ipynb", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert run.main(argparse.Namespace(names=[], jobs=2), root) == 1
    out, err = capfd.readouterr()
    assert "2 of 5 notebooks ran to the end" in out
    assert "cell 2 raised NameError: name 'spam' is not defined\n    spam" in out
    assert "cell 1 is tagged raises-exception and raised nothing" in out
    assert "the kernel died" in out
    assert "loud" not in out + err and "Traceback" not in out + err


def test_some_names_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [notebook(tmp_path / name) for name in ("notebooks/01_a.ipynb", "notebooks/02_b.ipynb")]
    assert run.choose(tmp_path, []) == paths
    assert run.choose(tmp_path, ["02"]) == paths[1:]
    assert run.main(argparse.Namespace(names=["99"], jobs=1), tmp_path) == 1
    assert "no such notebook" in capsys.readouterr().err


@pytest.mark.skipif(not kernels.FORKS, reason="kernels are forked on Linux only")
def test_what_is_loaded_before_the_fork_sets_nothing_up() -> None:
    code = (
        f"import sys, threading; [__import__(name) for name in {kernels.PRELOADED!r}]\n"
        "from django.apps import apps\nfrom django.conf import settings\n"
        "assert not apps.ready and not settings.configured and threading.active_count() == 1"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_leaves_no_kernel(tmp_path: Path) -> None:
    note = tmp_path / "pid.txt"
    notebook(
        tmp_path / "notebooks/01_slow.ipynb",
        f"import os, time; open({str(note)!r}, 'w', encoding='utf-8').write(str(os.getpid())); time.sleep(60)",
    )
    code = (
        "import sys, pathlib, classroom.command.__main__ as m; "
        f"m.ROOT = pathlib.Path({str(tmp_path)!r}); sys.exit(m.main(['run']))"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        until = time.monotonic() + 60
        while not (note.exists() and note.read_text(encoding="utf-8")) and time.monotonic() < until:
            time.sleep(0.05)
        kernel = int(note.read_text(encoding="utf-8"))
        process.send_signal(signal.SIGINT)
        process.wait(30)
    for _ in range(100):
        try:
            os.kill(kernel, 0)
        except ProcessLookupError:
            break
        time.sleep(0.05)
    else:
        os.kill(kernel, signal.SIGKILL)
        pytest.fail("the kernel outlived the command")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> type[Any]:
    """In place of nbclient's: each notebook ends as the next of `ends` says."""

    class Client:
        ends: list[Any] = []  # noqa: RUF012 -- of one test
        made: list[dict[str, Any]] = []  # noqa: RUF012
        km = SimpleNamespace(provisioner=None)

        def __init__(self, notebook: Any, **options: Any) -> None:
            self.notebook = notebook
            self.made.append({**options, **{name: os.environ.get(name, "") for name in (PROGRESS, WORKSHOP)}})

        async def async_execute(self) -> None:
            if self.ends and (end := self.ends.pop(0)):
                end(self.notebook)

    monkeypatch.setattr(nbclient, "NotebookClient", Client)
    return Client


def dies(notebook: Any) -> None:
    raise nbclient.exceptions.DeadKernelError("Kernel died")


def dies_late(notebook: Any) -> None:
    notebook.cells[0].execution_count = 1
    dies(notebook)


def finds_its_port_taken(notebook: Any) -> None:
    raise RuntimeError("Kernel died before replying to kernel_info")


def never_ends(notebook: Any) -> None:
    raise nbclient.exceptions.CellTimeoutError.error_from_timeout_and_cell("x", 120, notebook.cells[0])


@pytest.mark.parametrize(
    ("ends", "says", "tried"),
    [
        ([finds_its_port_taken], "", 2), ([dies], "", 2), ([dies, dies], "the kernel died", 2),
        ([dies_late], "the kernel died", 1), ([never_ends], "a cell took more than 120 s", 1), ([None], "", 1),
    ],
)  # fmt: skip
def test_a_kernel_that_dies_before_its_first_cell_is_started_once_more(
    ends: list[Any], says: str, tried: int, client: Any, tmp_path: Path
) -> None:
    client.ends = list(ends)
    kept: list[Path] = []
    running: set[Any] = set()
    path = notebook(tmp_path / "a.ipynb", "1")
    told = execute.execute(path, object, running, lambda path, node: kept.append(path))
    assert (says in told, bool(told)) == (True, bool(says)) and len(client.made) == tried
    assert running == set() and kept == [path] * (not says)
    assert all(0 < each["timeout"] <= 600 for each in client.made)


def test_no_record_and_no_project_of_whoever_runs_it_is_touched(
    client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PROGRESS, "/mine/progress.json")
    monkeypatch.delenv(WORKSHOP, raising=False)
    monkeypatch.setattr(kernels, "warm_up", lambda: None)
    (tmp_path / "damaged.ipynb").write_text("{", encoding="utf-8")
    paths = [notebook(tmp_path / "a.ipynb", "1"), tmp_path / "damaged.ipynb"]
    outcomes = execute.execute_all(paths, jobs=1, done=lambda outcome: None)
    assert {each.path.stem: each.failure[:17] for each in outcomes} == {"a": "", "damaged": "It cannot be read"}
    (seen,) = client.made
    folders = {Path(seen[name]).parent for name in (PROGRESS, WORKSHOP)}
    assert len(folders) == 1 and not folders.pop().exists()
    assert os.environ[PROGRESS] == "/mine/progress.json" and WORKSHOP not in os.environ


@pytest.mark.parametrize("problem", [KeyboardInterrupt, ZeroDivisionError])
def test_what_ends_it_kills_every_kernel_and_begins_no_other(
    problem: type[BaseException], client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = threading.Event()
    process = SimpleNamespace(kill=killed.set)
    monkeypatch.setattr(client, "km", SimpleNamespace(provisioner=SimpleNamespace(process=process)))
    monkeypatch.setattr(kernels, "warm_up", lambda: None)
    begun = threading.Event()

    def waits(notebook: Any) -> None:
        begun.set()
        assert killed.wait(60), "its kernel goes on"

    client.ends = [None, waits, *[None] * 20]
    paths = [notebook(tmp_path / f"{number}.ipynb", "1") for number in range(9)]

    def done(outcome: Any) -> None:
        assert begun.wait(60)
        raise problem

    with pytest.raises(problem):
        execute.execute_all(paths, jobs=1, done=done)
    assert killed.is_set() and len(client.made) < 9


@pytest.mark.skipif(not kernels.FORKS, reason="kernels are forked on Linux only")
def test_a_forked_kernel_has_its_own_environment_and_ends_with_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ipykernel import kernelapp

    done: list[Any] = []
    monkeypatch.setattr(os, "environ", {"SECRET": "of the fork server"})
    monkeypatch.setattr(os, "setsid", lambda: done.append("session"))
    monkeypatch.setattr(sys, "argv", [])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kernelapp, "launch_new_instance", lambda argv: done.append(argv))
    (tmp_path / "here").mkdir()
    kernels.become_kernel(["python", "-m", "ipykernel_launcher", "-f", "c.json"], str(tmp_path / "here"), {"A": "1"})
    assert os.environ == {"A": "1"} and Path.cwd() == tmp_path / "here"
    session, arguments = done
    assert session == "session" and arguments[:2] == ["-f", "c.json"]
    assert f"--IPKernelApp.parent_handle={os.getppid()}" in arguments


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals of POSIX")
@pytest.mark.parametrize(("exit_code", "sent"), [(None, [("it", 9)]), (0, [])])
def test_a_kernel_without_its_group_yet_is_signalled_itself_and_one_that_has_ended_is_not(
    exit_code: int | None, sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killpg(pid: int, signum: int) -> None:
        raise ProcessLookupError

    found: list[Any] = []
    monkeypatch.setattr(os, "killpg", killpg)
    monkeypatch.setattr(os, "kill", lambda pid, signum: found.append((pid, signum)))
    forked: Any = object.__new__(kernels.ForkedProcess)
    forked.pid, forked._process = "it", SimpleNamespace(exitcode=exit_code)
    forked.kill()
    assert found == sent
