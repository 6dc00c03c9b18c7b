"""`doctor` reaches 127.0.0.1 on a machine that is set to a proxy, and changes no environment variable."""

from __future__ import annotations

import os

import pytest

from classroom.doctor.network import check_proxies
from classroom.paths import ROOT


def test_a_proxy_is_passed_by_and_the_environment_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    before = dict(os.environ)
    assert "HTTP_PROXY" in check_proxies(ROOT)
    assert dict(os.environ) == before
