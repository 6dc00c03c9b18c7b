#!/usr/bin/env python3
"""Set the course up (once) and start one of its commands.

    python3 course.py lab        open JupyterLab at the first notebook
    python3 course.py test       run all tests

Needs only Python. The first run makes an environment in the folder .venv from the lock files with hashes; later
runs find the stamp of that environment and start `python -m classroom.command` at once.
"""

import os
import sys

OLDEST, NEWEST = (3, 11), (3, 15)  # the versions that the tests run on; a newer one is tried, with a message

# Python 3.6 and later must be able to parse the whole file (no match, no walrus) and to run it up to here.
if sys.version_info[:2] < OLDEST:
    sys.exit(
        "This is Python {}.{}, and the course needs 3.11 to 3.15 (you ran {}).\n"
        "Older ones lack what JupyterLab and Django are built on.\n"
        "Install one from https://www.python.org/downloads/ and run: python3.14 course.py lab".format(
            sys.version_info[0], sys.version_info[1], sys.executable
        )
    )

ROOT = os.path.dirname(os.path.realpath(__file__))
WINDOWS = os.name == "nt"
FORMAT = "1"  # raise it when environments made by an older course.py must be updated
STAMP, LOG, RUNNING = "course-ready.txt", "course-setup.log", "course-setup.lock"
DISK_SPACE = 1_000_000_000  # bytes that must be free before the set-up starts; it keeps about a third of them
COMMANDS = ("lab", "test", "site", "doctor", "build", "lesson", "run", "present", "grade", "handout", "reset", "bench")

HELP = """\
The course sets itself up on the first run; after that each command starts at once.

  python3 course.py lab [arguments for jupyter lab]   open JupyterLab at the first notebook
  python3 course.py test [arguments for pytest]       run all tests
  python3 course.py site [--port N] [--users N] [--json]
                                                      serve the demo site alone, until Ctrl-C
  python3 course.py doctor                            check this machine and say what to do
  python3 course.py run [names] [--jobs N]            execute all notebooks, several at a time
  python3 course.py build [--check] [--nbgrader DIR]  make the notebooks from source/
  python3 course.py lesson new NN name                begin a lesson: a folder in source/, to be filled in
  python3 course.py lesson check NN [--no-slides]     try one lesson, and say what is wrong with it
  python3 course.py present 03 [--exercise | --solution]
                                                      teach from a lesson: slides and presenter's view
  python3 course.py reset                             a fresh course for the next group
  python3 course.py grade FOLDER [--out DIR] [--lesson NN] [--jobs N]
                                                      judge submitted exercises: a table and a page
  python3 course.py handout [names] [--out DIR] [--notes] [--no-pdf]
                                                      lessons with outputs, as HTML and PDF
  python3 course.py bench [names] [--rounds N]        measure, and print ratios

Examples
  python3 course.py lab --no-browser --port 8899
  python3 course.py test -k cookies
  python3 course.py site --users 30 --json
  python3 course.py run 03 --jobs 2
  python3 course.py lesson new 16 who_owns_a_cookie
  python3 course.py grade ~/submitted --lesson 03
"""


class Stop(Exception):
    """The set-up cannot go on. The text has at most three lines: what happened, why, what to do next."""


