"""The audit of the locks calls nothing sound that it has not looked up."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest

from classroom.paths import ROOT

SOUND = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "django", "version": "3.0", "vulns": [{"id": "CVE-2020-1"}, {"id": "CVE-2020-2"}]}
SKIPPED = {"name": "b", "skip_reason": "Dependency not found on PyPI and could not be audited: b (1)"}


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    found = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert found and found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([SOUND, SOUND], 0, "none of 2"),
        ([SOUND, BAD], 1, "django 3.0 (CVE-2020-1, CVE-2020-2)"),
        ([SKIPPED, BAD], 1, "django 3.0"),
        ([SOUND, SKIPPED], 3, "no word on 1 of 2"),
        ([SKIPPED], 3, "no word on 1 of 1"),
        ([], 3, "no word"),
    ],
)
def test_what_pip_audit_says(audit: ModuleType, packages: list[object], code: int, words: str) -> None:
    found, said = audit.outcome(json.dumps({"dependencies": packages, "fixes": []}))
    assert found == code and words in said


@pytest.mark.parametrize("told", ["", "{}", "[]", "Traceback (most recent call last):", "null"])
def test_no_answer_is_not_called_sound(audit: ModuleType, told: str) -> None:
    assert audit.outcome(told)[0] == audit.NOT_DONE


def test_one_vulnerable_lock_is_a_failure_whatever_the_others_say(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {"x.lock": [SOUND], "y.lock": [BAD], "z.lock": [SKIPPED]}
    monkeypatch.setattr(audit, "install", lambda folder: "")
    monkeypatch.setattr(audit, "report", lambda folder, lock: json.dumps({"dependencies": told[lock.name]}))
    for locks, code in ((["x.lock"], 0), (["x.lock", "z.lock"], 3), (["z.lock", "y.lock", "x.lock"], 1)):
        assert audit.main(["environment", *locks]) == code
    monkeypatch.setattr(audit, "install", lambda folder: "no network")
    assert audit.main(["environment", "x.lock"]) == 3 and "no network" in capsys.readouterr().out
