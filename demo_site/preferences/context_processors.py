"""Gives every template the visitor's choices. They come from cookies; the database is not read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from preferences.forms import chosen_language, chosen_theme
from preferences.labels import labels_for


def preferences(request: HttpRequest) -> dict[str, Any]:
    """Return `theme`, `language` and the menu's `labels` for this request."""
    language = chosen_language(request)
    return {"theme": chosen_theme(request), "language": language, "labels": labels_for(language)}
