"""The HTTP front desk: small views that each show one thing of HTTP.

No page of the desk reads the session or the user unless its text says so, so that you can see what a request
costs and carries without them. The pages that depend on a cookie say so with `Vary: Cookie`.
"""

from __future__ import annotations

import re
import time
from http import HTTPStatus
from itertools import islice

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from desk.other_sites import asks_visitors_from_other_sites
from desk.parameters import (
    BadParameter,
    read_cookie_order,
    read_line,
    read_names,
    read_place,
    read_seconds,
    read_status,
    refuses_bad_parameters,
)
from neighbourhood.cookie_text import from_cookie
from preferences.forms import chosen_language
from preferences.labels import labels_for

VISITOR_COOKIE = "visitor_name"
VISITS_COOKIE = "visits"
MOST_ROWS = 200  # of the table of cookies
MOST_CHARACTERS = 500  # of one value in it
NO_CONTENT = {204, 205, 304}
REQUIRED_HEADERS = {
    401: ("WWW-Authenticate", 'Classroom realm="front desk"'),  # RFC 9110 section 15.5.2; a scheme no browser knows
    405: ("Allow", "GET, HEAD"),  # RFC 9110 section 15.5.6
}


@require_safe
@vary_on_cookie
def index(request: HttpRequest) -> HttpResponse:
    """List the views of the desk."""
    return render(request, "desk/index.html")


@require_safe
@vary_on_cookie
def hello(request: HttpRequest) -> HttpResponse:
    """Greet a logged-in user by user name, else by the name in the cookie `visitor_name`, else as a stranger.

    The cookie proves nothing, because any client can write a name into it. Only the session proves who the user is; the
    view reads it only if a session cookie came, so that a first visit costs no query.
    """
    name = ""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        name = request.user.get_username()
    name = name or from_cookie(request.COOKIES.get(VISITOR_COOKIE, ""))
    labels = labels_for(chosen_language(request))
    greeting = labels["hello"].format(name=name) if name else labels["hello_stranger"]
    return render(request, "desk/hello.html", {"greeting": greeting})


@csrf_exempt  # any program may post here: the view changes nothing
def echo(request: HttpRequest) -> JsonResponse:
    """Return the request as JSON: what the server received, after Django has read it.

    A real site must not do this: it shows the session key to scripts, which the HttpOnly attribute hides from them.
    """
    port = request.META.get("REMOTE_PORT", "")
    return JsonResponse(
        {
            "method": request.method,
            "path": request.path,
            "query": [[name, value] for name, values in request.GET.lists() for value in values],
            "headers": sent_headers(request),
            "cookies": request.COOKIES,
            "body": request.body.decode("utf-8", errors="replace"),
            "remote_port": int(port) if str(port).isdecimal() else None,  # not every server sets it
        },
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )


def sent_headers(request: HttpRequest) -> list[list[str]]:
    """Return the request's headers as [name, value] pairs.

    A WSGI server puts Content-Type and Content-Length into the environment even if no header of that name came
    (PEP 3333 lets them be empty; Python's fills in text/plain). Without a length there was no body: both are left out.
    """
    invented = set() if request.META.get("CONTENT_LENGTH") else {"Content-Type", "Content-Length"}
    return [[name, value] for name, value in request.headers.items() if name not in invented]


@require_safe
@vary_on_cookie
def cookies(request: HttpRequest) -> HttpResponse:
    """List the request cookies: names and values, because a client sends nothing else of a cookie."""
    rows = [(name, value[:MOST_CHARACTERS]) for name, value in islice(request.COOKIES.items(), MOST_ROWS)]
    return render(request, "desk/cookies.html", {"rows": rows, "more": len(request.COOKIES) - len(rows)})


