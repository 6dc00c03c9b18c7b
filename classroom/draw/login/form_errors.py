"""The complaints of a form that came back, read out of the page as Django writes them there."""

from __future__ import annotations

from html.parser import HTMLParser


class _Reader(HTMLParser):
    """Collects the text of each item of a list whose class is ``errorlist``: the name that Django's templates use."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.errors: list[str] = []
        self._within = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "ul":
            self._within = "errorlist" in (dict(attrs).get("class") or "").split()
        elif tag == "li" and self._within:
            self.errors.append("")

    def handle_endtag(self, tag: str) -> None:
        self._within = self._within and tag != "ul"

    def handle_data(self, data: str) -> None:
        if self._within and self.errors:
            self.errors[-1] += data


def form_errors(page: str) -> list[str]:
    """Every complaint on a page, in order. Never raises for bad HTML."""
    reader = _Reader()
    try:
        reader.feed(page)
        reader.close()
    except (AssertionError, ValueError):  # html.parser gives up on some broken declarations
        pass
    return [" ".join(each.split()) for each in reader.errors]
