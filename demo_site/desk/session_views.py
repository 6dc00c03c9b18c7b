"""The session bench of the desk: small views that each do one thing to the session, and answer in JSON.

Watch what each of them makes Django store, and when a response carries `Set-Cookie` or `Vary: Cookie`.

A GET may change the session here, because the bench is for trying out URLs; where a page of another site began the
request, the visitor is asked first (`desk/other_sites.py`). On a real site whatever changes something needs a POST:
otherwise a link on another site could empty your visitors' carts.

Source: https://docs.djangoproject.com/en/5.2/topics/http/sessions/
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.other_sites import asks_visitors_from_other_sites
from desk.parameters import (
    BadParameter,
    read_expiry,
    read_key,
    read_seconds,
    read_switch,
    read_text,
    refuses_bad_parameters,
)

LIST = "list"  # the key whose value is changed inside


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the views of the bench."""
    return render(request, "desk/session.html")


@require_safe
def untouched(request: HttpRequest) -> JsonResponse:
    """Leave the session alone: nothing is looked up, stored or sent."""
    return JsonResponse({"did": "nothing"})


@require_safe
@refuses_bad_parameters
def read(request: HttpRequest) -> JsonResponse:
    """Read `key`. Nothing is stored; the response says that it depends on the cookie."""
    key = read_key(request)
    return JsonResponse({"did": f"read {key}", "value": request.session.get(key)})


@require_safe
@asks_visitors_from_other_sites
@refuses_bad_parameters
def write(request: HttpRequest) -> JsonResponse:
    """Write `value` under `key`. The first time this makes a session, and the response brings its cookie."""
    key, value = read_key(request, write=True), read_text(request, "value")
    request.session[key] = value
    return answer(request, f"wrote {key}")


@require_safe
@asks_visitors_from_other_sites
@refuses_bad_parameters
def append(request: HttpRequest) -> JsonResponse:
    """Append `value` to a list that lies inside the session.

    Django saves a session if one of its keys was set or deleted. It does not notice a change inside a value: set
    `request.session.modified = True` (here: `modified=1`), or the change is lost after this response.
    """
    value, modified = read_text(request, "value"), read_switch(request, "modified")
    if LIST not in request.session:
        request.session[LIST] = []  # this sets a key, so a first visit is saved, with the value appended below
    things = request.session[LIST]
    if not isinstance(things, list):
        raise BadParameter("The key “list” holds no list. Delete it first: /desk/session/delete/?key=list")
    things.append(value)
    if modified:
        request.session.modified = True
    return answer(request, "appended inside a value, and said so" if modified else "appended inside a value")


@require_safe
@asks_visitors_from_other_sites
@refuses_bad_parameters
def delete(request: HttpRequest) -> JsonResponse:
    """Delete one key. The session stays, and so do its key and its cookie, even if nothing is left in it."""
    key = read_key(request)
    was_there = request.session.pop(key, None) is not None
    return answer(request, f"deleted {key}" if was_there else f"found no {key}")


@require_safe
@asks_visitors_from_other_sites
@refuses_bad_parameters
def expire(request: HttpRequest) -> JsonResponse:
    """Set when the session ends: `seconds` after its last change, 0 with the browser, `none` as in the settings.

    With `fixed=1` it ends so many seconds from now, whatever is changed until then.
    """
    seconds, fixed = read_expiry(request), read_switch(request, "fixed")
    request.session.set_expiry(timedelta(seconds=seconds) if fixed and seconds is not None else seconds)
    return answer(request, f"set_expiry: {'none' if seconds is None else seconds}{', fixed' if fixed else ''}")


@require_safe
@asks_visitors_from_other_sites
def clear(request: HttpRequest) -> JsonResponse:
    """Empty the session. Its key, its row and its cookie stay."""
    request.session.clear()
    return answer(request, "clear")


@require_safe
@asks_visitors_from_other_sites
def flush(request: HttpRequest) -> JsonResponse:
    """End the session: the data is deleted from the store, and the client is asked to delete the cookie."""
    request.session.flush()
    return answer(request, "flush")


@require_safe
@asks_visitors_from_other_sites
def cycle_key(request: HttpRequest) -> JsonResponse:
    """Move the session to a new key. A copy of the old cookie is worthless afterwards; `login()` does the same."""
    request.session.cycle_key()
    return answer(request, "cycle_key")


@require_safe
def show(request: HttpRequest) -> JsonResponse:
    """Return all that Django knows about this session.

    A real site must not do this: it shows the key to scripts, which the HttpOnly attribute hides from them.
    """
    session = request.session
    return JsonResponse(
        {
            "key": session.session_key,
            "data": dict(session.items()),
            "expires_in_seconds": session.get_expiry_age(),
            "ends_with_the_browser": session.get_expire_at_browser_close(),
            "engine": type(session).__module__.rpartition(".")[2],
        },
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )


@require_safe
@asks_visitors_from_other_sites
@refuses_bad_parameters
def slow_write(request: HttpRequest) -> JsonResponse:
    """Read the session, wait `seconds` (at most 5), then write `value` under `key`.

    Django loads a session once and saves the whole of it. What another request has stored in between is lost.
    """
    key, value, seconds = read_key(request, write=True), read_text(request, "value"), read_seconds(request)
    found = sorted(request.session.keys())
    time.sleep(seconds)
    request.session[key] = value
    return answer(request, f"wrote {key} after {seconds:g} s", found=found)


@require_safe
@asks_visitors_from_other_sites
@refuses_bad_parameters
def interrupted(request: HttpRequest) -> JsonResponse:
    """Change a session that another request deletes meanwhile, such as a log-out in another window.

    Django does not create a deleted session again: the response is 400, `SessionInterrupted`. The server cannot delete
    a session in a signed cookie, so there the change is saved.
    """
    session = request.session
    if session.session_key is None or not session.items():
        raise BadParameter("There is no session to interrupt. Make one first: /desk/session/write/?key=note&value=hi")
    type(session)(session.session_key).delete()  # what the other request does
    session["interrupted"] = True
    return answer(request, "wrote, although the session was deleted meanwhile")


@require_safe
@asks_visitors_from_other_sites
@refuses_bad_parameters
def message(request: HttpRequest) -> JsonResponse:
    """Leave a message for the next page that shows messages.

    Django keeps messages in a cookie of their own; only what is too long for it goes into the session.
    Source: https://docs.djangoproject.com/en/5.2/ref/contrib/messages/#storage-backends
    """
    text = read_text(request, "text", "Hello from the page before.")
    messages.info(request, text)
    return JsonResponse({"did": "left a message", "text": text})


@require_safe
@asks_visitors_from_other_sites
def show_messages(request: HttpRequest) -> JsonResponse:
    """Show the messages. Messages that were shown are deleted."""
    return JsonResponse(
        {"did": "showed the messages", "messages": [str(each) for each in messages.get_messages(request)]}
    )


@require_safe
@refuses_bad_parameters
def error(request: HttpRequest) -> JsonResponse:
    """Write `value` under `key`, then answer 500. Django saves no session with such a response."""
    key, value = read_key(request, write=True), read_text(request, "value")
    request.session[key] = value
    return JsonResponse({"did": f"wrote {key}, and failed on purpose"}, status=500)


def answer(request: HttpRequest, did: str, **more: Any) -> JsonResponse:
    """Return what was done and what the session holds now. The view that calls it has read the session already."""
    return JsonResponse({"did": did, "data": dict(request.session.items()), **more})
