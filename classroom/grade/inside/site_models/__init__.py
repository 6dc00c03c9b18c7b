"""Django with the demo site's models, as in a notebook's kernel, on the live database of the grader.

The database backend `base` sends each SQL statement to the grader, which runs it. The functions that Django adds to SQL
in Python are computed here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

# Both under the names that they have in a submission's process.
import functions  # type: ignore[import-not-found,unused-ignore]
import values  # type: ignore[import-not-found,unused-ignore]

ask_grader: Callable[..., dict[str, Any]]
"""Sends a message to the grader and returns its answer; set by `set_up`."""


sql_functions: dict[tuple[str, int], Any] = {}
"""Django's functions of SQL, and the classes of its aggregates, by name and arity; filled by `set_up`."""


def computed(function: str, arity: int, arguments: Any) -> dict[str, Any]:
    """The grader's question for one of Django's functions, computed. Returns the message with its value.

    arguments: as `values.packed` writes them; for an aggregate the rows.
    """
    try:
        found, given = sql_functions[function, arity], values.unpacked(arguments)
        if not isinstance(found, type):
            return {"value": values.packed(found(*given))}
        aggregate = found()
        for row in given:
            aggregate.step(*row)
        return {"value": values.packed(aggregate.finalize())}
    except Exception as error:
        return {"failed": str(error)[:1000]}


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
    sql_functions.update(functions.of_django())
    from django.core import mail

    mail.outbox = outbox
