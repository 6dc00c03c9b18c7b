"""`course.py handout`: write the lessons with their outputs, or the presenter's notes, as HTML and PDF."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from classroom.handout.handout import choose, title_of, write_index, write_lessons, write_notes, write_pdfs


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `handout`."""
    parser.add_argument("names", nargs="*", help="lessons whose name contains one of these, for example: 03")
    parser.add_argument("--out", type=Path, default=Path("build/handout"), metavar="DIR", help="where to write")
    parser.add_argument("--notes", action="store_true", help="the presenter's notes instead; nothing is executed")
    parser.add_argument("--no-pdf", action="store_true", help="HTML only")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="how many at a time")


def main(options: argparse.Namespace, root: Path) -> int:
    """Write the handout, show the progress; return 1 where a lesson or a PDF failed."""
    paths = choose(root, options.names)
    if not paths:
        print("There is no such lesson.\nTheir names are in notebooks/.", file=sys.stderr)
        return 1
    out: Path = options.out.expanduser().resolve()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        print(f"Nothing can be written to {out}\n{problem.strerror}.\nName a folder: --out DIR", file=sys.stderr)
        return 1
    titles = {path.stem: title_of(path) for path in paths}
    if options.notes:
        pages, failed = write_notes(paths, out), 0
    else:
        pages, failed = write_lessons(paths, titles, out, jobs=max(1, options.jobs))
    failed += 0 if options.no_pdf else write_pdfs(pages)
    write_index(titles, pages, out, notes=options.notes)
    print(f"{len(pages)} of {len(paths)} are in {out}")
    return 1 if failed else 0
