"""The choices a visitor can make, and how they are read back from the cookies."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

THEMES = {"auto": "As my device", "light": "Light", "dark": "Dark"}
LANGUAGES = {"en": "English", "ko": "한국어 (Korean)"}


class PreferencesForm(forms.Form):
    """Theme, language, and a user name to fill in at the login form."""

    theme = forms.ChoiceField(choices=list(THEMES.items()), help_text="Kept in the cookie “theme”.")
    language = forms.ChoiceField(
        choices=list(LANGUAGES.items()), help_text="Of the menu and the greetings. Kept in the cookie “language”."
    )
    remembered_name = forms.CharField(
        label="User name to remember",
        max_length=150,
        required=False,
        help_text="Fills in the login form. Empty it to forget. Kept in the cookie “remembered_name”.",
    )


def chosen_theme(request: HttpRequest) -> str:
    """Return the theme in the cookie; "auto" without a cookie, or with an unknown value."""
    theme = request.COOKIES.get("theme", "auto")
    return theme if theme in THEMES else "auto"


def chosen_language(request: HttpRequest) -> str:
    """Return the language in the cookie; English without a cookie, or with an unknown value."""
    language = request.COOKIES.get("language", "en")
    return language if language in LANGUAGES else "en"
