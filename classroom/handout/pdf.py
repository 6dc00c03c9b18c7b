"""Prints pages to PDF with an installed Chromium, without a network and with a temporary profile."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from classroom.files import PrivateFolder, replace
from classroom.run.chromium import CHROMIUM_ARGUMENTS

SECONDS = 120
OFFLINE = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-extensions", "--disable-gpu", "--disable-dev-shm-usage")


def write_pdf(chromium: str, page: Path, pdf: Path) -> str:
    """Print a page; return why that failed, or "".

    chromium: the program.
    page: an HTML file that needs no other file; links to pages beside it become links to their PDFs.
    pdf: the file to write.
    """
    with PrivateFolder("handout") as folder:
        printed = folder / "page.pdf"
        # Unfolded, because paper cannot be clicked.
        source = folder / page.name
        source.write_text(unfolded(page.read_text(encoding="utf-8")), encoding="utf-8")
        command = [
            chromium,
            "--headless",
            *CHROMIUM_ARGUMENTS,
            *OFFLINE,
            f"--user-data-dir={folder / 'profile'}",
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
        replace(pdf, relinked(printed.read_bytes(), folder.as_uri() + "/"))
    return ""


def unfolded(body: str) -> str:
    """Open every `<details>` of a page, except those with a name, of which only one can be open at a time."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(body, "html.parser")
    for details in soup("details", attrs={"name": False}):
        details["open"] = ""
    return str(soup)


def relinked(pdf: bytes, folder: str) -> bytes:
    """Make the links to files of a folder relative, and change them from .html to .pdf.

    pdf: the file's bytes. folder: its file: URL with a slash at the end. Returns the new bytes.

    Chromium writes absolute links, into a temporary folder. The length must not change, because the cross-reference
    table of a PDF has byte offsets (ISO 32000-1, 7.5.4): spaces after the string replace what is removed.
    """

    def shorter(found: re.Match[bytes]) -> bytes:
        short = found[0].replace(folder.encode(), b"").replace(b".html", b".pdf")
        return short + b" " * (len(found[0]) - len(short))

    return re.sub(rb"\(" + re.escape(folder.encode()) + rb"[^()\\]*\)", shorter, pdf)
