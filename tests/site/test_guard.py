"""The guard takes Jupyter's cookies out, both ways, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from classroom.record.recorder import Recorder
from classroom.site.guard import sets_jupyters_cookie, without_jupyters_cookies
from classroom.site.live_site import open_site
from classroom.site.server import SiteServer


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


@pytest.mark.parametrize(
    "value",
    [
        "_xsrf=1",
        "_XSRF=1; Path=/lab; HttpOnly",
        "username-127-0-0-1-8888=x; Max-Age=0; Path=/",
        " \tJupyterHub-session-id = 1",
        "jupyter-x",
        "\x01\x7f_xsrf\x1f=1",
        "=_xsrf=1",
        "= username-a=1; Path=/user",
        '_xsrf="a;b"',
        'username-localhost-8888=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0',
    ],
)
def test_a_set_cookie_for_jupyter_is_known(value: str) -> None:
    assert sets_jupyters_cookie(value)


@pytest.mark.parametrize(
    "value", ["a=_xsrf", "a=1; Path=/_xsrf", "xsrf=1", "username=alice", "_xsrf2=1", "a", "", "=", ";"]
)
def test_any_other_set_cookie_is_not(value: str) -> None:
    assert not sets_jupyters_cookie(value)


def test_no_response_of_any_application_sets_or_deletes_them() -> None:
    ours = [("Set-Cookie", "a=1"), ("Content-Length", "0"), ("set-cookie", "b=2; Path=/_xsrf")]
    theirs = [("Set-Cookie", "_xsrf=1"), ("SET-COOKIE", "username-127-0-0-1-8888=; Max-Age=0; Path=/")]

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [ours[0], *theirs, *ours[1:]])
        return []

    open_site()  # sets Django up
    recorder = Recorder()
    server = SiteServer(0, application, recorder, lambda line: None)
    try:
        answer = requests.get(f"http://127.0.0.1:{server.server_port}/", timeout=10)
        assert answer.raw.headers.getlist("Set-Cookie") == ["a=1", "b=2; Path=/_xsrf"]
    finally:
        server.stop()
    (one,) = recorder.exchanges()
    assert [name.lower() for name, _ in one.response.headers].count("set-cookie") == 2
    assert one.remark == "2 Set-Cookie for Jupyter's own cookies taken out."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-A", "1\r\nSet-Cookie: _xsrf=1"),
        ("X-A", "1\nX: 2"),
        ("X-A", "a\x00b"),
        ("X-A: 1\r\nSet-Cookie", "_xsrf=1"),
        ("X\n", "1"),
        ("X\x00", "1"),
        ("쿠키", "1"),
    ],
)
def test_no_header_hides_another_one_in_its_name_or_its_value(name: str, value: str) -> None:
    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response("200 OK", [(name, value), ("Content-Length", "0")])
        return []

    open_site()  # sets Django up
    recorder = Recorder()
    server = SiteServer(0, application, recorder, lambda line: None)
    try:
        assert requests.get(f"http://127.0.0.1:{server.server_port}/", timeout=10).status_code == 500
    finally:
        server.stop()
    (one,) = recorder.exchanges()
    assert "cannot carry" in one.remark and one.response.header("set-cookie") is None


def test_the_demo_site_knows_the_same_names() -> None:
    open_site()
    from desk.parameters import OF_JUPYTER

    for name in [
        "_xsrf",
        "_XsrF",
        "username-",
        "username",
        "jupyter",
        "JupyterHub-a",
        "xsrf",
        "_xsrf2",
        "my-jupyter",
        "",
    ]:
        assert bool(OF_JUPYTER.match(name)) == sets_jupyters_cookie(f"{name}=1"), name
