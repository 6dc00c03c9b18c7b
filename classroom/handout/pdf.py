"""Prints pages as PDF with a Chromium of this machine, which asks nobody and leaves no trace."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from classroom.files import replace
from classroom.run.chromium import CHROMIUM_ARGUMENTS

SECONDS = 120
OFFLINE = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-extensions", "--disable-gpu", "--disable-dev-shm-usage")


def write_pdf(chromium: str, page: Path, pdf: Path) -> str:
    """Print a page; return why that failed, or nothing.

    chromium: the program.
    page: an HTML file that needs nothing from elsewhere; links to pages beside it become links to their PDFs.
    pdf: the file to write.
    """
    with tempfile.TemporaryDirectory(prefix="handout-", ignore_cleanup_errors=True) as folder:
        printed = Path(folder, "page.pdf")
        # Opened: nobody can unfold paper.
        source = Path(folder, page.name)
        source.write_text(unfolded(page.read_text(encoding="utf-8")), encoding="utf-8")
        command = [
            chromium,
            "--headless",
            *CHROMIUM_ARGUMENTS,
            *OFFLINE,
            f"--user-data-dir={Path(folder, 'profile')}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            source.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as problem:
            return f"Chromium did not print {page.name}: {problem}"[:300]
        if not printed.is_file():
            return f"Chromium did not print {page.name} (exit code {done.returncode})."
        replace(pdf, relinked(printed.read_bytes(), Path(folder).as_uri() + "/"))
    return ""


def unfolded(body: str) -> str:
    """Open what a reader of a screen would unfold; of several that share a name one is open, as on the screen."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(body, "html.parser")
    for details in soup("details", attrs={"name": False}):
        details["open"] = ""
    return str(soup)


def relinked(pdf: bytes, folder: str) -> bytes:
    """Make links to files of a folder relative, and lead them from .html to .pdf.

    Chromium writes the whole path, of a folder that is gone. The file's length must stay, for its table of
    contents counts bytes (ISO 32000-1, 7.5.4): spaces behind the string make up for what is taken out.
    """

    def shorter(found: re.Match[bytes]) -> bytes:
        short = found[0].replace(folder.encode(), b"").replace(b".html", b".pdf")
        return short + b" " * (len(found[0]) - len(short))

    return re.sub(rb"\(" + re.escape(folder.encode()) + rb"[^()\\]*\)", shorter, pdf)
