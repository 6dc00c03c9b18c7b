"""URLs under /desk/."""

from __future__ import annotations

from django.urls import path

from desk import session_views, views

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
    # A text, not <int:code>, so that a code that is not a number gets a clear response instead of a 404.
    path("status/<str:code>/", views.status, name="status"),
    path("slow/", views.slow, name="slow"),
    path("session/", session_views.index, name="session"),
    path("session/untouched/", session_views.untouched, name="session_untouched"),
    path("session/read/", session_views.read, name="session_read"),
    path("session/write/", session_views.write, name="session_write"),
    path("session/append/", session_views.append, name="session_append"),
    path("session/delete/", session_views.delete, name="session_delete"),
    path("session/expire/", session_views.expire, name="session_expire"),
    path("session/clear/", session_views.clear, name="session_clear"),
    path("session/flush/", session_views.flush, name="session_flush"),
    path("session/cycle-key/", session_views.cycle_key, name="session_cycle_key"),
    path("session/show/", session_views.show, name="session_show"),
    path("session/slow-write/", session_views.slow_write, name="session_slow_write"),
    path("session/interrupted/", session_views.interrupted, name="session_interrupted"),
    path("session/message/", session_views.message, name="session_message"),
    path("session/messages/", session_views.show_messages, name="session_messages"),
    path("session/error/", session_views.error, name="session_error"),
]
