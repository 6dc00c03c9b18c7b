"""The users of the site, and the devices they are logged in on."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

from accounts.user_agents import describe


class User(AbstractUser):
    """A user like Django's own, under our own name.

    Nothing is added yet. With a model of our own, a field can be added at any time, while changing AUTH_USER_MODEL
    after the first migration is hard.

    Source: https://docs.djangoproject.com/en/5.2/topics/auth/customizing/
    """


class Device(models.Model):
    """One login on one device. `accounts/devices.py` says what it is for.

    Whoever has the key has the user's session, so it is a secret and never in a page. Pages name a device by its id.
    """

    AGENT_LENGTH = 300  # longer ones are cut

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices")
    # Not a foreign key to django_session: only two of Django's five session engines have that table.
    session_key = models.CharField(max_length=40, unique=True)
    user_agent = models.CharField(max_length=AGENT_LENGTH)
    logged_in_at = models.DateTimeField()

    class Meta:
        ordering = ["-logged_in_at", "-pk"]

    def __str__(self) -> str:
        return describe(self.user_agent)
