"""The addresses of the site: each app has a urls.py of its own, and is included here."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="articles:list")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("articles/", include("articles.urls")),
]
