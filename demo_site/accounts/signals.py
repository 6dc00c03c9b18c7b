"""Keeps the list of devices up to date: `login()` and `logout()` send a signal, and these functions receive it.

So every login counts, whether it comes from this app's form or not. `accounts/apps.py` imports this file.

Source: https://docs.djangoproject.com/en/5.2/ref/contrib/auth/#login-and-logout-signals
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.devices import remember_device
from accounts.models import Device, User


@receiver(user_logged_in)
def note_the_device(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Store the device that has logged in."""
    remember_device(request, user)


@receiver(user_logged_out)
def forget_the_device(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Delete the device. `logout()` sends the signal before it flushes, so the session still has its key here.

    An anonymous visitor may log out too; then `user` is None, and there is nothing to delete.
    """
    if user is not None:
        Device.objects.filter(session_key=request.session.session_key).delete()
