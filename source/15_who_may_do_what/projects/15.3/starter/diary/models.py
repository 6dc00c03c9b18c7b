from django.conf import settings
from django.db import models


class Page(models.Model):
    """A page of somebody's diary. Nobody else's business."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    text = models.TextField()
