"""URLs under /accounts/. Their full names start with the app's name: `accounts:login`.

The paths from login/ to reset/done/ are those of Django's own `django.contrib.auth.urls`.
"""

from __future__ import annotations

from django.urls import path

from accounts import views, views_passwords

app_name = "accounts"

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("password_change/", views_passwords.PasswordChange.as_view(), name="password_change"),
    path("password_change/done/", views_passwords.PasswordChangeDone.as_view(), name="password_change_done"),
    path("password_reset/", views_passwords.PasswordReset.as_view(), name="password_reset"),
    path("password_reset/done/", views_passwords.PasswordResetDone.as_view(), name="password_reset_done"),
    path(
        "reset/<uidb64>/<token>/",
        views_passwords.PasswordResetConfirm.as_view(),
        name="password_reset_confirm",
    ),
    path("reset/done/", views_passwords.PasswordResetComplete.as_view(), name="password_reset_complete"),
    path("signup/", views.SignUp.as_view(), name="signup"),
    path("profile/", views.Profile.as_view(), name="profile"),
    path("devices/", views.Devices.as_view(), name="devices"),
    path("delete/", views.DeleteAccount.as_view(), name="delete"),
    # For a classroom only: see the view.
    path("outbox/", views_passwords.PostBox.as_view(), name="outbox"),
]