def main(arguments: "list[str]") -> int:
    """Set the environment up where it is not ready, then start the command; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a CP949 console cannot encode every character
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0
    if arguments[0] not in COMMANDS:
        tell(f"There is no command {arguments[0]!r}.\nAll of them, with examples: python3 course.py --help")
        return 2
    # The other commands need only what a learner has.
    tests = arguments[0] == "test" or arguments[:2] == ["lesson", "check"]
    try:
        find_home()
        folder = environment_folder()
        if not is_ready(folder, tests):
            set_up(folder, tests)
        return hand_over(folder, arguments)
    except Stop as stop:
        tell(str(stop))
        return 1
    except KeyboardInterrupt:
        tell("\nStopped. Run the same command again: it goes on.")
        return 130


def find_home() -> None:
    """Set HOME to a temporary folder where the home folder is not writable: uv, Jupyter and IPython keep files there.

    Raises Stop where that folder belongs to another user.
    """
    if WINDOWS or os.access(os.path.expanduser("~"), os.W_OK):
        return
    import tempfile

    home = os.path.join(tempfile.gettempdir(), f"course-{os.getuid()}")
    os.makedirs(home, mode=0o700, exist_ok=True)
    if os.stat(home).st_uid != os.getuid():
        raise Stop(f"The folder {home} belongs to somebody else.\nWithout a home folder it would be yours.\nSet HOME.")
    os.environ["HOME"] = home


def environment_folder() -> str:
    """Return the folder of the environment: .venv beside this file, or one in the user's data folder."""
    here = os.path.realpath(os.path.join(ROOT, ".venv"))  # it may be a link to another disk
    if os.access(here if os.path.isdir(here) else ROOT, os.W_OK) or os.path.exists(os.path.join(here, STAMP)):
        return here
    import zlib

    data = os.environ.get("LOCALAPPDATA") if WINDOWS else os.environ.get("XDG_DATA_HOME")
    if not data:
        apart = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
        data = os.path.join(os.path.expanduser("~"), apart)

    # Two copies of the course on one machine each get their own.
    return os.path.join(data, "how-the-web-remembers", f"venv-{zlib.crc32(os.fsencode(ROOT)):08x}")


def python_of(folder: str) -> str:
    """Return the path of the environment's own Python."""
    return os.path.join(folder, "Scripts", "python.exe") if WINDOWS else os.path.join(folder, "bin", "python")


def stamp_lines(folder: str, tests: bool) -> "list[str]":
    """Return the lines that the stamp must have: format, folder, interpreter, and digests of what is installed from."""
    import hashlib

    lines = [f"format {FORMAT}", f"course {ROOT}", f"python {os.path.realpath(python_of(folder))}"]
    for kind in ("lab", "test") if tests else ("lab",):
        digest = hashlib.sha256()
        for name in (lock_file(kind), "pyproject.toml"):
            with open(os.path.join(ROOT, name), "rb") as file:
                # Line ends of Windows must not change the digest.
                digest.update(file.read().replace(b"\r\n", b"\n"))
        lines.append(f"{kind} {digest.hexdigest()}")
    return lines


def lock_file(kind: str) -> str:
    """Return the lock's file name for "lab" or "test"; the second holds everything of the first."""
    return "requirements-test.lock" if kind == "test" else "requirements.lock"


def is_ready(folder: str, tests: bool) -> bool:
    """Return whether the environment is complete and up to date, without starting any process."""
    try:
        stamp = read_stamp(folder)
        if not os.path.exists(python_of(folder)):  # also where it is a link to a Python that was removed
            return False
        # The stamp has one line for each package that was installed, so a removed package is noticed.
        wanted = {line[len("has ") :] for line in stamp if line.startswith("has ")}
        return stamp.issuperset(stamp_lines(folder, tests)) and wanted <= set(installed(folder))
    except (OSError, ValueError):
        return False


def read_stamp(folder: str) -> "set[str]":
    """Return the lines of the stamp; none where there is no stamp."""
    try:
        with open(os.path.join(folder, STAMP), encoding="utf-8", errors="surrogateescape") as file:
            return set(file.read().splitlines())
    except FileNotFoundError:
        return set()


def installed(folder: str) -> "list[str]":
    """Return the names of the packages' .dist-info folders; none before there is an environment."""
    try:
        packages = os.path.join(folder, "Lib") if WINDOWS else os.path.join(folder, "lib")
        if not WINDOWS:
            packages = os.path.join(packages, next(n for n in os.listdir(packages) if n.startswith("python")))
        return [n for n in os.listdir(os.path.join(packages, "site-packages")) if n.endswith(".dist-info")]
    except (OSError, StopIteration):
        return []


def hand_over(folder: str, arguments: "list[str]") -> int:
    """Replace this process by the command (on Windows: start it, wait, return its exit code), in UTF-8 mode."""
    # -P: a file requests.py in the current folder must not be imported instead of the library.
    command = [python_of(folder), "-P", "-m", "classroom.command", *arguments]
    environment = dict(os.environ, PYTHONUTF8="1")
    environment.pop("PYTHONHOME", None)
    if not WINDOWS:
        os.execve(command[0], command, environment)
    import subprocess

    with subprocess.Popen(command, env=environment) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                pass  # the command got Ctrl-C too: wait until it has ended


