"""Change a password, or get a new one by mail. Django's own views, with our templates and our names of URLs.

Django's views look for templates in `registration/` and reverse names such as `password_reset_done`. Some of those
templates come only with the admin site, and our names are in the namespace `accounts`: so each view sets its own.

Source: https://docs.djangoproject.com/en/5.2/topics/auth/default/#all-authentication-views
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.core import mail
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from accounts.models import Device


class PasswordChange(views.PasswordChangeView):
    """Ask for the old password and, twice, for the new one. This device stays logged in, all others do not."""

    template_name = "accounts/password_change_form.html"
    success_url = reverse_lazy("accounts:password_change_done")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Change it (Django does). That gives this session a new key, so the list of devices must follow."""
        old_key = self.request.session.session_key
        response = super().form_valid(form)
        Device.objects.filter(session_key=old_key).update(session_key=self.request.session.session_key)
        return response


class PasswordChangeDone(views.PasswordChangeDoneView):
    """Say that it is changed."""

    template_name = "accounts/password_change_done.html"


class PasswordReset(views.PasswordResetView):
    """Ask for an address, and send a link to the users who have it.

    The response is the same whether a user has that address or not: it must not tell who has an account here.
    """

    template_name = "accounts/password_reset_form.html"
    email_template_name = "accounts/password_reset_email.txt"
    subject_template_name = "accounts/password_reset_subject.txt"
    success_url = reverse_lazy("accounts:password_reset_done")


class PasswordResetDone(views.PasswordResetDoneView):
    """Say that a mail was sent, if a user has the address."""

    template_name = "accounts/password_reset_done.html"


class PasswordResetConfirm(views.PasswordResetConfirmView):
    """Open the link in the mail. With a valid token, redirect to the same URL without it, and ask for a password.

    The token is then in the session, so that neither a Referer header nor the address bar shows it. It is valid for
    one change and for three days (PASSWORD_RESET_TIMEOUT), and a login makes it invalid.
    """

    template_name = "accounts/password_reset_confirm.html"
    success_url = reverse_lazy("accounts:password_reset_complete")


class PasswordResetComplete(views.PasswordResetCompleteView):
    """Say that the password is changed. The user is not logged in: that needs the new password."""

    template_name = "accounts/password_reset_complete.html"


@method_decorator([login_not_required, never_cache], name="dispatch")
class PostBox(TemplateView):
    """FOR A CLASSROOM ONLY. Show the mails that the site would have sent, to everybody.

    They are in the memory of this process (`django.core.mail.outbox`), because settings.py names the backend
    `locmem`. With a backend that sends mail this page stays empty. On a real site it would give every account away:
    whoever reads the link in the mail can set a new password.
    """

    template_name = "accounts/post_box.html"
    SHOWN = 20

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the latest mails, the newest first. `outbox` exists only once a mail was sent."""
        letters = list(getattr(mail, "outbox", []))
        return super().get_context_data(letters=letters[: -self.SHOWN - 1 : -1], **kwargs)
