"""`page(response)`: the page as a person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from classroom.cells.given import attribute
from classroom.errors import CourseError, described
from classroom.paths import DEMO_SITE
from classroom.record.exchange import Exchange

if TYPE_CHECKING:
    from classroom.draw.view import View


def page(what: Any) -> View:
    """Draw the page as a person sees it, in a sandboxed frame, with a link to the real browser.

    what: a `requests.Response`, or one exchange. Raises CourseError for anything else.
    """
    from classroom.draw.browser.mini_browser import mini_browser

    if isinstance(what, Exchange):
        body, url, status, reason = what.response.text, what.url, what.status, what.reason
        kind = what.response.header("content-type") or "text/plain"
    elif isinstance(attribute(what, "text"), str) and isinstance(attribute(what, "status_code"), int):
        reason = attribute(what, "reason") or attribute(what, "reason_phrase") or ""
        body, url, status = what.text, str(attribute(what, "url") or ""), what.status_code
        kind = what.headers.get("content-type", "text/plain")
    else:
        raise CourseError(
            f"page() draws the page of one response, and was handed {described(what)}.",
            "Several are drawn by show(site.exchanges)." if isinstance(what, list | tuple) else "That holds no page.",
            "Hand it a response or an exchange: page(response), page(site.exchanges[-1])",
        )
    style = _style_sheet() if "neighbourhood/site.css" in body else ""
    return mini_browser(body, url, status, style=style, kind=kind, reason=reason)


def _style_sheet() -> str:
    """The demo site's style sheet, to be embedded: the sandboxed frame of a preview loads nothing."""
    sheets = sorted((DEMO_SITE / "neighbourhood" / "static").rglob("*.css"))
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
