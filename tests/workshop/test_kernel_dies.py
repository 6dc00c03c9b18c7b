"""The project's process ends with the kernel, however that ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from a_project import page

from classroom.paths import ROOT
from classroom.workshop.workshop import Workshop

KERNEL = """
import subprocess, sys, threading, time
import requests
from classroom.workshop.served import Served
from classroom.workshop.worker import ProcessOptions
served = Served(ProcessOptions(sys.argv[1], timeout=3.0, start_timeout=120.0))
print(served.process.ready()._process.pid, flush=True)
input()
threading.Thread(target=lambda: requests.get(served.url, timeout=60), daemon=True).start()
time.sleep(1)
print("asked", flush=True)
time.sleep(300)
"""
VIEWS = {
    "idle": "return HttpResponse('x')",
    "loop": "while True:\n    pass",
    "regular expression": "import re\nre.match(r'(a+)+$', 'a' * 60 + 'b')",
    "children": "import subprocess\nsubprocess.Popen(['sleep', '61'])\nreturn HttpResponse('x')",
}


def processes_of(group: int) -> list[str]:
    """The command lines of all processes of a group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            facts = path.read_text(encoding="utf-8").rpartition(") ")[2].split()
            if int(facts[2]) == group and facts[0] != "Z":
                found.append(path.with_name("cmdline").read_text(encoding="utf-8"))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("case", VIEWS)
def test_after_kill_9_nothing_is_left(workshop: Workshop, case: str) -> None:
    page(workshop, VIEWS[case])
    kernel = subprocess.Popen(
        [sys.executable, "-c", KERNEL, str(workshop.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert kernel.stdin and kernel.stdout
    try:
        pid = int(kernel.stdout.readline())
        assert processes_of(pid)  # before it is asked: three seconds later it may be ended because it hangs
        kernel.stdin.write("\n")
        kernel.stdin.flush()
        assert kernel.stdout.readline() == "asked\n"
    finally:
        os.kill(kernel.pid, signal.SIGKILL)
        kernel.wait()
        kernel.stdin.close()
        kernel.stdout.close()
    until = time.monotonic() + 120
    while (left := processes_of(pid)) and time.monotonic() < until:
        time.sleep(0.1)
    assert left == []
