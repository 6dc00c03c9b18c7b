"""What the tracker keeps: one row for each request for its pixel."""

from __future__ import annotations

from django.db import models


class Visit(models.Model):
    """A visitor looked at a page. The tracker does not know who it was; visits with the same id are by one visitor."""

    tracker_id = models.CharField(max_length=16, db_index=True)
    page = models.CharField(max_length=200, help_text="what the pixel's address said: ?page=…")
    referrer = models.CharField(max_length=200, blank=True, help_text="what the header Referer said")
    seen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.tracker_id} at {self.page}"
