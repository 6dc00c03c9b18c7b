"""Runs a project's `manage.py` in the sandbox."""

from __future__ import annotations

import json
import os
import runpy
import sys

from classroom.sandbox import sandbox


def main() -> None:
    """Run `manage.py` in the current folder. `sys.argv`: the rights as JSON, then the arguments of the command."""
    sandbox.enter(sandbox.Rights(**json.loads(sys.argv.pop(1))))
    sys.argv[0] = "manage.py"
    sys.path.insert(0, os.getcwd())
    runpy.run_path("manage.py", run_name="__main__")
