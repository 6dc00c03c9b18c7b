"""Where Chromium is: for the browser tests and for `doctor`."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# No sandbox: in a container the tests run as root, and they only open pages of our own on 127.0.0.1.
# The others keep Chromium from calling home.
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
)

HOW_TO_GET = "sudo apt install chromium (macOS: brew install --cask chromium), or set CHROMIUM=/path/to/it"


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one that the variable CHROMIUM names, else the first on the PATH.

    Returns the full path, or None where there is none. A CHROMIUM that names no program counts as none,
    so that `CHROMIUM=none` leaves the browser tests out.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)
