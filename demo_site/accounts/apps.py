"""The configuration of this app, which Django loads once."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Django finds this class by itself, because it is the only AppConfig in this file."""

    name = "accounts"

    def ready(self) -> None:
        """Import the signal receivers. Not at the top of this file: they need the models, which are loaded only now."""
        from accounts import signals  # noqa: F401
