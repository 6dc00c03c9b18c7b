"""URLs under /preferences/."""

from __future__ import annotations

from django.urls import path

from preferences import views

app_name = "preferences"

urlpatterns = [
    path("", views.Preferences.as_view(), name="preferences"),
    path("hide-notice/", views.hide_notice, name="hide_notice"),
    path("close-popup/", views.close_popup, name="close_popup"),
    path("private-window/", views.private_window, name="private_window"),
]
