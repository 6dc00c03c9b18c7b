"""The cookie `tracker_id`: a random number without a meaning, by which the tracker recognises a visitor.

How it must be set depends on the client:

- A **browser** such as Chromium leaves a cookie out of a picture's request on another site's page, unless it was set
  with `SameSite=None`; and it accepts `SameSite=None` only together with `Secure` (draft 6265bis section 5.7). `Secure`
  means https, with one exception: this computer's own names and addresses, which Chromium and Firefox trust over http.
- **`requests`** knows neither SameSite nor that exception. It would keep a `Secure` cookie and never send it over http.

A real tracker uses https, always sets `SameSite=None; Secure`, and needs no second way. Here the header
`Sec-Fetch-Site` distinguishes the two: browsers send it, and only to an origin that they trust
(https://www.w3.org/TR/fetch-metadata/), which is also the condition on which they accept the `Secure` cookie.
"""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

COOKIE = "tracker_id"
AGE = timedelta(days=400)  # as long as a browser keeps any cookie (draft 6265bis section 5.5)
ID = re.compile(r"[0-9a-f]{16}")


def read_id(request: HttpRequest) -> str | None:
    """Return the id that came with the request; None without one, or with one that we did not make."""
    value = request.COOKIES.get(COOKIE, "")
    return value if ID.fullmatch(value) else None


def give_id(request: HttpRequest, response: HttpResponse) -> str:
    """Ask the client to keep a new id, and return it."""
    tracker_id = secrets.token_hex(8)
    browser = "Sec-Fetch-Site" in request.headers
    response.set_cookie(
        COOKIE, tracker_id, max_age=AGE, httponly=True, secure=browser, samesite="None" if browser else None
    )
    return tracker_id
