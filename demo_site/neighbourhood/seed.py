"""The site as it is on its first day: ten people, twelve notes, ten products.

    from neighbourhood.seed import seed
    seed()

Seeding twice adds nothing twice. Dates are fixed, so that two fresh sites show the same pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from accounts.models import User
from articles.models import Article
from market.models import Product
from neighbourhood.seed_content import ARTICLES, EDITOR, PRODUCTS, USERNAMES

FIRST_DAY = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)  # 9:30 in Seoul, the day schools open


@dataclass(frozen=True)
class Added:
    """How many rows a call of `seed` added."""

    users: int
    articles: int
    products: int


@transaction.atomic
def seed() -> Added:
    """Add every seeded user, note and product that is missing, and return how many were added.

    A user is known by name, a note by title and author, a product by slug. Existing rows are left as they are, a
    changed password too.
    """
    added = Added(users=add_users(), articles=add_articles(), products=add_products())
    add_editors()
    return added


def add_users() -> int:
    """Add the missing users. Each password is hashed by itself, so that each hash has a salt of its own.

    Their addresses end in example.com, a name that is kept free for examples (RFC 2606).
    """
    known = set(User.objects.filter(username__in=USERNAMES).values_list("username", flat=True))
    users = [
        User(username=name, email=f"{name}@example.com", date_joined=FIRST_DAY)
        for name in USERNAMES
        if name not in known
    ]
    for user in users:
        user.set_password(settings.CLASSROOM_PASSWORD)
    User.objects.bulk_create(users)
    return len(users)


def add_editors() -> None:
    """Add the group "editors" with two permissions, and the board's editor to it, where they are missing.

    The permissions exist since `migrate`, four for every model.
    """
    editors, _ = Group.objects.get_or_create(name="editors")
    editors.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="articles", codename__in=["change_article", "delete_article"]
        )
    )
    editors.user_set.add(User.objects.get(username=EDITOR))


def add_articles() -> int:
    """Add the missing notes, two days between each and the next; the first in the list is the oldest."""
    authors = {user.username: user for user in User.objects.filter(username__in=USERNAMES)}
    known = set(Article.objects.values_list("title", "author__username"))
    articles = [
        Article(
            title=title, body=body, author=authors[name], created_at=FIRST_DAY + timedelta(days=2 * day, hours=day % 7)
        )
        for day, (name, title, body) in enumerate(ARTICLES)
        if (title, name) not in known
    ]
    Article.objects.bulk_create(articles)
    return len(articles)


def add_products() -> int:
    """Add the missing products."""
    known = set(Product.objects.values_list("slug", flat=True))
    products = [
        Product(slug=slug, name=name, name_ko=name_ko, price=price, description=description)
        for slug, name, name_ko, price, description in PRODUCTS
        if slug not in known
    ]
    Product.objects.bulk_create(products)
    return len(products)
