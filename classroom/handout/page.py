"""Makes an HTML page of an executed notebook. The page needs no other file and no network."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import unquote

TEMPLATE = Path(__file__).with_name("page.html.j2")
WIDGET = "application/vnd.jupyter.widget-view+json"
COMPARED = re.compile(r"""^predict\(["']([\w.]+)["']\)\.compare\(\)\s*\Z""", re.MULTILINE)
INSTALLED = re.compile(r"(?:[A-Za-z]:)?[/\\][^\s'\"\x1b]*[/\\](?=site-packages[/\\])")
NOTEBOOK = re.compile(r"(?:\.\./|\./)?(?:(?P<folder>\w+)/)?(?P<stem>[\w-]+)\.ipynb(?P<place>#.*)?")


def page(notebook: Any, title: str, stems: Collection[str]) -> str:
    """Return the page of a notebook as HTML, with rich outputs, in light colours.

    notebook: executed; it is not changed.
    title: for the tab of the browser.
    stems: of the notebooks in this handout; a link to one of them becomes a link to its page.
    """
    from jinja2 import DictLoader
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    config = Config()
    config.TagRemovePreprocessor.enabled = True
    config.TagRemovePreprocessor.remove_cell_tags = ("notes",)
    config.TagRemovePreprocessor.remove_input_tags = ("hide-input",)
    exporter = HTMLExporter(
        config=config,
        theme="light",
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        anchor_link_text="",
        extra_loaders=[DictLoader({TEMPLATE.name: TEMPLATE.read_text(encoding="utf-8")})],
        template_file=TEMPLATE.name,
    )
    changed = copy.deepcopy(notebook)
    for cell in changed.cells:
        if cell.cell_type == "code":
            cell.outputs = static_outputs(cell)
    body, _ = exporter.from_notebook_node(changed, resources={"metadata": {"name": title}})
    return static_html(body, stems)


def static_outputs(cell: Any) -> list[Any]:
    """Return the outputs of an executed cell without what needs a kernel, and without paths of this machine.

    The output of `predict(…).compare()` becomes the question with its answer.
    """
    compared = COMPARED.search(cell.source)
    if compared and cell.outputs:
        from nbformat.v4 import new_output

        from classroom.check.catalogue import find_prediction
        from classroom.draw.quiz.quiz import quiz_view

        prediction: Any = find_prediction(compared[1])
        return [new_output("display_data", quiz_view(prediction, reveal=True)._repr_mimebundle_())]
    for output in cell.outputs:
        if output.output_type == "error":
            output.traceback = [INSTALLED.sub("", line) for line in output.traceback]
    return [output for output in map(without_widget, cell.outputs) if output is not None]


def without_widget(output: Any) -> Any:
    """Return an output without its widget, which needs a kernel; None where the widget is all of it.

    Nothing is lost: such a widget is a row of buttons, and the drawing above it says how to do the same by typing.
    """
    data = output.get("data", {})
    if WIDGET not in data:
        return output
    rest = {kind: value for kind, value in data.items() if kind != WIDGET}
    if not set(rest) - {"text/plain"}:
        return None
    return {**output, "data": rest}


def static_html(body: str, stems: Collection[str]) -> str:
    """Remove from a page what needs a script, a kernel or the site, and point its links to the handout's pages."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(body, "html.parser")
    for script in soup("script"):
        script.decompose()
    for frame in soup("iframe", srcdoc=True):
        # In the preview of a page, links lead to a site that is not running, and autofocus would take the focus.
        preview = BeautifulSoup(str(frame["srcdoc"]), "html.parser")
        for link in preview("a", href=True):
            del link["href"]
        for field in preview(autofocus=True):
            del field["autofocus"]
        frame["srcdoc"] = str(preview)
    for link in soup("a", href=True):
        _relink(link, stems)
    return str(soup)


def _relink(link: Any, stems: Collection[str]) -> None:
    """Point a link between notebooks to the page; make text of a link to the site or to a notebook without a page."""
    notebook, where = NOTEBOOK.fullmatch(link["href"]), ""
    if link["href"].startswith("http://127.0.0.1"):
        where = "an address of the demo site, while it runs"
    elif notebook and (notebook["folder"] or "notebooks") == "notebooks" and notebook["stem"] in stems:
        link["href"] = f"{notebook['stem']}.html{unquote(notebook['place'] or '')}"
    elif notebook:
        where = f"in the course: {notebook['folder'] or 'notebooks'}/{notebook['stem']}.ipynb"
    if where:
        link.name, link.attrs = "span", {"class": "elsewhere", "title": where}


def markdown_page(title: str, text: str, stems: Collection[str]) -> str:
    """Return a page of Markdown text, with the same template. text: a line `---` begins a new cell."""
    import nbformat

    cells = [nbformat.v4.new_markdown_cell(part) for part in text.split("\n\n---\n\n")]
    return page(nbformat.v4.new_notebook(cells=cells), title, stems)