# ---- The set-up. With a ready environment, nothing below runs. ----


def set_up(folder: str, tests: bool) -> None:
    """Make the environment, or repair it. The stamp is written last, so that an environment without one is unfinished.

    tests: whether the test tools are installed too.
    Raises Stop with the reason and the next step, for a full disk, no network and the like.
    """
    import errno
    import signal
    import time

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as for Ctrl-C: stop the subprocesses, print a message
    started = time.monotonic()
    if sys.version_info[:2] > NEWEST:
        this, newest = ("{}.{}".format(*version) for version in (sys.version_info, NEWEST))
        tell(f"Python {this} is newer than {newest}, the last one tested. Going on.")
    try:
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, RUNNING), "a", encoding="utf-8") as running:
            wait_for_turn(running)
            if is_ready(folder, tests):  # another process has set it up meanwhile
                return
            keep = is_sound(folder)
            if not keep:
                clear(folder)
            check_disk_space(folder)
            remove(os.path.join(folder, STAMP))
            with open(os.path.join(folder, LOG), "w", encoding="utf-8", errors="replace") as log:
                tell(f"Setting up the course in {folder} (once, about 300 MB).")
                Installer(folder, log, running.fileno()).install("test" if tests else "lab", make=not keep)
            write_stamp(folder, tests)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Stop(disk_full(folder)) from error
        raise Stop(
            f"The set-up failed: {error}\nIt works in {folder}\nMend that, then run the same command again."
        ) from error
    tell(f"Ready in {time.monotonic() - started:.0f} s. From now on there is nothing to set up.")


