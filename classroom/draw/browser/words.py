"""The title and the words of a page, for readers who do not see its preview."""

from __future__ import annotations

from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "title", "template"})
_LINES = frozenset({
    "article", "br", "dd", "div", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "main",
    "nav", "p", "section", "tr",
})  # fmt: skip


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.words: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _SILENT:
            self._within = tag
        elif tag in _LINES:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._within = ""
        elif tag in _LINES:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self._within == "title":
            self.title.append(data)
        elif not self._within:
            self.words.append(data)


def title_and_words(page: str) -> tuple[str, str]:
    """The title of a page and its visible words, a line for each block. Never raises for bad HTML."""
    reader = _Reader()
    try:
        reader.feed(page)
        reader.close()
    except (AssertionError, ValueError):  # html.parser gives up on some broken declarations
        pass
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return " ".join("".join(reader.title).split()), "\n".join(line for line in lines if line)
