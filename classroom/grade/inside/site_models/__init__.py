"""Django with the demo site's models, as in a notebook's kernel, on the live database of the grader.

The database backend `base` sends each SQL statement to the grader, which runs it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

ask_grader: Callable[..., dict[str, Any]]
"""Sends a message to the grader and returns its answer; set by `set_up`."""


def set_up(ask: Callable[..., dict[str, Any]], outbox: Any, folder: str, key: str) -> None:
    """Set Django up.

    ask: sends a message to the grader, returns its answer. outbox: in place of the site's `mail.outbox`.
    folder: that of the demo site. key: its SECRET_KEY.
    """
    global ask_grader
    ask_grader = ask
    os.environ.update(
        DJANGO_SETTINGS_MODULE="neighbourhood.settings", DEMO_SITE_SECRET_KEY=key, DJANGO_ALLOW_ASYNC_UNSAFE="true"
    )
    sys.path.append(folder)
    import django
    from django.conf import settings

    settings.DATABASES["default"] = {"ENGINE": __name__, "NAME": "the site's"}
    django.setup()
    from django.core import mail

    mail.outbox = outbox
