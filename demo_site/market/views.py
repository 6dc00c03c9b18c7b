"""The shop, and its two carts. The views of the two carts differ in one line each: where the cart is kept."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView, ListView

from market import carts
from market.models import Product


class ProductList(ListView):
    """Everything in the shop, a notice that can be hidden for a day, and a pop-up closed until the browser closes."""

    model = Product


class ProductDetail(DetailView):
    """One product, with a button for each cart. The response to an unknown slug is 404."""

    model = Product


# --- The cart in a cookie -----------------------------------------------------------------------------------------


@require_safe
def cookie_cart(request: HttpRequest) -> HttpResponse:
    """Show the cart that came with this request. The database is read only for names and prices."""
    value = request.COOKIES.get(carts.COOKIE, "")
    context = cart_context(carts.read_cookie_cart(request))
    context |= {
        "carried": shorten(f"{carts.COOKIE}={value}") if value else "",
        "kept": "",
        "remove_url": reverse("market:cookie_cart_remove"),
        "clear_url": reverse("market:cookie_cart_clear"),
    }
    return render(request, "market/cookie_cart.html", context)


@require_POST
def cookie_cart_add(request: HttpRequest) -> HttpResponseRedirect:
    """Put one more of a product into the cookie."""
    quantities = carts.read_cookie_cart(request)
    response = redirect("market:cookie_cart")
    if add(request, quantities):
        carts.write_cookie_cart(response, quantities)
    return response


@require_POST
def cookie_cart_remove(request: HttpRequest) -> HttpResponseRedirect:
    """Remove a product from the cookie."""
    quantities = carts.read_cookie_cart(request)
    quantities.pop(request.POST.get("product", ""), None)
    response = redirect("market:cookie_cart")
    carts.write_cookie_cart(response, quantities)
    return response


@require_POST
def cookie_cart_clear(request: HttpRequest) -> HttpResponseRedirect:
    """Empty the cart: ask the client to delete the cookie."""
    response = redirect("market:cookie_cart")
    carts.write_cookie_cart(response, {})
    return response


# --- The cart in the session --------------------------------------------------------------------------------------


@require_safe
def session_cart(request: HttpRequest) -> HttpResponse:
    """Show the cart that the shop keeps for the session key in this request.

    The page shows four characters of the key, because whoever has all of it has the session.
    """
    quantities = carts.read_session_cart(request)
    key = request.session.session_key or ""
    context = cart_context(quantities)
    context |= {
        "carried": f"{settings.SESSION_COOKIE_NAME}={key[:4]}…" if key else "",
        "kept": json.dumps({carts.SESSION_KEY: quantities}) if key else "",
        "remove_url": reverse("market:session_cart_remove"),
        "clear_url": reverse("market:session_cart_clear"),
    }
    return render(request, "market/session_cart.html", context)


@require_POST
def session_cart_add(request: HttpRequest) -> HttpResponseRedirect:
    """Put one more of a product into the session."""
    quantities = carts.read_session_cart(request)
    if add(request, quantities):
        carts.write_session_cart(request, quantities)
    return redirect("market:session_cart")


@require_POST
def session_cart_remove(request: HttpRequest) -> HttpResponseRedirect:
    """Remove a product from the session. The cookie stays as it is: the key has not changed."""
    quantities = carts.read_session_cart(request)
    if quantities.pop(request.POST.get("product", ""), None) is not None:
        carts.write_session_cart(request, quantities)
    return redirect("market:session_cart")


@require_POST
def session_cart_clear(request: HttpRequest) -> HttpResponseRedirect:
    """Empty the cart. The row stays, with whatever else is in the session."""
    request.session.pop(carts.SESSION_KEY, None)
    return redirect("market:session_cart")


# --- What both share ----------------------------------------------------------------------------------------------


def add(request: HttpRequest, quantities: dict[str, int]) -> bool:
    """Add the posted product to `quantities`. Return False, with a message for the next page, if the cart is full.

    Raises Http404 for a product that the shop does not sell.
    """
    product = get_object_or_404(Product, slug=request.POST.get("product", ""))
    if sum(quantities.values()) >= carts.MOST_THINGS:
        messages.warning(request, f"The cart holds {carts.MOST_THINGS} things at most. Take something out first.")
        return False
    quantities[product.slug] = quantities.get(product.slug, 0) + 1
    return True


def cart_context(quantities: dict[str, int]) -> dict[str, object]:
    """Return what the template of either cart needs."""
    lines = carts.cart_lines(quantities)
    return {"lines": lines, "total": sum(line.price for line in lines)}


def shorten(text: str, limit: int = 300) -> str:
    """Cut a long text, so that a huge cookie does not make a huge page."""
    return text if len(text) <= limit else text[:limit] + "…"
