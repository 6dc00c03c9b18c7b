"""`python -m classroom.command <command>`: reads the command line and calls the command's module."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from typing import Any

from classroom.paths import ROOT

COMMANDS = {
    "lab": "open JupyterLab at the first notebook",
    "test": "run all tests",
    "site": "serve the demo site alone, for a browser or a script",
    "present": "teach from a lesson: slides, and the presenter's view",
    "reset": "give the next group a fresh course; what was there is set aside",
    "doctor": "check this machine and say what to do",
    "build": "make the notebooks from source/",
    "lesson": "begin a new lesson, or check one alone",
    "run": "execute all notebooks, several at a time",
    "grade": "judge a folder of submitted exercises, for a teacher",
    "handout": "write the lessons with their outputs as HTML and PDF",
    "bench": "measure, and print ratios against named baselines",
}
"""The summary of each command, for `--help`."""
PASSES_ARGUMENTS = frozenset({"lab", "test", "bench", "present"})
"""Commands that pass unknown arguments on to another program."""


def main(arguments: list[str]) -> int:
    """Run one command; return its exit code. arguments: the command's name and its own arguments."""
    for stream in (sys.stdout, sys.stderr):
        # A Korean Windows console cannot encode "✓", which would end the command with an exception.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if arguments and arguments[0] in PASSES_ARGUMENTS:
        return _module(arguments[0]).main(arguments[1:], ROOT)
    parser = argparse.ArgumentParser(prog="course.py")
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, summary in COMMANDS.items():
        command = subparsers.add_parser(name, help=summary, description=summary)
        # Only the module of this command is imported: some take seconds.
        if arguments[:1] == [name]:
            _module(name).add_arguments(command)
    options = parser.parse_args(arguments)
    return _module(options.command).main(options, ROOT)


def _module(name: str) -> Any:
    return importlib.import_module(f"classroom.command.{name}")


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        code = 130
    except BrokenPipeError:
        # `course.py … | head` closed the pipe. Redirect standard output, so that Python's last flush does not fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 1
    sys.exit(code)