@require_safe
@asks_visitors_from_other_sites
@vary_on_cookie
@refuses_bad_parameters
def set_cookie(request: HttpRequest) -> HttpResponse:
    """Set the cookies that the query describes.

    A GET may do this here, because nothing on the server changes and the desk is for trying out. On a real site, with
    such a URL, a link on another site could set any cookie in a visitor's browser; the desk asks such a visitor first.
    """
    response = HttpResponse()
    if (line := read_line(request)) is not None:
        # set_cookie() writes only well-formed lines. This one is sent as it came, to show what clients make of it.
        response.headers["Set-Cookie"] = line
        return answer_page(request, response)
    order = read_cookie_order(request)
    for name, value in order.pairs.items():
        response.set_cookie(name, value, **order.attributes)
    return answer_page(request, response)


@require_safe
@asks_visitors_from_other_sites
@vary_on_cookie
@refuses_bad_parameters
def delete_cookie(request: HttpRequest) -> HttpResponse:
    """Ask the client to delete a cookie. HTTP has no "delete": the response sets an expiry in the past.

    Path and domain must be those of the cookie: otherwise the line is about another cookie of the same name.
    """
    response = HttpResponse()
    for name in read_names(request):
        response.delete_cookie(name, **read_place(request))
    return answer_page(request, response)


def answer_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a page that shows the Set-Cookie lines of `response` and carries them itself."""
    lines = [cookie.OutputString() for cookie in response.cookies.values()]
    raw = response.headers.get("Set-Cookie")
    page = render(request, "desk/answer.html", {"lines": lines if raw is None else [raw]})
    page.cookies = response.cookies
    if raw is not None:
        page.headers["Set-Cookie"] = raw
    return page


@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """Count visits in the session: the number stays on the server, the client carries the key.

    A link on another site can add a visit. That is a visit, too, so neither counter asks.
    """
    request.session["visits"] = request.session.get("visits", 0) + 1
    context = {"visits": request.session["visits"], "place": "session"}
    return render(request, "desk/counter.html", context)


@require_safe
@vary_on_cookie
def cookie_counter(request: HttpRequest) -> HttpResponse:
    """Count visits in the cookie `visits`: the client sends the number, and can change it."""
    text = request.COOKIES.get(VISITS_COOKIE, "")
    visits = int(text) + 1 if re.fullmatch(r"[0-9]{1,9}", text) else 1
    response = render(request, "desk/counter.html", {"visits": visits, "place": "cookie"})
    response.set_cookie(VISITS_COOKIE, str(visits), samesite="Lax")
    return response


@require_safe
@refuses_bad_parameters
def redirect_within(request: HttpRequest) -> HttpResponse:
    """Redirect (302) to `to`, on this site only.

    Without the check this would be an open redirect: a link that begins with our host and leads to another site.
    """
    target = request.GET.get("to", reverse("desk:echo"))
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        raise BadParameter("The desk redirects within this site only, as in ?to=/desk/echo/.")
    if len(target) > 2_000:
        raise BadParameter("The address in “to” is longer than 2000 characters.")
    return HttpResponseRedirect(target)


@require_safe
@refuses_bad_parameters
def status(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the status code in the URL, and a line of text that names it."""
    number = read_status(code)
    response = HttpResponse(status=number, content_type="text/plain; charset=utf-8")
    if number in NO_CONTENT:
        del response.headers["Content-Type"]  # there is no content to have a type (RFC 9110 section 15.3.5)
    else:
        response.content = f"{number} {response.reason_phrase}\n{describe(number)}\n"
    if number in REQUIRED_HEADERS:
        name, value = REQUIRED_HEADERS[number]
        response.headers[name] = value
    return response


def describe(number: int) -> str:
    """Return Python's one-line description of a status code, or what its first digit says."""
    try:
        text = HTTPStatus(number).description
    except ValueError:
        text = ""
    classes = {2: "It worked.", 3: "Look elsewhere.", 4: "The request is at fault.", 5: "The server is at fault."}
    return text or classes[number // 100]


@require_safe
@refuses_bad_parameters
def slow(request: HttpRequest) -> HttpResponse:
    """Answer after `seconds` (at most 5). Meanwhile this thread of the server does nothing else."""
    seconds = read_seconds(request)
    time.sleep(seconds)
    return HttpResponse(f"This answer took {seconds:g} s on purpose.\n", content_type="text/plain; charset=utf-8")
