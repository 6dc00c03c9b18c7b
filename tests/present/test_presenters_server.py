"""The presenter's view over plain HTTP, without a browser: who may ask it, and for what."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.paths import BUILT, ROOT
from classroom.present.room import SETTINGS
from classroom.present.view import notebook_at

TOKEN = secrets.token_hex(16)
STEM = "03_cookies_carry_a_note"
DECK = f"/presenter/deck?notebook=notebooks/{STEM}.ipynb"
PAGES = (DECK, f"/presenter/notebooks/{STEM}.ipynb")

STRANGE_PATHS = (
    "../x.ipynb",
    "notebooks/../pyproject.toml",
    "notebooks/../README.ipynb",
    "notebooks/..",
    "notebooks/../../x.ipynb",
    "../notebooks/x.ipynb",
    "/etc/passwd",
    f"{ROOT}/notebooks/{STEM}.ipynb",
    f"/notebooks/{STEM}.ipynb",
    "%2e%2e/x.ipynb",
    "notebooks/%2e%2e%2fx.ipynb",
    "notebooks/..\\x.ipynb",
    f"notebooks/{STEM}.ipynb\0",
    "notebooks/\0.ipynb",
    "notebooks",
    "notebooks/",
    "",
    ".",
    "source/03_cookies_carry_a_note.ipynb",
    "notebooks/no such.ipynb",
    "notebooks/" + "a" * 5000 + ".ipynb",
)


@pytest.mark.parametrize("asked", STRANGE_PATHS)
def test_no_path_leads_out_of_the_built_folders(asked: str) -> None:
    with pytest.raises((ValueError, OSError)):
        notebook_at(ROOT, asked)


@pytest.mark.parametrize("folder", BUILT)
def test_a_built_notebook_is_found(folder: str) -> None:
    assert notebook_at(ROOT, f"{folder}/{STEM}.ipynb") == (ROOT / folder / f"{STEM}.ipynb").resolve()


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need a right that Windows withholds")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "secret.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "notebooks" / "link.ipynb").symlink_to(tmp_path / "secret.ipynb")
    with pytest.raises(ValueError):
        notebook_at(tmp_path, "notebooks/link.ipynb")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Jupyter's server with the presenter's view, as `present` configures it. Yields its port."""
    folder = tmp_path_factory.mktemp("presenter")
    shutil.copytree(SETTINGS, folder / "config")
    places = {f"JUPYTER_{name}": str(folder / name.lower()) for name in ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")}
    places["JUPYTER_CONFIG_DIR"] = str(folder / "config")
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.port=0"]
    command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
    environment = {**os.environ, **places, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            for line in process.stderr:  # it says its address once it listens
                if "http://127.0.0.1:" in line and "token=" in line:
                    break
            else:
                raise AssertionError("Jupyter's server did not start")
            port = int(line.rpartition("http://127.0.0.1:")[2].partition("/")[0])
            for _ in range(600):
                with contextlib.suppress(ConnectionRefusedError):
                    ask(port, "/api")
                    break
                time.sleep(0.1)
            yield port
        finally:
            process.kill()


def ask(port: int, target: str, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", target, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_with_the_token_it_is_served(server: int) -> None:
    status, body = ask(server, DECK, Authorization=f"token {TOKEN}")
    assert status == 200 and json.loads(body)["slides"]
    status, body = ask(server, PAGES[1], Authorization=f"token {TOKEN}")
    assert status == 200 and b"slides" in body


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "token",
    ["", "wrong", TOKEN[:-1], TOKEN + "0", TOKEN.upper() + "Z", secrets.token_hex(16)],
    ids=["none", "wrong", "too short", "too long", "in capitals", "of another run"],
)
def test_without_this_runs_token_nothing_is_told(server: int, page: str, token: str) -> None:
    sign = "&" if "?" in page else "?"
    for target, headers in ((page, {"Authorization": f"token {token}"}), (f"{page}{sign}token={token}", {})):
        status, body = ask(server, target, **headers)
        assert status in (302, 403) and b"slides" not in body


def test_a_cookie_of_another_run_opens_nothing(server: int) -> None:
    cookie = f'username-127-0-0-1-{server}="2|1:0|10:1700000000|23:username|44:bm9ib2R5|0000"'
    assert ask(server, DECK, Cookie=cookie)[0] in (302, 403)


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "evil", "192.0.2.1:80"])
def test_a_wrong_host_is_refused_with_the_token_too(server: int, host: str) -> None:
    status, body = ask(server, DECK, Host=host, Authorization=f"token {TOKEN}")
    assert status == 403 and b"slides" not in body


def test_strange_paths_are_not_found_over_http_either(server: int) -> None:
    from urllib.parse import quote

    for asked in STRANGE_PATHS:
        if "\0" in asked:  # Tornado leaves control characters out of an argument: what is left is another path
            continue
        status, body = ask(server, f"/presenter/deck?notebook={quote(asked)}", Authorization=f"token {TOKEN}")
        assert status == 404 and str(ROOT).encode() not in body, asked
