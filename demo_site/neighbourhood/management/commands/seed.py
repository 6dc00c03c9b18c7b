"""`manage.py seed`: fill the site with people, notes and products."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from neighbourhood.seed import seed


class Command(BaseCommand):
    """Add what is missing; leave existing rows as they are. It is safe to run again."""

    help = "Add the seeded users, notes and products. What is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, and say what was added."""
        try:
            added = seed()
        except OperationalError as error:
            raise CommandError("The database has no tables yet. Run `manage.py migrate` first.") from error
        self.stdout.write(f"Added {added.users} users, {added.articles} notes and {added.products} products.")
        self.stdout.write(f"Every seeded user has the fake password {settings.CLASSROOM_PASSWORD!r}.")
