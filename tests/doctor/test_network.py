"""`doctor` reaches 127.0.0.1 on a machine that is set to a proxy, and changes no environment variable."""

from __future__ import annotations

import os

import pytest

from classroom.doctor.finding import CheckFailed
from classroom.doctor.network import check_loopback, check_proxies
from classroom.paths import ROOT
from classroom.site import peer


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
