"""One shop, two carts: the same quantities, kept in two different places.

- The **cookie cart** travels. The client keeps all of it and sends it with every request; the shop keeps nothing.
- The **session cart** stays. The shop keeps it in a session row; the client keeps the key of that row.

Both are read into the same form, {slug: quantity}. A cart never has prices: a client can write what it likes into
its cookie, so prices always come from the database.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from market.models import Product

COOKIE = "cart"
SESSION_KEY = "cart"
AGE = 14 * 24 * 60 * 60  # seconds; as long as Django keeps a session, so that both carts live equally long
MOST_THINGS = 50  # fifty slugs stay well under the 4096 bytes that a browser accepts in a cookie
SLUG = re.compile(r"[-\w]{1,50}", re.ASCII)


@dataclass(frozen=True)
class CartLine:
    """A product in a cart, and how many of it."""

    product: Product
    quantity: int

    @property
    def price(self) -> int:
        """The price of this line in won."""
        return self.product.price * self.quantity


def cart_lines(quantities: Mapping[str, int]) -> list[CartLine]:
    """Look the slugs up in one query. Unknown slugs are left out."""
    if not quantities:
        return []
    products = Product.objects.filter(slug__in=quantities.keys())
    return [CartLine(product, quantities[product.slug]) for product in products]


def read_cookie_cart(request: HttpRequest) -> dict[str, int]:
    """Return the cart in the cookie `cart`. Its value is slugs joined by full stops, one for each thing.

    It comes from the client and may be anything: what is not a slug is skipped, what is too much is cut off.
    """
    slugs = request.COOKIES.get(COOKIE, "").split(".", MOST_THINGS)[:MOST_THINGS]
    return dict(Counter(slug for slug in slugs if SLUG.fullmatch(slug)))


def write_cookie_cart(response: HttpResponse, quantities: Mapping[str, int]) -> None:
    """Ask the client to keep this cart; an empty one needs no cookie, so the client is asked to delete it."""
    if quantities:
        value = ".".join(slug for slug, quantity in quantities.items() for _ in range(quantity))
        response.set_cookie(COOKIE, value, max_age=AGE, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE, samesite="Lax")


def read_session_cart(request: HttpRequest) -> dict[str, int]:
    """Return a copy of the cart in the session. Reading starts no session."""
    return dict(request.session.get(SESSION_KEY, {}))


def write_session_cart(request: HttpRequest, quantities: Mapping[str, int]) -> None:
    """Put this cart into the session; the middleware saves the row when the response leaves.

    A key of the session is set, so Django notices the change. It would not notice `request.session["cart"][slug] += 1`:
    that changes a dictionary inside the session, and needs `request.session.modified = True`.
    """
    request.session[SESSION_KEY] = dict(quantities)
