"""The response to an error in the site's own code: a page that teaches and leaks nothing.

Django's debug page shows settings and, under `wsgiref`, all environment variables of the kernel. This one names the
error and the line, as text.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from classroom.record.probes import RecordedWSGIHandler
from classroom.record.recorder import current


class TeachingHandler(RecordedWSGIHandler):
    """Django's handler, recorded; a 500 caused by an uncaught exception names the line."""

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        response = super().get_response(request)
        draft = current.get()
        if response.status_code != 500 or draft is None or draft.error is None:
            return response
        page = HttpResponse(
            "500: the site's code raised an error.\n"
            f"{draft.error}\n"
            "Look at that line, mend it, and send the request again.\n",
            status=500,
            content_type="text/plain; charset=utf-8",
        )
        page.cookies = response.cookies
        return page
