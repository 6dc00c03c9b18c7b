"""Writes the lessons with their outputs as HTML pages and as PDF, to be read without a network."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from classroom.files import replace
from classroom.paths import WORKSHOP
from classroom.run.chromium import HOW_TO_GET, find_chromium
from classroom.run.execute import Executed, execute_all


def choose(root: Path, names: list[str]) -> list[Path]:
    """Return the lessons and generated pages whose name contains one of the names; all where none is given.

    What is called `….ipynb` and is no notebook is left out, and said.
    """
    from classroom.build.deck import NotANotebook, read_notebook

    found = []
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        if names and not any(name in path.stem for name in names):
            continue
        try:
            read_notebook(path)
        except NotANotebook as problem:
            print(f"Left out: {path.name}. {problem}", file=sys.stderr)
        else:
            found.append(path)
    return found


def title_of(path: Path) -> str:
    """Return the first heading of a notebook; its file name without ending where it has none. Raises NotANotebook."""
    from classroom.build.deck import read_notebook

    for cell in read_notebook(path)["cells"]:
        for line in "".join(cell["source"]).splitlines():
            if cell["cell_type"] == "markdown" and line.startswith("# "):
                return line.removeprefix("# ").strip()
    return path.stem


def write_lessons(paths: list[Path], titles: dict[str, str], out: Path, *, jobs: int) -> tuple[list[Path], int]:
    """Execute lessons, write their pages, and print the progress; return the pages, and how many lessons failed.

    paths: the notebooks. titles: of each, by its stem. out: the folder to write to. jobs: how many run at a time.
    """
    from classroom.handout.page import page

    written: list[Path] = []
    outcomes: list[Executed] = []

    def keep(path: Path, notebook: Any) -> None:
        target = out / f"{path.stem}.html"
        # The page shows the path that a learner's project has, not that of the temporary folder.
        replace(
            target,
            page(notebook, titles[path.stem], set(titles)).replace(os.environ[WORKSHOP], "exercises"),
        )
        written.append(target)

    def done(outcome: Executed) -> None:
        outcomes.append(outcome)
        word = "FAILED" if outcome.failure else "ok"
        print(f"[{len(outcomes)}/{len(paths)}] {word:6} {outcome.seconds:5.1f} s  {outcome.path.stem}", flush=True)
        if outcome.failure:
            print(outcome.failure, flush=True)

    execute_all(paths, jobs=jobs, done=done, keep=keep)
    return sorted(written), sum(bool(outcome.failure) for outcome in outcomes)


def write_notes(paths: list[Path], out: Path) -> list[Path]:
    """Write the presenter's notes of each lesson; return the pages. Notebooks without notes are left out."""
    from classroom.build.deck import read_deck
    from classroom.handout.notes import notes_of
    from classroom.handout.page import markdown_page

    written = []
    for path in paths:
        deck = read_deck(path)
        if any(section.notes for section in deck.sections):
            target = out / f"notes-{path.stem}.html"
            replace(target, markdown_page(f"Notes: {deck.title}", notes_of(deck), ()))
            written.append(target)
    return written


def write_pdfs(pages: list[Path]) -> int:
    """Print each page to a PDF beside it; return how many failed. Without Chromium, say so and return 0."""
    from classroom.handout.pdf import write_pdf

    chromium = find_chromium()
    if chromium is None:
        print(f"There is no PDF, only HTML.\nNo Chromium was found to print it.\n{HOW_TO_GET}", file=sys.stderr)
        return 0
    failed = 0
    for number, page in enumerate(pages, start=1):
        failure = write_pdf(chromium, page, page.with_suffix(".pdf"))
        failed += bool(failure)
        print(f"[{number}/{len(pages)}] {'FAILED' if failure else 'PDF':6} {page.stem}", flush=True)
        if failure:
            print(f"    {failure}", flush=True)
    return failed


def write_index(titles: dict[str, str], pages: list[Path], out: Path, *, notes: bool) -> None:
    """Write index.html, or notes.html, with a link to every page, and to its PDF where there is one."""
    from classroom.handout.page import markdown_page

    lines = []
    for page in pages:
        stem = page.stem.removeprefix("notes-")
        pdf = f" · [PDF]({page.stem}.pdf)" if page.with_suffix(".pdf").exists() else ""
        lines.append(f"- [{titles[stem]}]({page.name}){pdf}")
    title = "The presenter's notes" if notes else "The lessons"
    replace(
        out / ("notes.html" if notes else "index.html"), markdown_page(title, f"# {title}\n\n" + "\n".join(lines), ())
    )
