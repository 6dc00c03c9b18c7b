#!/usr/bin/env python
"""Django's command line for this project: `python demo_site/manage.py <command>`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neighbourhood.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise ImportError(
            f"Django is not installed for {sys.executable}.\n"
            "This project is written with Django and needs nothing else.\n"
            f"Install it: {sys.executable} -m pip install 'Django>=5.2'"
        ) from error
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
