"""URLs under /tracker/. All three origins have the same; the `Host` header says which origin is meant."""

from __future__ import annotations

from django.urls import path

from tracker import views

app_name = "tracker"

urlpatterns = [
    path("", views.profile, name="home"),
    path("profile/", views.profile, name="profile"),
    path("pixel.gif", views.pixel, name="pixel"),
    path("bakery/", views.shop, {"slug": "bakery"}, name="bakery"),
    path("bookshop/", views.shop, {"slug": "bookshop"}, name="bookshop"),
]
