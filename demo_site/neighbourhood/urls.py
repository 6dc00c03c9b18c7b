"""The site's table of URLs. Each app brings its own table and is included under its own prefix."""

from __future__ import annotations

from django.urls import include, path

from neighbourhood import views

urlpatterns = [
    path("", views.home, name="home"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("articles/", include("articles.urls")),
    path("market/", include("market.urls")),
    # "accounts/" is a habit, not a rule: any prefix works, because settings.py names the URLs.
    path("accounts/", include("accounts.urls")),
    path("desk/", include("desk.urls")),
    path("preferences/", include("preferences.urls")),
    path("tracker/", include("tracker.urls")),
]
