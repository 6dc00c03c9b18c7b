"""Two companies that have nothing in common, except that both use the same tracker."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shop:
    """A shop with a page of its own. `slug` is its name in URLs, in settings.TRACKER_ORIGINS and in the style sheet."""

    slug: str
    name: str
    name_ko: str
    motto: str
    goods: tuple[tuple[str, str, str], ...]

    @property
    def picture(self) -> str:
        """Name of the template with its drawing."""
        return f"tracker/pictures/{self.slug}.svg"


SHOPS = {
    "bakery": Shop(
        slug="bakery",
        name="Early Oven",
        name_ko="새벽 화덕",
        motto="Bread from four in the morning, until it is gone.",
        goods=(
            ("Chestnut loaf", "With chestnuts from the hill behind the school.", "₩7,500"),
            ("Red bean bun", "Still warm until nine.", "₩2,200"),
            ("Rice baguette", "Crisp outside, soft inside.", "₩4,800"),
        ),
    ),
    "bookshop": Shop(
        slug="bookshop",
        name="The Second Shelf",
        name_ko="두 번째 책장",
        motto="Books that somebody loved before you.",
        goods=(
            ("A Field Guide to Clouds", "Pencil notes of a careful reader.", "₩6,000"),
            ("Soups of the South Coast", "One page smells of anchovy.", "₩8,500"),
            ("The Lighthouse Timetable", "A novel. The last page is there.", "₩5,000"),
        ),
    ),
}
