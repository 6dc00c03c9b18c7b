"""Asks before a page of another site makes a visitor's browser change something here with a GET.

Most of the desk's views change cookies or the session on a GET, so that you can try them out by their address. Then a
link or an image on any other site could do the same to a visitor who did not want it. A browser says with the header
`Sec-Fetch-Site` who began a request: a page of this origin, a page of the same site (another port of the same host),
a page of another site, or nobody ("none": the address was typed, or is a bookmark). After a redirect it names the
worst of the way. Scripts and other programs send no such header; they do what their user wrote.

On a site of your own you do not need this: whatever changes something there takes a POST, and Django's CSRF protection
does the rest.

Source: https://www.w3.org/TR/fetch-metadata/ and https://web.dev/articles/fetch-metadata
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers

OUR_OWN = {"same-origin", "none"}


def asks_visitors_from_other_sites(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view that changes something on a GET: a request that another site began is answered 403.

    The page says so, and has a link to the same address. Who follows it comes from this origin, and the view runs.
    """

    @functools.wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("Sec-Fetch-Site", "none") in OUR_OWN:
            return view(request, *args, **kwargs)
        response = render(request, "desk/other_site.html", {"address": request.get_full_path()}, status=403)
        add_never_cache_headers(response)
        patch_vary_headers(response, ["Sec-Fetch-Site"])
        return response

    return asking
