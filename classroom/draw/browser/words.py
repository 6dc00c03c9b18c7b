"""The title and the words of a page, for readers who do not see its preview."""

from __future__ import annotations

_SILENT = "script, style, title, template"


def title_and_words(page: str) -> tuple[str, str]:
    """The title of a page and its visible words, a line for each block. Never raises for bad HTML."""
    from justhtml import JustHTML  # 0.1 s: for a page that is shown, not for every kernel

    tree = JustHTML(page, sanitize=False, scripting_enabled=False).root  # the preview runs no scripts either
    title = tree.query_one("title")
    name = title.to_text() if title else ""
    for each in tree.query(_SILENT):
        each.parent.remove_child(each)
    lines = (" ".join(line.split()) for line in tree.to_text("\n", strip=False, separator_blocks_only=True).split("\n"))
    return " ".join(name.split()), "\n".join(line for line in lines if line)
