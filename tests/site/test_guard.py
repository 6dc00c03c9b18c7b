"""The guard takes Jupyter's cookies out, and nothing else."""

from __future__ import annotations

import pytest

from classroom.site.guard import without_jupyters_cookies


@pytest.mark.parametrize(
    "name", ["_xsrf", "username-127-0-0-1-8888", "jupyterhub-user-a", "jupyterhub-session-id", "jupyter-x"]
)
def test_jupyters_own_cookies_are_taken_out(name: str) -> None:
    line = f"Cookie: a=1; {name}=secret; b=2\r\n".encode()
    assert without_jupyters_cookies(line) == (b"Cookie: a=1; b=2\r\n", 1)


@pytest.mark.parametrize("pair", [b"_XSRF", b"\x0b_xsrf =1", b"\tJupyter-x", b"userNAME-=", b"jupyterhub-a=\xff=;"])
def test_they_are_known_however_they_are_written(pair: bytes) -> None:
    line, dropped = without_jupyters_cookies(b"cookie:a=\xec\xbf\xa0;" + pair + b"; b=\x00\n")
    assert dropped == 1 and b"a=\xec\xbf\xa0;" in line and line.endswith(b" b=\x00\n") and pair[:6] not in line


def test_a_header_of_nothing_else_goes_entirely() -> None:
    assert without_jupyters_cookies(b"Cookie: _xsrf=1; username-localhost-8888=2\r\n") == (b"", 2)


@pytest.mark.parametrize(
    "line",
    [
        b"Cookie: =_xsrf; a=jupyter-x; \xa0_xsrf=1\r\n",
        b"Cookie: username=alice; _xsrf2=1\r\n",
        b"cookie:a=1;;b=\xff\x00\r\n",
        b"Cookie: a=_xsrf=1\n",
        b"Cookie:\r\n",
    ],
)
def test_any_other_line_passes_byte_for_byte(line: bytes) -> None:
    assert without_jupyters_cookies(line) == (line, 0)
