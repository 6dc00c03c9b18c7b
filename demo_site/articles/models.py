"""The notes on the notice board."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone


class Article(models.Model):
    """A note on the board: a title, a text, and the user who wrote it."""

    title = models.CharField(max_length=120)
    body = models.TextField("text", max_length=5_000)
    # settings.AUTH_USER_MODEL, not a class: migrations then refer to the user model that the settings name.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="articles")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the URL of this note, for redirects and links."""
        return reverse("articles:detail", kwargs={"pk": self.pk})
