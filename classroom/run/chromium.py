"""Finds Chromium, for the browser tests, the handout and `doctor`."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

# --no-sandbox: in a container the tests run as root, and they open only our own pages on 127.0.0.1.
# The other arguments turn off what Chromium would send over the network by itself.
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
    """Return the path of Chromium: of the program that the variable CHROMIUM names, else of the first on the PATH.

    Returns None where there is none. A CHROMIUM that names no program counts as none, so `CHROMIUM=none` leaves the
    browser tests out.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for path in map(shutil.which, NAMES) if path), None)
