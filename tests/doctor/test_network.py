"""`doctor` reaches 127.0.0.1 on a machine that is set to a proxy, and changes no environment variable."""

from __future__ import annotations

import os

import pytest

from classroom.doctor.finding import CheckFailed
from classroom.doctor.machine import check_folders, check_python, check_sqlite
from classroom.doctor.network import check_loopback, check_proxies
from classroom.paths import ROOT
from classroom.site import peer, surroundings


def test_a_proxy_is_passed_by_and_the_environment_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    before = dict(os.environ)
    assert "HTTP_PROXY" in check_proxies(ROOT)
    assert dict(os.environ) == before


def test_a_machine_that_does_not_tell_who_connects_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "opened and reached" in check_loopback(ROOT)
    monkeypatch.setattr(peer, "refusal", lambda connection: peer.NOT_TOLD)
    with pytest.raises(CheckFailed) as caught:
        check_loopback(ROOT)
    assert caught.value.args[0] == peer.NOT_TOLD and "/proc/net/tcp" in caught.value.args[1]


@pytest.mark.parametrize("reached", [True, False])
def test_a_report_that_may_be_posted_names_no_value_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, reached: bool
) -> None:
    """What `doctor` says is pasted into a question in public: a proxy's password must not be in it."""
    secret = "swordfish-1f"
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "JUPYTER_TOKEN", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, f"http://me:{secret}@127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    if not reached:
        monkeypatch.setattr(surroundings, "prepare", lambda: None)
    told = []
    for check in (check_python, check_sqlite, check_folders, check_loopback, check_proxies):
        try:
            told.append(check(ROOT))
        except CheckFailed as problem:
            told += problem.args
    assert "HTTP_PROXY and http_proxy" in told[-1] or not reached
    assert secret not in "\n".join(told)
