"""URLs under /desk/."""

from __future__ import annotations

from django.urls import path

from desk import views

app_name = "desk"

urlpatterns = [
    path("", views.index, name="index"),
    path("hello/", views.hello, name="hello"),
    path("echo/", views.echo, name="echo"),
    path("cookies/", views.cookies, name="cookies"),
    path("set-cookie/", views.set_cookie, name="set_cookie"),
    path("delete-cookie/", views.delete_cookie, name="delete_cookie"),
    path("counter/", views.counter, name="counter"),
    path("cookie-counter/", views.cookie_counter, name="cookie_counter"),
    path("redirect/", views.redirect_within, name="redirect"),
    # A text, not <int:code>: a code that is no number then gets a clear answer instead of a 404.
    path("status/<str:code>/", views.status, name="status"),
    path("slow/", views.slow, name="slow"),
]
