"""What Django does once, when it loads this app."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app itself. Django finds this class by itself, because it is the only one here."""

    name = "accounts"

    def ready(self) -> None:
        """Import the receivers of signals. Not at the top of this file: models are loaded only now."""
        from accounts import signals  # noqa: F401
