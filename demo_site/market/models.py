"""The things in the market's shop."""

from __future__ import annotations

from django.db import models
from django.urls import reverse


class Product(models.Model):
    """Something to buy. Prices are whole won (₩): the currency has no smaller coin in use."""

    name = models.CharField(max_length=80)
    name_ko = models.CharField("Korean name", max_length=80)
    slug = models.SlugField(unique=True)
    description = models.TextField()
    price = models.PositiveIntegerField(help_text="in won")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the URL of this product."""
        return reverse("market:detail", kwargs={"slug": self.slug})

    @property
    def picture_templates(self) -> list[str]:
        """Names of the templates with its drawing; the second is a parcel, for a product without a drawing."""
        return [f"market/pictures/{self.slug}.svg", "market/pictures/parcel.svg"]
