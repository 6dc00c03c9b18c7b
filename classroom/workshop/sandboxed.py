"""Runs a project's `manage.py` in a sandbox: what `python manage.py …` does, with few rights left."""

from __future__ import annotations

import json
import os
import runpy
import sys

from classroom.sandbox import sandbox


def main() -> None:
    """Arguments: the rights as JSON, then those of the command. The current folder is the project's."""
    sandbox.enter(sandbox.Rights(**json.loads(sys.argv.pop(1))))
    sys.argv[0] = "manage.py"
    sys.path.insert(0, os.getcwd())
    runpy.run_path("manage.py", run_name="__main__")
