"""Cells of odd forms, each a learner's answer to 03.1, with the verdict that a notebook gives, and `grade` as well.

SAYS is a part of what is said, in both places. NOT_HERE: the answer passes in a notebook, and cannot run in `grade`.
"""

from __future__ import annotations

from typing import NamedTuple

PASSED, NOT_YET, NOT_STARTED, ERROR = "passed", "not yet", "not started", "error in your code"


class Form(NamedTuple):
    """A cell. verdict: in both places. says: a part of it. here: why `grade` does not judge it; "" where it does."""

    cell: str
    verdict: str = PASSED
    says: str = ""
    here: str = ""


GREET = """\
def greet(url, name):
    client = requests.Session()
    client.get(url + "/desk/set-cookie/", params={"name": "visitor_name", "value": name})
    client.get(url + "/desk/hello/")
"""
CHECK = 'exercise("03.1").check(greet)'
ASYNC = GREET.replace("def greet", "async def greet")
WRONG = "def greet(url, name): requests.get(url)\n"
INDENTED = "\n".join(f"    {line}" for line in GREET.splitlines())


def first(line: str, more: str = "") -> str:
    """The answer with this line first in its body, and lines before the function."""
    return more + GREET.replace("    client = ", f"    {line}\n    client = ", 1) + CHECK


FORMS = {
    # Forms of the function
    "as it is asked for": Form(GREET + CHECK),
    "a lambda": Form(
        "greet = lambda url, name: [c.get(url + '/desk/set-cookie/', params={'name': 'visitor_name', 'value': name}) "
        "and c.get(url + '/desk/hello/') for c in [requests.Session()]]\n" + CHECK
    ),
    "a method": Form(
        "class A:\n    def greet(self, url, name): answered(url, name)\n" + 'exercise("03.1").check(A().greet)'
    ),
    "an object that can be called": Form(
        "class B:\n    def __call__(self, url, name): answered(url, name)\n" + 'exercise("03.1").check(B())'
    ),
    "a partial function": Form(
        "import functools\n"
        'exercise("03.1").check(functools.partial(lambda n, url, name: answered(url, name), 1))'
    ),
    "a decorated function": Form(
        "import functools\ndef loud(f):\n    @functools.wraps(f)\n"
        "    def inner(*a): return f(*a)\n    return inner\n@loud\n" + GREET + CHECK
    ),
    "with defaults and types": Form(GREET.replace("(url, name)", "(url: str, name: str = 'x') -> None") + CHECK),
    "with *args": Form("def greet(*all): answered(*all)\n" + CHECK),
    "with other names": Form("def greet(a, b): answered(a, b)\n" + CHECK),
    "inside an if": Form(f"if True:\n{INDENTED}\n    {CHECK}"),
    "with the check in a loop": Form(f"{GREET}for _ in range(2): {CHECK}"),
    "with the check in a variable": Form(GREET + 'task = exercise("03.1")\ntask.check(greet)'),
    "with a helper of an earlier cell": Form("def greet(url, name): return answered(url, name)\n" + CHECK),
    # Async
    "async": Form(ASYNC + CHECK, ERROR, "Calling greet returned a coroutine, and nothing in it has run: it is async."),
    "an async lambda": Form(
        ASYNC + 'exercise("03.1").check(lambda url, name: greet(url, name))', ERROR, "nothing in it has run: it is",
    ),
    "an async generator": Form(ASYNC + "    yield 1\n" + CHECK, ERROR, "returned an async generator"),
    "a generator": Form(GREET + "    yield 1\n" + CHECK, ERROR, "nothing in it has run: it has a yield."),
    "asyncio.run": Form(
        ASYNC.replace("greet", "main") + "import asyncio\ndef greet(url, name): asyncio.run(main(url, name))\n" + CHECK
    ),
    "an event loop by hand": Form(
        ASYNC.replace("greet", "main") + "import asyncio\ndef greet(url, name):\n    loop = asyncio.new_event_loop()\n"
        "    loop.run_until_complete(main(url, name))\n    loop.close()\n" + CHECK
    ),
    "asyncio.run with an error": Form(
        "import asyncio\nasync def main(): raise KeyError('lost')\ndef greet(url, name): asyncio.run(main())\n" + CHECK,
        ERROR, "KeyError: 'lost'",
    ),
    "asyncio.run that is wrong": Form(
        "import asyncio\nasync def main(url): requests.get(url)\n"
        "def greet(url, name): asyncio.run(main(url))\n" + CHECK, NOT_YET,
    ),
    "a cell with await": Form("import asyncio\nawait asyncio.sleep(0)\n" + GREET + CHECK),
    "threads": Form(
        "import threading\ndef greet(url, name):\n    thread = threading.Thread(target=answered, args=(url, name))\n"
        "    thread.start(); thread.join()\n" + CHECK
    ),
    # Magics
    "%%time": Form("%%time\n" + GREET + CHECK),
    "%%timeit": Form("%%timeit -n 1 -r 1\n" + GREET + CHECK),
    "%%capture": Form("%%capture out\n" + GREET + CHECK),
    "%time": Form(f"{GREET}%time {CHECK}"),
    "%timeit -o": Form(f"{GREET}measured = %timeit -n 1 -r 1 -o {CHECK}"),
    "a magic before": Form("%load_ext autoreload\n" + GREET + CHECK),
    "a program before": Form("!true\n" + GREET + CHECK),
    "what a program said": Form("files = !true\n" + GREET + CHECK),
    "a question after": Form(GREET + CHECK + "\nlen?"),
    "a wrong one that is timed": Form(f"{WRONG}%time {CHECK}", NOT_YET),
    "a wrong one beside a program": Form(f"!true\n{WRONG}{CHECK}", NOT_YET),
    "an error that is timed": Form(f"%%time\ndef greet(url, name):\n    missing\n{CHECK}", ERROR, "NameError"),
    # What the sandbox refuses
    "runs a program": Form(
        first("subprocess.run(['true'])", "import subprocess\n"), here="it starts another program",
    ),
    "asks a shell": Form(first("assert os.system('true') == 0", "import os\n"), here="it starts another program"),
    "forks": Form(first("os.fork() or os._exit(0)", "import os\n"), here="it starts another program"),
    "listens": Form(first("socket.create_server(('127.0.0.1', 0)).close()", "import socket\n"), here="it listens"),
    "sends a datagram": Form(
        first("socket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.1', 9))", "import socket\n"),
        here="it asks an address that is not the site's",
    ),
    "reads a file elsewhere": Form(first("open('/proc/version').close()"), here="it opens a file outside"),
    "writes a file of its own": Form(first("open('mine.txt', 'w').close()")),
    "copies it with its times": Form(
        first("open('a.txt', 'w').close(); shutil.copy2('a.txt', 'b.txt')", "import shutil\n")
    ),
    "a lock of processes": Form(
        first("multiprocessing.Lock()", "import multiprocessing\n"), here="it asks the operating"
    ),
    "a socket of another family": Form(
        first("socket.socket(socket.AF_UNIX).close()", "import socket\n"), here="it asks the operating"
    ),
    "signals another": Form(first("os.kill(os.getppid(), 0)", "import os\n"), here="it asks the operating"),
    "what a program said is used": Form(
        "said = !echo /desk/hello/\n" + GREET.replace('url + "/desk/hello/"', "url + said[0]") + CHECK,
        here="it starts another program",
    ),
    "a magic's own value": Form(
        first("str(folder) + ''; assert len(folder)", "folder = %pwd\n"), here="it uses what IPython alone gives"
    ),
    "a magic's measurement": Form(
        first("assert took.best > 0", "took = %timeit -n 1 -r 1 -o 1\n"), here="it uses what IPython alone gives",
    ),
    "asks IPython": Form(
        first("assert get_ipython().user_ns['requests'] is requests"), here="it uses what IPython alone gives"
    ),
    "a wrong one beside a magic's value": Form(f"folder = %pwd\n{WRONG}{CHECK}", NOT_YET),
    "%time in it": Form(first("%time assert url + name")),
    "%time in a loop in it": Form(
        first("for path in ['/desk/']:\n        r = %time requests.get(url + path)\n        assert r.ok")
    ),
    "%time in a function in it": Form(first("def ask(word):\n        %time assert word\n    ask(name)")),
    "%timeit in it": Form(first("if url:\n        %timeit -n1 -r1 assert (lambda: url)() and name")),
    "an error in a line that is timed": Form(first("%time missing(url)"), ERROR, "NameError: name 'missing'"),
    # Not right
    "asks another port": Form(first("requests.get('http://127.0.0.1:9/')"), ERROR, "Connection"),
    "asks nothing": Form("def greet(url, name): return len(name)\n" + CHECK, NOT_YET, "no request arrived"),
    "wrong": Form(WRONG + CHECK, NOT_YET),
    "empty": Form("def greet(url, name): pass\n" + CHECK, NOT_STARTED),
    "not written": Form("def greet(url, name): raise NotImplementedError\n" + CHECK, NOT_STARTED),
    "an error": Form("def greet(url, name):\n    return missing\n" + CHECK, ERROR, "NameError"),
    "an exit": Form("import sys\ndef greet(url, name): sys.exit(1)\n" + CHECK, ERROR, "SystemExit"),
    "too few arguments": Form("def greet(url): pass\n" + CHECK, ERROR, "does not take what the task gives"),
    "no function": Form('exercise("03.1").check(5)', ERROR, "which is no function"),
}  # fmt: skip

