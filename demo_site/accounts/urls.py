"""URLs under /accounts/. Their full names start with the app's name: `accounts:login`."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    # Django's own view: POST logs out and redirects to LOGOUT_REDIRECT_URL; GET is answered 405, so that a link
    # or an image on another site cannot log anybody out.
    path("logout/", LogoutView.as_view(), name="logout"),
    path("signup/", views.SignUp.as_view(), name="signup"),
    path("profile/", views.Profile.as_view(), name="profile"),
]
