"""The shops' pages, the pixel in them, and the page with what the tracker learns."""

from __future__ import annotations

from itertools import islice
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe
from django.views.decorators.vary import vary_on_cookie

from tracker.models import Visit
from tracker.origins import is_at, origin_of
from tracker.shops import SHOPS
from tracker.tracking_cookie import COOKIE, give_id, read_id

# One transparent pixel, the smallest picture that every browser draws.
GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")
MOST_CHARACTERS = 200
MOST_VISITS = 300  # on the tracker's page: the latest


@require_safe
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a shop. The page looks like any other; the tracker's pixel is its last line."""
    pixel = f"{origin_of(request, 'tracker')}/tracker/pixel.gif?page={quote(request.get_full_path())}"
    context = {
        "shop": SHOPS[slug],
        "others": [(other, f"{origin_of(request, other.slug)}/tracker/{other.slug}/") for other in SHOPS.values()],
        "pixel": pixel,
        "tracker": origin_of(request, "tracker"),
        "at_home": is_at(request, slug),
        "host": request.get_host(),
    }
    response = render(request, "tracker/shop.html", context)
    # Django would send "same-origin", and the tracker would get no Referer. A shop that uses the pixel sends the
    # default of browsers instead: other origins learn which site it was, but not which page.
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    return response


@require_GET
@never_cache  # the tracker would not learn of a visit if the browser took the image from its cache
def pixel(request: HttpRequest) -> HttpResponse:
    """Answer with an invisible picture, and store which visitor looked at which page.

    The URL names the page (`?page=`), because the header `Referer` has at most the site. The cookie identifies the
    visitor. A first request has none, so the response sets one.
    """
    response = HttpResponse(GIF, content_type="image/gif")
    Visit.objects.create(
        tracker_id=read_id(request) or give_id(request, response),
        page=printable(request.GET.get("page", "")),
        referrer=printable(request.headers.get("Referer", "")),
    )
    return response


@require_safe
@vary_on_cookie
def profile(request: HttpRequest) -> HttpResponse:
    """Show what the tracker knows: about the visitor who asks, and about all visitors."""
    everybody: dict[str, list[Visit]] = {}
    for visit in reversed(list(islice(Visit.objects.order_by("-pk"), MOST_VISITS))):
        everybody.setdefault(visit.tracker_id, []).append(visit)
    own_id = read_id(request)
    context = {
        "cookie": COOKIE,
        "own_id": own_id,
        "own_visits": everybody.get(own_id or "", []),
        "everybody": everybody,
        "shops": [(each, f"{origin_of(request, each.slug)}/tracker/{each.slug}/") for each in SHOPS.values()],
        "home": origin_of(request, "tracker"),
        "at_home": is_at(request, "tracker"),
        "host": request.get_host(),
    }
    return render(request, "tracker/profile.html", context)


def printable(text: str) -> str:
    """Return a client's text without control characters, cut to what the table holds."""
    return "".join(character for character in text[:MOST_CHARACTERS] if character.isprintable())
