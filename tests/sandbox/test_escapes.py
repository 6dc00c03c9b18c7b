"""Code in the sandbox gets nowhere: every escape of `escapes.py` is refused with its error, and honest code works."""

from __future__ import annotations

import errno
import json
import os
import platform
import select
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from escapes import CHANGES, ESCAPES, HONEST

from classroom.paths import ENGINE, ROOT
from classroom.sandbox import landlock, namespaces, sandbox, seccomp, syscalls, walls

resource = pytest.importorskip("resource", reason="Windows has none")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the walls are Linux's")
needs_walls = pytest.mark.skipif(bool(walls.missing(True)), reason=f"missing here: {', '.join(walls.missing(True))}")

# The codes run one after another in one process, each with names of its own.
PROGRAM = """
import sys, types
package = sys.modules["classroom"] = types.ModuleType("classroom")
package.__path__ = [sys.argv[1]]
import asyncio, concurrent.futures, ctypes, errno, fcntl, json, mmap, os, resource, secrets, shutil, signal, socket
import sqlite3, struct, tempfile, termios, threading, time, urllib.request
from classroom.sandbox import sandbox
told = json.loads(sys.argv[2])
libc = ctypes.CDLL(None, use_errno=True)
def call(x86, arm, *arguments):
    got = libc.syscall(x86 if os.uname().machine == "x86_64" else arm, *arguments)
    if got < 0: raise OSError(ctypes.get_errno(), "refused")
    return got
number = ctypes.c_int()
handle = lambda: ctypes.byref(ctypes.create_string_buffer(struct.pack("I", 128) + bytes(200)))
if told["rights"]:
    sandbox.enter(sandbox.Rights(**told["rights"]))
results = {}
for name, code in told["codes"].items():
    names = {**globals(), **told["names"]}
    try:
        try: result = eval(compile(code, name, "eval"), names)
        except SyntaxError: result = exec(code, names)
        results[name] = repr(result)
    except OSError as error:
        results[name] = errno.errorcode.get(error.errno or 0, repr(error))
    except BaseException as error:
        results[name] = repr(error)
print(json.dumps(results))
"""


class Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""


