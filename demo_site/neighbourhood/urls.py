"""The URLs of the site. Each app has its own list, which is included under a prefix."""

from __future__ import annotations

from django.urls import include, path

from neighbourhood import views

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("articles/", include("articles.urls")),
    path("market/", include("market.urls")),
    # "accounts/" is a convention, not a rule: any prefix works, because settings.py refers to URLs by name.
    path("accounts/", include("accounts.urls")),
    path("desk/", include("desk.urls")),
    path("preferences/", include("preferences.urls")),
    path("tracker/", include("tracker.urls")),
]
