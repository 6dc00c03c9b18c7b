"""Looks at this machine, and says what to do about each problem."""

from __future__ import annotations

import contextlib
import http.client
import http.server
import os
import re
import socket
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.paths import COURSE
from classroom.run.chromium import HOW_TO_GET, find_chromium

if TYPE_CHECKING:  # a damaged environment may lack it: that is for a check to find
    from packaging.specifiers import SpecifierSet


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at.

    `state` is "ok", "problem", or "note" for something that the lessons do not need; `do` is the remedy.
    """

    name: str
    state: str
    what: str
    do: str = ""

    def __str__(self) -> str:
        line = f"{self.state:8}{self.name}: {self.what}"
        return f"{line}\n        -> {self.do}" if self.do else line


class CheckFailed(Exception):
    """What is wrong, and what to do about it."""


OLDEST, NEWEST = (3, 11), (3, 15)
SET_UP_BY_COURSE = "course-ready.txt"
"""The stamp that course.py leaves in an environment which it has made from the lock."""
AGAIN = f"Remove the folder {sys.prefix} and run: python3 course.py lab"


def examine(root: Path) -> Iterator[Diagnosis]:
    """Look at one thing after another; give each finding as soon as it is known.

    root: the project folder, with requirements.lock.
    """
    checks: dict[str, Callable[[Path], str]] = {
        "Python": check_python,
        "packages": check_packages,
        "SQLite": check_sqlite,
        "loopback": check_loopback,
        "proxies": check_proxies,
        "demo site": check_demo_site,
        "kernel": check_kernel,
        "widgets": check_widgets,
        "folders": check_folders,
    }
    for name, check in checks.items():
        try:
            yield Diagnosis(name, "ok", check(root))
        except CheckFailed as trouble:
            yield Diagnosis(name, "problem", *trouble.args)
        except Exception as error:
            # A check that breaks is a finding too; the others still run.
            yield Diagnosis(name, "problem", f"{type(error).__name__}: {error}".splitlines()[0], AGAIN)
    chromium = find_chromium()
    if chromium:
        yield Diagnosis("Chromium", "ok", chromium)
    else:
        yield Diagnosis("Chromium", "note", "not found; only the browser tests need it", HOW_TO_GET)


def check_python(root: Path) -> str:
    """Python 3.11 to 3.15, in an environment of its own."""
    version = "{}.{}.{}".format(*sys.version_info)
    if sys.version_info[:2] < OLDEST:
        raise CheckFailed(f"{version} is too old ({sys.executable})", "Run the course with Python 3.11 to 3.15")
    untested = ", newer than the tested 3.15" if sys.version_info[:2] > NEWEST else ""
    return f"{version}{untested} ({sys.executable})"


def check_packages(root: Path) -> str:
    """Every package of the lock is there, and its files are too.

    In the locked version where course.py made the environment; in conda's, or one of your own, in one that suits.
    """
    from importlib import metadata

    exactly, suits = (Path(sys.prefix) / SET_UP_BY_COURSE).is_file(), required()
    wrong, number, other = [], 0, 0
    for name, version in locked(root / "requirements.lock"):
        number += 1
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        if found.version != version:
            other += 1
            if exactly or (name in suits and found.version not in suits[name]):
                wrong.append(f"{name} is {found.version}, the lock says {version}")
        elif gone := [file for file in found.files or [] if file.suffix == ".py" and not os.path.exists(file.locate())]:
            wrong.append(f"{name} has lost {gone[0]}")
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        own = f"In the folder of the course, run: {sys.executable} -m pip install -e ."
        raise CheckFailed("; ".join(wrong[:3]) + more, AGAIN if exactly else own)
    return f"{number} as in requirements.lock" if not other else f"{number}, {other} in other versions than the lock's"


def required() -> dict[str, SpecifierSet]:
    """The versions that suit the course, of each package that it names itself; {} where it is not installed."""
    from importlib import metadata

    from packaging.requirements import Requirement

    try:
        lines = metadata.requires(COURSE) or []
    except metadata.PackageNotFoundError:
        return {}
    found = [Requirement(line) for line in lines]
    return {each.name.lower(): each.specifier for each in found if each.marker is None}


def locked(lock: Path) -> Iterator[tuple[str, str]]:
    """Give name and version of each package that a lock file wants on this system."""
    from packaging.requirements import Requirement

    for line in lock.read_text(encoding="utf-8").splitlines():
        if re.match(r"[A-Za-z0-9]", line):
            requirement = Requirement(line.removesuffix("\\"))
            if requirement.marker is None or requirement.marker.evaluate():
                yield requirement.name, next(iter(requirement.specifier)).version


def check_sqlite(root: Path) -> str:
    """SQLite 3.36 or newer: the demo site's database lives in its `memdb`, and two connections must share it."""
    if sqlite3.sqlite_version_info < (3, 36):
        raise CheckFailed(f"{sqlite3.sqlite_version}, and the site needs 3.36", "Use a newer Python from python.org")
    with (
        contextlib.closing(sqlite3.connect("file:/doctor?vfs=memdb", uri=True)) as one,
        contextlib.closing(sqlite3.connect("file:/doctor?vfs=memdb", uri=True)) as two,
    ):
        one.execute("CREATE TABLE seen (it)")
        one.commit()
        two.execute("SELECT * FROM seen").fetchall()
    return f"{sqlite3.sqlite_version} with memdb"


