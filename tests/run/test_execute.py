"""`run` executes notebooks in kernels of their own and distinguishes expected errors from unexpected ones."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from classroom.command import run
from classroom.paths import ROOT
from classroom.run import kernels


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
