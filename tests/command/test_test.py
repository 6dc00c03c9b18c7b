"""`test` has one exit code for the demo site's tests and ours, and says which tests are left out."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from classroom.command import test as command
from classroom.run import chromium


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have run. Their exit codes come from `codes`, all 0 at first."""
    made: list[list[str]] = []

    def run(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        made.append(words)
        return subprocess.CompletedProcess(words, codes["manage.py" if "manage.py" in words else "pytest"])

    codes = {"manage.py": 0, "pytest": 0}
    monkeypatch.setattr(command.subprocess, "run", run)
    monkeypatch.setattr(command, "codes", codes, raising=False)
    return made


def test_both_are_run_in_one_go(calls: list[list[str]], tmp_path: Path) -> None:
    assert command.main([], tmp_path) == 0
    assert calls[0][-2:] == ["manage.py", "test"]
    assert calls[1][1:] == ["-m", "pytest", "-n", "2"]


@pytest.mark.parametrize("failing", ["manage.py", "pytest"])
def test_a_failure_of_either_counts(calls: list[list[str]], tmp_path: Path, failing: str) -> None:
    command.codes[failing] = 1
    assert command.main([], tmp_path) == 1


@pytest.mark.parametrize("arguments", [["-k", "cookies"], [__file__], [f"{__file__}::test_x"], ["--lf"]])
def test_chosen_tests_run_alone(calls: list[list[str]], tmp_path: Path, arguments: list[str]) -> None:
    command.main(arguments, tmp_path)
    assert [call[1:] for call in calls] == [["-m", "pytest", *arguments]]


@pytest.mark.parametrize("arguments", [["-m", "not browser"], ["-x"], ["-n", "4"]])
def test_other_arguments_go_to_pytest(calls: list[list[str]], tmp_path: Path, arguments: list[str]) -> None:
    command.main(arguments, tmp_path)
    assert len(calls) == 2
    assert calls[1][-len(arguments) :] == arguments and calls[1].count("-n") == 1


def test_without_chromium_three_lines_say_so(
    calls: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", "none")
    command.main([], tmp_path)
    told = capsys.readouterr().out.splitlines()[1:]
    assert len(told) == 3 and "Left out" in told[0] and "apt install chromium" in told[2]


def test_chromium_is_found_by_its_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find_chromium() is None
    program = tmp_path / "google-chrome"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    assert chromium.find_chromium() == str(program)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "gone"))
    assert chromium.find_chromium() is None, "the variable is taken at its word"
