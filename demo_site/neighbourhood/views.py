"""The home page, the icon, and the page for a form that failed the CSRF check."""

from __future__ import annotations

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import Article
from market.models import Product

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<path fill="#a5401f" d="M16 3 2 15h4v13h8v-8h4v8h8V15h4z"/></svg>'
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the newest notices and a few things from the shop.

    Before `migrate` there are no tables. Then the page says what to run, instead of failing.
    """
    try:
        articles = list(Article.objects.select_related("author")[:3])
        products = list(Product.objects.all()[:4])
    except OperationalError:
        return render(request, "neighbourhood/not_ready.html", status=503)
    return render(request, "neighbourhood/home.html", {"articles": articles, "products": products})


@require_safe
@cache_control(max_age=86_400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """Answer the request for an icon that a browser sends where a page (JSON, plain text) names none."""
    return HttpResponse(ICON, content_type="image/svg+xml")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in three lines why a form was refused. Django calls this view because settings.py has CSRF_FAILURE_VIEW.

    `reason` is Django's short text, for example "CSRF cookie not set.".
    """
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
