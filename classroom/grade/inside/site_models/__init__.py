"""Django's models as a notebook's kernel has them: the demo site's, on its live database.

The database is the grader's, and stays there: each statement goes to the grader, who runs it. See `base`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

asked: Callable[..., dict[str, Any]]
"""Asks the grader; see `base`."""


def stand(ask: Callable[..., dict[str, Any]], outbox: Any, folder: str, key: str) -> None:
    """Set Django up. outbox: in place of the site's mail, which is not here. folder: the demo site's. key: its secret
    key."""
    global asked
    asked = ask
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
