from django.conf import settings
from django.db import models
from django.urls import reverse


class Article(models.Model):
    """A text with a title, and the user who wrote it."""

    title = models.CharField(max_length=80)
    content = models.TextField()
    # The setting, not a class: whichever user model the project names is the author's.
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="articles")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.pk])