BESIDE, IPYTHON = "it opens a file, or imports a module", "it uses what IPython alone gives"
IN_GRADE = {
    "asks for input": Form(first("name = input('Name? ') or name"), here="it asks for input"),
    "asks for a password": Form(first("getpass.getpass()", "import getpass\n"), here="it asks for input"),
    "a file beside the notebook": Form(first("open('names.txt').close()"), here=BESIDE),
    "a file by its whole path": Form(first("open('/nowhere/names.txt').close()"), here="it opens a file outside"),
    "a module beside the notebook": Form(first("import my_helper"), here=BESIDE),
    "such a module in another cell": Form(first("my_helper.help()"), here=BESIDE),
    "a module that is not in a package": Form(first("import requests.nothing"), ERROR, "ModuleNotFoundError"),
    "a module that a cell wrote": Form(first("import written; written.nothing()")),
    "what IPython keeps": Form(first("assert Out[1]"), here=IPYTHON),
    "the last value": Form(first("name = __ or name"), here=IPYTHON),
    "what a cell kept of it": Form(first("kept + name"), here=IPYTHON),
    "what was captured": Form(first("captured.stdout"), here=IPYTHON),
    "what a library has not written": Form(
        first("codecs.IncrementalDecoder().decode(b'')", "import codecs\n"),
        ERROR, "NotImplementedError",
    ),
}  # fmt: skip
"""Forms for `grade` alone: a notebook of the tests has no stdin, no history and no files beside it."""
CELLS_BEFORE = (
    "%%writefile written.py\ndef nothing(): pass\n",
    "import my_helper",
    "%%capture captured\nprint(1)",
    "kept = _ + '1'",
)
