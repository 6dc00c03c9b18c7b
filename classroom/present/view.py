"""The presenter's view: a page of Jupyter's server, behind its token, with the notes for the slide that is shown.

The page opens the slides in a second window and reads from it which cell is active. The browser allows that, because
both have the same origin. No script of ours runs in the slides.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from classroom.build import deck as slides
from classroom.paths import BUILT, ROOT

PAGE = Path(__file__).with_name("view.html")


class PresenterHandler(JupyterHandler):
    """Serves the page: `/presenter/notebooks/03_….ipynb`. The path has no query, because Jupyter appends its token."""

    @web.authenticated
    def get(self, notebook: str) -> None:
        self.write(PAGE.read_text(encoding="utf-8"))


class DeckHandler(JupyterHandler):
    """Serves sections, slides and notes of one notebook as JSON: `/presenter/deck?notebook=…`."""

    @web.authenticated
    def get(self) -> None:
        try:
            # The notebooks in the room have no notes: these are read from the course's own.
            deck = slides.read_deck(notebook_at(ROOT, self.get_query_argument("notebook")))
        except (slides.NotANotebook, ValueError, OSError):
            raise web.HTTPError(404, "There is no such notebook.") from None
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.write(json.dumps(for_page(deck), ensure_ascii=False))


def notebook_at(root: Path, asked: str) -> Path:
    """Return the built notebook of a path such as "notebooks/03_….ipynb", as a browser sent it.

    Raises ValueError for any other path, also by a symbolic link out of its folder, and OSError where it is not found.
    """
    path = PurePosixPath(asked)
    if len(path.parts) != 2 or path.parts[0] not in BUILT or path.suffix != ".ipynb":
        raise ValueError("not the path of a notebook")
    found = (root / path).resolve(strict=True)
    if found.parent != (root / path.parts[0]).resolve():
        raise ValueError("outside of its folder")
    return found


def for_page(deck: slides.Deck) -> dict[str, Any]:
    """Return a deck as data for JSON, its Markdown as HTML."""
    from nbconvert.filters import markdown2html

    def note(each: slides.Note) -> dict[str, Any]:
        said = {"text": each.text, "ask": each.ask, "goes_wrong": each.goes_wrong}
        return {name: markdown2html(text) if text else "" for name, text in said.items()}

    def cell(each: slides.SlideCell) -> dict[str, Any]:
        html = markdown2html(each.source) if each.kind == "markdown" else None
        return {"id": each.id, "html": html, "code": None if html else each.source}

    return {
        "title": deck.title,
        "minutes": deck.minutes,
        "sections": [
            {"title": each.title, "minutes": each.minutes, "notes": [note(n) for n in each.notes]}
            for each in deck.sections
        ],
        "slides": [
            {
                "section": each.section,
                "cells": [cell(c) for c in each.cells],
                "notes": [note(n) for n in each.notes],
            }
            for each in deck.slides
        ],
    }


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "classroom.present.view"}]


def _load_jupyter_server_extension(server: Any) -> None:
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, "presenter", "deck"), DeckHandler),
            (url_path_join(base, "presenter", "(.+)"), PresenterHandler),
        ],
    )