class Place:
    """What is within reach of this user: files, sockets, another process."""

    def __init__(self, folder: Path) -> None:
        self.secret, self.work = folder / "outside" / "secret", folder / "work"
        self.secret.parent.mkdir()
        self.work.mkdir()
        for name in ("secret", "secret.other", "secret.spare", "secret.other"):
            (self.secret.parent / name).write_text("a secret", encoding="utf-8")
        self.secret.chmod(0o600)
        os.utime(self.secret, (10**9, 10**9))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Hello)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.tcp, self.udp = socket.create_server(("127.0.0.1", 0)), socket.socket(type=socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix, self.unix_datagrams = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.path = str(self.secret.parent / "unix")
        self.unix.bind(self.path)
        self.unix.listen()
        self.unix_datagrams.bind(f"{self.path}.dgram")
        self.victim = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

    def close(self) -> None:
        self.victim.kill()
        self.victim.wait()
        self.server.shutdown()
        self.server.server_close()
        for each in (self.tcp, self.udp, self.unix, self.unix_datagrams, self.victim.stdin):
            each.close()

    def run(self, codes: dict[str, str], *, sandboxed: bool, connects: bool = True) -> dict[str, str]:
        """Run the codes in a process. Returns by name the error that each met, or the `repr` of what it got."""
        own = self.server.server_port
        rights = {
            "readable": [*sandbox.SYSTEM_FILES, *sandbox.libraries(), str(ENGINE / "sandbox")],
            "writable": [str(self.work), os.devnull],
            "port": own if connects else 0,
        }
        names = {
            "secret": str(self.secret), "unix": self.path, "victim": self.victim.pid, "own": own,
            "udp": self.udp.getsockname()[1], "tcp": self.tcp.getsockname()[1],
        }  # fmt: skip
        told = json.dumps({"rights": rights if sandboxed else None, "codes": codes, "names": names})
        done = subprocess.run(
            [sys.executable, "-I", "-c", PROGRAM, str(ENGINE), told],
            cwd=self.work, stdin=subprocess.DEVNULL, capture_output=True, timeout=120, check=False,
            start_new_session=True,
        )  # fmt: skip
        assert done.stdout, done.stderr.decode()
        return dict(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(tmp_path_factory.mktemp("escapes"))
    yield place
    place.close()


@pytest.fixture(scope="module")
def inside(place: Place) -> dict[str, str]:
    codes = {name: code for name, (code, _) in ESCAPES.items()}
    return place.run({**codes, **CHANGES, **HONEST}, sandboxed=True)


def error_of(name: str) -> str:
    """The name that Python gives the error of an escape: two names may stand for one number."""
    return errno.errorcode[getattr(errno, ESCAPES[name][1])]


@needs_walls
@pytest.mark.parametrize("name", ESCAPES)
def test_an_escape_is_refused(name: str, inside: dict[str, str]) -> None:
    assert inside[name] == error_of(name)


@needs_walls
def test_a_file_keeps_its_mode_its_owner_and_its_times(place: Place, inside: dict[str, str]) -> None:
    assert set(CHANGES) <= set(inside)
    found = place.secret.stat()
    assert (found.st_mode & 0o777, found.st_mtime, found.st_uid) == (0o600, 10**9, os.getuid())


@needs_walls
def test_nothing_has_arrived_anywhere(place: Place, inside: dict[str, str]) -> None:
    assert inside
    for each in (place.tcp, place.udp, place.unix, place.unix_datagrams):
        each.setblocking(False)
        with pytest.raises(BlockingIOError):
            each.recv(1) if each.type == socket.SOCK_DGRAM else each.accept()
    assert place.victim.poll() is None
    assert sorted(path.name for path in place.secret.parent.iterdir()) == [
        "secret", "secret.other", "secret.spare", "unix", "unix.dgram",
    ]  # fmt: skip


@needs_walls
@pytest.mark.parametrize("name", HONEST)
def test_honest_code_works(name: str, inside: dict[str, str]) -> None:
    assert inside[name] == "True"


@needs_walls
def test_without_a_port_there_is_no_socket_at_all(place: Place) -> None:
    codes = {"connects": f"urllib.request.urlopen('http://127.0.0.1:{place.server.server_port}/')",
             "opens a socket": "socket.socket()", "runs an event loop": HONEST["runs an event loop"]}  # fmt: skip
    found = place.run(codes, sandboxed=True, connects=False)
    assert "Permission denied" in found["connects"] or found["connects"] == "EACCES"
    assert (found["opens a socket"], found["runs an event loop"]) == ("EACCES", "True")


@needs_walls
@pytest.mark.parametrize("limit", ["RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE"])
def test_no_limit_can_be_raised_again(place: Place, limit: str) -> None:
    asks = f"resource.setrlimit(resource.{limit}, (resource.getrlimit(resource.{limit})[0] + 1,) * 2)"
    keeps = f"resource.setrlimit(resource.{limit}, (resource.getrlimit(resource.{limit})[0] + 1, before))"
    before = f"before = resource.getrlimit(resource.{limit})[1]"
    found = place.run({"both": asks, "the soft one": f"{before}\n{keeps}"}, sandboxed=True)
    assert [words.partition("(")[0] for words in found.values()] == ["ValueError", "ValueError"], found


NOT_OUTSIDE = ("becomes a program", "outlives the grader", "changes its root", "types into the terminal")
"""Escapes whose success would end or change the process that tries the next one."""


def test_the_escapes_are_ways_out(tmp_path: Path) -> None:
    """Outside the sandbox most succeed, or fail for another reason: else a refusal would prove nothing."""
    place = Place(tmp_path)
    try:
        codes = {name: code for name, (code, _) in ESCAPES.items() if name not in NOT_OUTSIDE}
        outside = place.run({**codes, **CHANGES}, sandboxed=False)
    finally:
        place.close()
    same = {name for name in codes if outside[name] == error_of(name)}
    # Linux or the container that the tests run in may itself refuse some of them.
    assert len(same) < len(codes) / 3, same
    assert oct(place.secret.stat().st_mode & 0o777) == "0o666"


# The filter itself


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("machine", HEADERS)
def test_the_numbers_are_those_of_the_kernels_headers(machine: str) -> None:
    if not HEADERS[machine].is_file():
        pytest.skip("the kernel's headers are not installed")
    lines = (line.split() for line in HEADERS[machine].read_text(encoding="utf-8").splitlines())
    defined: dict[str, str] = {}
    for words in lines:
        if words[:1] == ["#define"] and len(words) > 2 and words[1].startswith(("__NR_", "__NR3264_")):
            defined.setdefault(words[1], words[2])  # behind it stands what a machine of 32 bits calls the same number
    last = max(int(number) for number in defined.values() if number.isdigit())
    column, _ = syscalls.MACHINES[machine]
    for name, numbers in syscalls.NUMBERS.items():
        value = defined.get(f"__NR_{name}", "")
        value = defined.get(value, value)  # __NR_lseek is __NR3264_lseek
        if value.isdigit():
            assert numbers[column] == int(value), name
        elif machine == "x86_64":  # the generic header lacks what a machine has besides
            assert numbers[column] is None or numbers[column] > last, name


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_the_filter_is_whole_for_both_machines(machine: str) -> None:
    program = seccomp.program(machine, 7, connects=True)
    assert len(program) < 4096
    for at, (code, yes, no, _) in enumerate(program):
        if code in (seccomp.JUMP_EQUAL, seccomp.JUMP_GREATER_EQUAL):
            assert at + 1 + max(yes, no) < len(program) and max(yes, no) < 256
    assert program[-1][0] == seccomp.RETURN
    named = {*seccomp.ALLOWED, *seccomp.PRETENDED.split(), *seccomp.REFUSED_WITH, *seccomp.rules(7, True)}
    assert named == set(syscalls.NUMBERS)


ALLOW = "allowed"
PID, OTHER = 7, 8
LOW = 0xFFFFFFFF
THREAD, NON_BLOCKING, CLOSED_ON_EXEC = 0x10000, 0o4000, 0o2000000
ANSWERS: dict[str, list[tuple[tuple[int, ...], str]]] = {
    "clone": [
        ((THREAD | 0x100,), ALLOW), ((0x100,), "EPERM"), ((17,), "EPERM"),
        *(((THREAD | new,), "EPERM") for new in (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000,
                                                 0x40000000)),
    ],
    "kill": [((PID, 9), ALLOW), ((-PID & LOW, 9), ALLOW),
             *(((whom & LOW, 9), "EPERM") for whom in (0, -1, OTHER, -OTHER))],
    "tgkill": [((PID, OTHER, 9), ALLOW), ((OTHER, PID, 9), "EPERM")],
    "prlimit64": [((0,), ALLOW), ((PID,), ALLOW), ((OTHER,), "EPERM")],
    "prctl": [((15,), ALLOW), ((16,), ALLOW),
              *(((option,), "EPERM") for option in (1, 4, 8, 22, 24, 36, 38, 0x59616D61))],
    "fcntl": [*(((3, command), ALLOW) for command in (0, 1, 3, 4, 6, 7, 1030, 1032)),
              *(((3, command), "EPERM") for command in (8, 10, 15, 1024, 1026, 1033))],
    "ioctl": [((3, 0x5401), ALLOW),
              *(((3, request), "ENOTTY") for request in (0x5412, 0x541C, 0x8901, 0x8902, 0x40086602))],
    "socketpair": [((1, 1), ALLOW), ((1, 1 | CLOSED_ON_EXEC | NON_BLOCKING), ALLOW),
                   *((ask, "EPERM") for ask in ((1, 2), (1, 5), (2, 1), (1, 1 | 0x100)))],
    "socket": [((2, 1, 0), ALLOW), ((2, 1 | CLOSED_ON_EXEC, 6), ALLOW),
               *((ask, "EACCES") for ask in ((1, 1, 0), (10, 1, 0), (2, 2, 0), (2, 3, 1), (2, 1, 132), (2, 1, 262)))],
    "connect": [((3, 5000, 16), ALLOW)],
    "sendto": [((3, 5000, 5, 0x4000, 0), ALLOW),
               *((ask, "EPERM") for ask in (
                   (3, 5000, 5, 0x20000000, 0), (3, 5000, 5, 0, 5000), (3, 5000, 5, 0, 5000 << 32)))],
    "setsockopt": [((3, 1, 2), ALLOW), ((3, 6, 1), ALLOW),
                   *(((3, level, option), "EPERM") for level, option in (
                       (1, 26), (1, 50), (1, 25), (1, 36), (6, 2), (6, 13), (6, 30), (6, 31), (0, 1), (41, 1)))],
    "read": [((3, 5000, 5), ALLOW)],
    "fchmod": [((3, 0o777), "0")],
    "clone3": [((5000, 64), "ENOSYS")],
}  # fmt: skip
"""By the call: what it is given, and what Linux answers by the filter; "0": that it was made."""


def answer_of(
    machine: str, number: int, arguments: tuple[int, ...], connects: bool = True, architecture: int = 0
) -> str:
    """Run the filter as Linux does. Source: networking/filter.rst of Linux, struct seccomp_data in linux/seccomp.h."""
    given = (*arguments, *[0] * 6)[:6]
    data = struct.pack("<IIQ6Q", number, architecture or syscalls.MACHINES[machine][1], 0, *given)
    program, at, held = seccomp.program(machine, PID, connects), 0, 0
    while True:
        code, yes, no, value = program[at]
        at += 1
        if code == seccomp.LOAD:
            (held,) = struct.unpack_from("<I", data, value)
        elif code == seccomp.AND:
            held &= value
        elif code == seccomp.RETURN:
            if value == seccomp.RET_ALLOW:
                return ALLOW
            assert value & ~0xFFFF == seccomp.RET_ERRNO
            return errno.errorcode.get(value & 0xFFFF, "0")
        else:
            at += yes if (held == value if code == seccomp.JUMP_EQUAL else held >= value) else no


@pytest.mark.parametrize("machine", syscalls.MACHINES)
@pytest.mark.parametrize("call", ANSWERS)
def test_what_a_call_is_given_decides_whether_it_is_made(call: str, machine: str) -> None:
    number = syscalls.NUMBERS[call][syscalls.MACHINES[machine][0]]
    assert number is not None
    for arguments, answer in ANSWERS[call]:
        assert answer_of(machine, number, arguments) == answer, arguments
    if call in ("socket", "connect"):
        for arguments, _ in ANSWERS[call]:
            refused = "EACCES" if call == "socket" else "EPERM"
            assert answer_of(machine, number, arguments, connects=False) == refused, "without a port none is needed"


@pytest.mark.parametrize("machine", syscalls.MACHINES)
def test_a_call_of_another_kind_or_a_newer_one_is_not_made(machine: str) -> None:
    read = syscalls.NUMBERS["read"][syscalls.MACHINES[machine][0]] or 0
    assert answer_of(machine, read, (), architecture=0x40000003) == "EPERM", "a call of 32 bits has other numbers"
    assert answer_of(machine, 0x40000000 + read, ()) == "EPERM"
    assert answer_of(machine, syscalls.NEWEST + 1, ()) == "ENOSYS" and answer_of(machine, 434, ()) == "EPERM"


def test_a_wall_that_is_missing_ends_the_process(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_walls_raised", lambda rights: {"files"})
    monkeypatch.setattr(sandbox, "_set_limits", lambda rights: None)
    assert sandbox.enter(sandbox.Rights((), (), walls=("files",))) == ["files"]
    with pytest.raises(SystemExit, match=r"The sandbox lacks: network\."):
        sandbox.enter(sandbox.Rights((), (), walls=("files", "network")))


def test_landlock_alone_is_no_wall_around_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "restrict", lambda *_: {"files", "network"})
    monkeypatch.setattr(sandbox.namespaces, "enter", lambda libc: False)
    monkeypatch.setattr(sandbox.namespaces, "drop_capabilities", lambda libc: None)
    monkeypatch.setattr(sandbox, "_libc", lambda: type("C", (), {"prctl": lambda *_: -1})())
    assert sandbox._walls_raised(sandbox.Rights((), (), port=1)) == {"files"}


@pytest.mark.parametrize("port", [0, 1])
@pytest.mark.parametrize("namespace", [True, False])
def test_powers_are_given_up_before_the_filter_forbids_that(
    monkeypatch: pytest.MonkeyPatch, port: int, namespace: bool
) -> None:
    """Those of root, and those that whoever makes a namespace has in it; and no program may bring new ones."""
    done: list[Any] = []
    libc = type("C", (), {
        "prctl": lambda self, option, *_: done.append(option), "capset": lambda *_: done.append("powers"),
    })()  # fmt: skip
    monkeypatch.setattr(sandbox, "_libc", lambda: libc)
    monkeypatch.setattr(sandbox.namespaces, "enter", lambda libc: done.append("namespace") or namespace)
    monkeypatch.setattr(landlock, "restrict", lambda *_: set())
    monkeypatch.setattr(seccomp, "install", lambda libc, connects: done.append("filter") or True)
    sandbox._walls_raised(sandbox.Rights((), (), port=port))
    assert done == [*["namespace"] * (not port), sandbox.PR_SET_NO_NEW_PRIVS, "powers", "filter"]


class Kernel:
    """A C library whose Linux has Landlock of a version. answers: in place of 0, by the number of the call."""

    def __init__(self, version: int, answers: dict[int, int]) -> None:
        self._version, self._answers = version, answers
        self.handled: tuple[int, ...] = ()
        self.files: list[int] = []
        self.ports: list[tuple[int, ...]] = []
        self.descriptors: set[int] = set()

    def syscall(self, number: int, *arguments: Any) -> int:
        if number == landlock.CREATE_RULESET and arguments[0] is None:
            return self._version
        if number == landlock.CREATE_RULESET and number not in self._answers:
            self.handled = struct.unpack("QQQ", arguments[0])[: arguments[1] // 8]
            ruleset = os.open(os.devnull, os.O_RDONLY)  # a ruleset is a file descriptor, and is closed
            self.descriptors.add(ruleset)
            return ruleset
        if number == landlock.ADD_RULE and arguments[1] == 1:
            rights, descriptor = struct.unpack("=Qi", arguments[2])
            self.files.append(rights)
            self.descriptors.add(descriptor)
        elif number == landlock.ADD_RULE:
            self.ports.append(struct.unpack("QQ", arguments[2]))
        return self._answers.get(number, 0)


@pytest.mark.parametrize("refused", [landlock.CREATE_RULESET, landlock.RESTRICT_SELF])
@pytest.mark.parametrize("version", [1, 4, 6])
def test_a_wall_that_linux_refuses_does_not_stand(version: int, refused: int) -> None:
    stands = {"files"} if version < landlock.TCP_SINCE else {"files", "network"}
    assert landlock.restrict(Kernel(version, {}), ["/"], [], 1) == stands
    assert landlock.restrict(Kernel(version, {refused: -1}), ["/"], [], 1) == set()


@pytest.mark.parametrize("version", [0, -1])
def test_a_linux_without_landlock_has_none_of_its_walls(version: int) -> None:
    assert landlock.restrict(Kernel(version, {}), ["/"], [], 1) == set()


# linux/landlock.h: what makes something other than a plain file or folder, or runs one
EXECUTE, MAKE_CHAR, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = 1 << 0, 1 << 6, 1 << 9, 1 << 10, 1 << 11, 1 << 12


@pytest.mark.parametrize("port", [0, 8000])
@pytest.mark.parametrize(("version", "rights"), [(1, 13), (2, 14), (3, 15), (4, 15), (5, 16), (6, 16), (7, 16)])
def test_landlock_takes_every_right_away_and_gives_back_what_was_asked_for(
    version: int, rights: int, port: int, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    kernel = Kernel(version, {})
    landlock.restrict(kernel, [str(tmp_path / "none"), str(tmp_path)], [str(tmp_path), str(tmp_path / "file")], port)
    assert kernel.handled == (2**rights - 1, *[0b11] * (version >= 4), *[0b11] * (version >= 6))
    readable, writable, file = kernel.files
    assert readable == 0b1100, "a file is opened to read, a folder is listed, nothing else"
    assert not writable & (EXECUTE | MAKE_CHAR | MAKE_SOCK | MAKE_FIFO | MAKE_BLOCK | MAKE_SYM)
    assert not file & ~0b1100000000000110, "Linux refuses the rule for a file that has a right of folders"
    assert kernel.ports == ([(0b10, port)] if port and version >= 4 else []), "to connect; not to listen"
    for descriptor in kernel.descriptors:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(descriptor)


def test_the_limits_are_those_of_the_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[int, tuple[int, int]] = {}

    def setrlimit(kind: int, most: tuple[int, int]) -> None:
        found[kind] = most
        raise ValueError("there is a lower one already: the others are set all the same")

    monkeypatch.setattr(resource, "setrlimit", setrlimit)
    sandbox._set_limits(sandbox.Rights((), (), memory=1, seconds=2, file=3, open_files=4, processes=5))
    assert found == {
        resource.RLIMIT_AS: (1, 1), resource.RLIMIT_CPU: (2, 2), resource.RLIMIT_FSIZE: (3, 3),
        resource.RLIMIT_NOFILE: (4, 4), resource.RLIMIT_NPROC: (5, 5), resource.RLIMIT_CORE: (0, 0),
    }  # fmt: skip
    found.clear()
    sandbox._set_limits(sandbox.Rights((), ()))
    assert found == {
        resource.RLIMIT_CPU: (90, 90), resource.RLIMIT_FSIZE: (50_000_000,) * 2,
        resource.RLIMIT_NOFILE: (256, 256), resource.RLIMIT_CORE: (0, 0),
    }, "SECURITY.md names the number of open files"  # fmt: skip


@pytest.mark.parametrize("read", ["", "0.1 0.1 0.1", "0.1 0.1 0.1 1/many 5", OSError()])
def test_a_number_of_processes_that_is_unknown_is_no_limit(
    read: str | OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_text(path: Path, encoding: str) -> str:
        if isinstance(read, OSError):
            raise read
        return read

    monkeypatch.setattr(Path, "read_text", read_text)
    assert sandbox.process_limit() == 0
    monkeypatch.setattr(Path, "read_text", lambda path, encoding: "0.1 0.1 0.1 1/300 5")
    assert sandbox.process_limit() == 364


def test_the_project_is_none_of_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the path to it is written: its solutions would be readable."""
    (tmp_path / "site-packages").symlink_to(ROOT)
    theirs = str(tmp_path / "lib" / "site-packages")
    monkeypatch.setattr(sys, "path", ["", str(ROOT), str(tmp_path / "site-packages"), theirs, theirs])
    assert sandbox.packages() == [theirs]


STARTS_A_CHILD = """
import subprocess, sys, time
child = "import sys, time; sys.path.insert(0, sys.argv[1]); from classroom.sandbox import sandbox; " \
        "sandbox.end_with_parent(); print('runs', flush=True); time.sleep(600)"
subprocess.Popen([sys.executable, "-c", child, sys.argv[1]], start_new_session=True)
time.sleep(600)
"""


def test_a_process_ends_with_the_one_that_started_it() -> None:
    """A pipe says so, which ends with the last process that holds it."""
    with subprocess.Popen([sys.executable, "-c", STARTS_A_CHILD, str(ROOT)], stdout=subprocess.PIPE) as started:
        assert started.stdout and started.stdout.readline() == b"runs\n"
        started.kill()
        assert select.select([started.stdout], [], [], 60)[0], "the child goes on"
        assert started.stdout.read() == b""


def test_a_namespace_has_a_network_and_messages_of_its_own() -> None:
    asked: list[int] = []
    assert not namespaces.enter(type("C", (), {"unshare": lambda self, flags: asked.append(flags) or 1})())
    # Of the user, the network, System V's IPC, and the host's name: linux/sched.h
    assert asked == [0x10000000 | 0x40000000 | 0x08000000 | 0x04000000]


HAS_POWERS = """
import ctypes, socket, sys
sys.path.insert(0, sys.argv[1])
from classroom.sandbox import namespaces
libc = ctypes.CDLL(None, use_errno=True)
entered = namespaces.enter(libc)  # whoever makes one has every power in it
namespaces.drop_capabilities(libc)
told = dict(line.split(":", 1) for line in open("/proc/self/status", encoding="ascii", errors="replace"))
assert not any(int(told[name], 16) for name in ("CapInh", "CapPrm", "CapEff")), told
assert not entered or [name for _, name in socket.if_nameindex()] == ["lo"]
"""


def test_a_process_has_no_powers_and_nobody_in_its_network() -> None:
    subprocess.run([sys.executable, "-c", HAS_POWERS, str(ROOT)], timeout=120, check=True)


@pytest.mark.parametrize("problem", [OSError("no memory"), subprocess.TimeoutExpired("python", 60)])
def test_where_the_walls_cannot_be_tried_none_stands(problem: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: Any, timeout: float, **__: Any) -> None:
        assert 0 < timeout <= 60
        raise problem

    monkeypatch.setattr(walls.subprocess, "run", run)
    assert walls.standing.__wrapped__(True) == ()
    monkeypatch.setattr(walls.subprocess, "run", None)
    monkeypatch.setattr(walls.sys, "platform", "darwin")
    assert walls.standing.__wrapped__(True) == (), "they are Linux's: nothing is tried elsewhere"
    assert set(walls.WALLS) - set(walls.NEEDED) == {"namespaces"}, "all but what many distributions forbid"


def test_the_line_names_what_stands_and_what_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walls, "standing", lambda connects: ("files",) if connects else ("files", "network"))
    assert walls.in_one_line() == (
        "Sandbox: files, network (projects only). Missing here: system calls, processes, signals, namespaces."
    )
    monkeypatch.setattr(walls, "standing", lambda connects: ("files", "network"))
    assert walls.in_one_line().startswith(
        "Sandbox: files, network (a function has TCP to one port). Missing here: system"
    )
    monkeypatch.setattr(walls, "standing", lambda connects: ())
    assert walls.in_one_line().startswith("Sandbox: none. Missing here: files, network,")


def test_another_machine_has_no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert seccomp.install(None, connects=True) is False
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")  # and a Python of 32 bits makes calls of another kind
    monkeypatch.setattr(struct, "calcsize", lambda _: 4)
    assert seccomp.install(None, connects=True) is False