def check_loopback(root: Path) -> str:
    """A port on 127.0.0.1 can be bound and reached."""
    remedy = "A firewall or security program blocks 127.0.0.1: allow Python to use it"
    try:
        with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), 5):
            return "a port on 127.0.0.1 can be opened and reached"
    except OSError as error:
        raise CheckFailed(str(error), remedy) from error


def check_proxies(root: Path) -> str:
    """`requests` reaches 127.0.0.1 whatever proxy this machine is set to, after what every lesson does first."""
    import requests

    from classroom.site import surroundings

    before = dict(os.environ)
    server = http.server.HTTPServer(("127.0.0.1", 0), _Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        surroundings.prepare()
        answer = requests.get(f"http://127.0.0.1:{server.server_port}/", timeout=5)
        if answer.text != _Answer.word:
            raise CheckFailed("something else answered for 127.0.0.1", "Set NO_PROXY=127.0.0.1 and start again")
    except requests.RequestException as error:
        raise CheckFailed(
            f"a request to 127.0.0.1 failed: {error}", "Set NO_PROXY=127.0.0.1 and start again"
        ) from error
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        os.environ.clear()
        os.environ.update(before)
    proxies = [name for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy") if before.get(name)]
    return f"{' and '.join(proxies)} set, and passed by for 127.0.0.1" if proxies else "none for HTTP"


class _Answer(http.server.BaseHTTPRequestHandler):
    word = "reached"

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.word.encode())

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


def check_demo_site(root: Path) -> str:
    """The demo site opens and answers; the data and the recording of one that is open already stay as they are."""
    from classroom.site.live_site import is_site_open, open_site

    was_open = is_site_open()
    site = open_site()
    try:
        with site.aside() as aside:
            connection = http.client.HTTPConnection(aside.url.removeprefix("http://"), timeout=10)
            try:
                connection.request("GET", "/")
                status = connection.getresponse().status
            finally:
                connection.close()
    finally:
        if not was_open:
            site.close()
    if status != 200:
        raise CheckFailed(f"its first page answers {status}", "Look at site.log in a notebook")
    return "opens and answers"


def check_kernel(root: Path) -> str:
    """Jupyter finds the kernel `python3`, and it is the one of this environment."""
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    from jupyter_client.kernelspec import KernelSpecManager

    spec = KernelSpecManager().get_kernel_spec("python3")
    command = spec.argv[0]
    if os.path.isabs(command) and os.path.realpath(command) != os.path.realpath(sys.executable):
        raise CheckFailed(
            f"python3 is another Python: {command}",
            "Start with: python3 course.py lab; or remove that kernel: jupyter kernelspec remove python3",
        )
    return f"python3 in {spec.resource_dir}"


def check_widgets(root: Path) -> str:
    """ipywidgets and the part of it that works inside JupyterLab are both there."""
    import ipywidgets
    from jupyter_core.paths import jupyter_path

    for folder in jupyter_path("labextensions"):
        if (Path(folder) / "@jupyter-widgets" / "jupyterlab-manager" / "package.json").exists():
            return f"ipywidgets {ipywidgets.__version__} and its JupyterLab part"
    raise CheckFailed("the JupyterLab part of ipywidgets is missing", AGAIN)


def check_folders(root: Path) -> str:
    """Notebooks can be saved, and there is a place for temporary files."""
    with tempfile.TemporaryFile() as file:
        file.write(b"room")
    closed = [name for name in ("notebooks", "exercises") if not os.access(root / name, os.W_OK)]
    if closed:
        raise CheckFailed(f"{' and '.join(closed)} cannot be written", "Copy the course into a folder of your own")
    return "notebooks and exercises can be saved"
