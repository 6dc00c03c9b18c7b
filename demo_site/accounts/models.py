"""The people of the neighbourhood."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A user like Django's own, under our own name.

    Nothing is added yet. Starting with a model of our own leaves the door open: a field can be added at any time,
    while changing AUTH_USER_MODEL after the first migration is hard work.

    Source: https://docs.djangoproject.com/en/5.2/topics/auth/customizing/
    """
