"""What a web server in front of Django would do: serve static files, and refuse malformed requests.

FOR A CLASSROOM, NOT FOR DEPLOYMENT: with DEBUG off Django leaves static files to a server such as nginx. There is
none here, so Django's `StaticFilesHandler` answers the requests for the style sheet. It is slow and was not made for
the open internet; there, run `collectstatic` and serve the files by other means.

Source: https://docs.djangoproject.com/en/5.2/howto/static-files/deployment/
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.exception import response_for_exception
from django.http import HttpRequest, HttpResponseBase

LONGEST_LENGTH = 18  # digits


class ClassroomHandler(StaticFilesHandler):
    """A WSGI application around another one: it serves static files itself and passes other requests on."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer 400 if Content-Length is not a number (RFC 9112 section 6.3), else go on."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdecimal() and len(length) <= LONGEST_LENGTH):
            text = b"The header Content-Length is not a number.\n"
            headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
            start_response("400 Bad Request", headers)
            return [text]
        return super().__call__(environ, start_response)

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Answer 400 to a path that leads out of its folder, such as /static/../settings.py.

        Django raises an exception for it, and no middleware surrounds this handler that would catch it.
        """
        try:
            return super().get_response(request)
        except SuspiciousOperation as error:
            return response_for_exception(request, error)