def wait_for_turn(running) -> None:
    """Wait for the lock of the folder. The system releases it when the process that holds it ends."""
    import time

    said = False
    while True:
        try:
            if WINDOWS:
                import msvcrt

                msvcrt.locking(running.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(running, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except (BlockingIOError, PermissionError):
            if not said:
                tell("Another set-up of this folder is at work. Waiting for it.")
            said = True
            time.sleep(0.3)
        except OSError:
            return  # a network file system without locks


def is_sound(folder: str) -> bool:
    """Return whether the folder has an environment that can be updated; otherwise a new one is made.

    An unfinished one is not updated, because a package that is half installed can look complete.
    Raises Stop where the folder is an environment that the course did not make and cannot use.
    """
    stamp = read_stamp(folder)
    ours = os.path.exists(os.path.join(folder, LOG))
    if ours:
        return {line for line in stamp_lines(folder, False) if not line.startswith("lab ")} <= stamp and runs(folder)
    if set(os.listdir(folder)) <= {RUNNING}:
        return False
    if not runs(folder):
        raise Stop(
            f"There is a folder {folder} that the course did not make, and its Python does not serve.\n"
            "The course keeps its own environment under that name.\n"
            "Rename or remove that folder, then run the same command again."
        )
    return True


def runs(folder: str) -> bool:
    """Return whether the environment's Python starts and is not too old (its base may have been removed)."""
    import subprocess

    probe = [python_of(folder), "-I", "-c", f"import sys; sys.exit(sys.version_info[:2] < {OLDEST})"]
    try:
        return subprocess.run(probe, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def clear(folder: str) -> None:
    """Remove everything in the folder except the lock file."""
    import shutil

    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.name != RUNNING:
            os.unlink(entry.path)


def remove(path: str) -> None:
    """Remove a file, if it exists."""
    if os.path.exists(path):
        os.unlink(path)


def check_disk_space(folder: str) -> None:
    """Raise Stop where the disk is nearly full, before the set-up fails half-way."""
    import shutil

    if shutil.disk_usage(folder).free < DISK_SPACE:
        raise Stop(disk_full(folder))


def disk_full(folder: str) -> str:
    """Return the message for a full disk."""
    return (
        f"The disk is full, or nearly: {folder}\n"
        "The set-up needs 1 GB free while it works, and keeps about 300 MB.\n"
        "Free some space, then run the same command again: it goes on."
    )


def write_stamp(folder: str, tests: bool) -> None:
    """Write the stamp, atomically: the environment is complete."""
    lines = stamp_lines(folder, tests) + [f"has {name}" for name in sorted(installed(folder))]
    draft = os.path.join(folder, STAMP + ".new")
    with open(draft, "w", encoding="utf-8", errors="surrogateescape") as file:
        file.write("\n".join(lines) + "\n")
    os.replace(draft, os.path.join(folder, STAMP))


class Installer:
    """Runs the steps of the set-up, writes their output to the log, and shows the progress.

    folder: the environment. log: the open log file. lock: the descriptor of the locked file.
    """

    def __init__(self, folder: str, log, lock: int) -> None:
        import shutil

        self.folder, self.log, self.lock = folder, log, lock
        self.uv = shutil.which("uv")
        self.verb, self.name, self.fetched, self.total = "Fetching", "", 0, 0
        self.before = self.seen = set(installed(folder))

    def install(self, kind: str, make: bool) -> None:
        """Install the packages of a lock and the project, and prepare the site's database.

        kind: "lab" or "test". make: whether to make a new environment first. Raises Stop where a step fails.
        """
        python, lock = python_of(self.folder), os.path.join(ROOT, lock_file(kind))
        isolated = [python, "-I", "-X", "utf8", "-m"]
        if make:
            if not self.uv:
                check_ensurepip()
            # uv needs no pip in the environment, so no ensurepip, which Debian does not install with Python.
            options = ["--without-pip"] if self.uv else []
            # Whoever started this with the environment's own Python: that one is being replaced.
            below = getattr(sys, "_base_executable", None) or sys.executable
            self.run([below, "-m", "venv", *options, self.folder])
            self.before = self.seen = set(installed(self.folder))
        with open(lock, encoding="utf-8") as file:
            self.total = sum("==" in line and not line.startswith((" ", "#")) for line in file)
        if self.uv:
            install = [self.uv, "pip", "install", "--python", python]
            self.run([*install, "--compile-bytecode", "--require-hashes", "-r", lock])
        else:
            install = [*isolated, "pip", "install", "--no-input", "--disable-pip-version-check"]
            self.run([*install, "--progress-bar=off", "--require-hashes", "-r", lock])
        self.verb, self.total = "Installing the course itself", 0
        # -e . and not -e <path>: pip would interpret some characters of a path.
        self.run([*install, "--no-deps", "--no-build-isolation", "-e", "."])
        self.verb = "Preparing the demo site"
        try:
            self.run([*isolated, "classroom.command.prepare"])
        except Stop:
            # The set-up goes on, because `doctor` must be able to run. The site tries again when it opens.
            tell(f"The demo site could not be prepared. Why: {self.log.name}\nNext: python3 course.py doctor")
        self.end_line()

    def run(self, command: "list[str]") -> None:
        """Run one step and wait for it. Raises Stop where it fails; the message depends on its output."""
        import subprocess
        import threading
        import time

        harmful = ("PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES")
        environment = {name: value for name, value in os.environ.items() if name not in harmful}
        if WINDOWS or sys.platform == "darwin":
            environment.setdefault("UV_SYSTEM_CERTS", "1")  # only the system knows the certificate of a school's filter
        self.log.write("$ " + " ".join(command) + "\n")
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            # The subprocess inherits the lock: if this process is killed, a second set-up waits until pip has ended.
            pass_fds=() if WINDOWS else (self.lock,),
        )
        output: "list[str]" = []
        reader = threading.Thread(target=self.read, args=(process.stdout, output), daemon=True)
        reader.start()
        try:
            while process.poll() is None:
                self.show()
                time.sleep(0.1)
            reader.join()
            process.stdout.close()
        except BaseException:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
            self.end_line()
            raise
        self.log.flush()
        if process.returncode != 0:
            self.end_line()
            raise Stop(reason("".join(output), self.folder, self.log.name))

    def read(self, lines, output: "list[str]") -> None:
        """Copy a step's output to the log, and read the progress from it."""
        import re

        for line in lines:
            output.append(line)
            try:
                self.log.write(line)
            except OSError:
                pass  # the disk is full: the step fails too, and its message says why
            found = re.match(r"(?:Collecting|Downloading|Requirement already satisfied:) ([\w.-]+)", line)
            if found:
                self.fetched, self.name = self.fetched + 1, found[1]
            elif line.startswith("Ignoring "):  # pip: a package for another system
                self.total -= 1
            elif line.startswith(("Installing collected", "Prepared ")):
                self.verb = "Installing"

    shown, shown_at, width = "", 0.0, 0

    def show(self) -> None:
        """Show the progress: one changing line with a bar on a terminal, elsewhere a line every five seconds."""
        import shutil
        import time

        done = self.fetched
        if self.verb == "Installing":
            # pip and uv print no progress here, so the installed packages are counted.
            there = set(installed(self.folder))
            for new in there - self.seen:
                self.name = new.split("-")[0]
            self.seen = there
            done = len(there - self.before)
        text = f"{self.verb} ..."
        if self.total and self.name:
            text = f"{self.verb} {min(done, self.total)} of {self.total}: {self.name}"
        if not sys.stderr.isatty():
            if text != self.shown and time.monotonic() - self.shown_at >= 5:
                self.shown, self.shown_at = text, time.monotonic()
                tell(text)
            return
        if self.total:
            filled = 24 * min(done, self.total) // self.total
            text = "[" + "#" * filled + "-" * (24 - filled) + "] " + text
        text = text[: shutil.get_terminal_size().columns - 1]
        sys.stderr.write("\r" + text.ljust(self.width))
        sys.stderr.flush()
        self.width = len(text)

    def end_line(self) -> None:
        """Clear the progress line."""
        if self.width:
            sys.stderr.write("\r" + " " * self.width + "\r")
            self.width = 0


def check_ensurepip() -> None:
    """Raise Stop where Python has no ensurepip, which Debian and Ubuntu keep in a package of its own."""
    import importlib.util

    if importlib.util.find_spec("ensurepip"):
        return
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    remedy = "Install a complete Python from https://www.python.org/downloads/"
    if os.path.exists("/etc/debian_version"):
        remedy = f"Install it: sudo apt install python{version}-venv"
    raise Stop(
        f"This Python ({sys.executable}) cannot make an environment: its part `ensurepip` is missing.\n"
        f"Debian and Ubuntu keep it in a package of its own.\n{remedy}   Then run the same command again."
    )


# Texts in the output of pip or uv, and the message for each: what happened, why, what to do next. None: a full disk.
REASONS = (
    (("No space left", "os error 28", "os error 112", "Errno 28", "Disk quota"), None),
    (
        ("DO NOT MATCH THE HASHES", "ash mismatch"),
        "A package that was loaded is not the one that the course was tested with (its hash differs).\n"
        "A mirror or a filter in your network may have changed it; nothing of it was installed.\n"
        "Try another network, then run the same command again. Log: {log}",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "invalid peer certificate", "UnknownIssuer"),
        "The package index showed a certificate that is not trusted here.\n"
        "Often a school's or company's filter stands between.\n"
        "Try another network, or ask for its certificate and name it in SSL_CERT_FILE. Log: {log}",
    ),
    (
        (
            "Failed to establish a new connection", "name resolution", "Name or service not known",
            "getaddrinfo failed", "nodename nor servname", "dns error", "error sending request", "Failed to fetch",
            "Network is unreachable", "timed out", "Connection refused", "ProxyError", "Could not connect",
        ),
        "The packages could not be loaded: the package index does not answer.\n"
        "Most often there is no network, or a proxy stands between.\n"
        "Connect (or set HTTPS_PROXY), then run the same command again: it goes on. Log: {log}",
    ),
)  # fmt: skip


def reason(output: str, folder: str, log: str) -> str:
    """Return the message about a failed step in three lines: what happened, why, what to do next."""
    for signs, message in REASONS:
        if any(sign in output for sign in signs):
            return disk_full(folder) if message is None else message.format(log=log)
    last = [line.strip() for line in output.splitlines() if line.strip()][-1:] or ["it said nothing"]
    return (
        f"The set-up failed: {last[0][:200]}\nThe whole story: {log}\n"
        "Run the same command again. If it fails again, look there."
    )


def tell(text: str) -> None:
    """Print to stderr, because the first line on stdout belongs to the command."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
