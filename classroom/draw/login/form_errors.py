"""The complaints of a form that came back, read out of the page as Django writes them there."""

from __future__ import annotations

MOST = 20


def form_errors(page: str) -> list[str]:
    """The first complaints on a page, in order, 20 at most. Never raises for bad HTML.

    They are the items of a list whose class is `errorlist`: Django's templates for `ErrorList` name it so.
    """
    from justhtml import JustHTML  # 0.1 s: for a form that came back, not for every kernel

    found = JustHTML(page, sanitize=False).root.query("ul.errorlist > li")
    return [" ".join(each.to_text("", strip=False).split()) for each in found[:MOST]]
