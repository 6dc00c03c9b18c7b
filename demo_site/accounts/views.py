"""Log in, log out, sign up, the profile, the list of devices, and deleting the account.

Passwords have a file of their own: `accounts/views_passwords.py`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import CreateView, FormView, TemplateView

from accounts.devices import are_kept_here, end_device, other_devices, this_device
from accounts.forms import DeleteAccountForm, LoginForm, SignUpForm
from preferences.remembered_name import forget_name, read_name, remember_name


class Login(LoginView):
    """Show the login form (GET) and check it (POST). A wrong password is answered 200, with the form again."""

    form_class = LoginForm
    template_name = "accounts/login.html"
    extra_context = {"fake_password": settings.CLASSROOM_PASSWORD}

    def get_initial(self) -> dict[str, Any]:
        """Fill in the user name that a cookie remembers, if there is one."""
        name = read_name(self.request)
        return {**super().get_initial(), "username": name, "remember_name": bool(name)}

    def form_valid(self, form: LoginForm) -> HttpResponse:
        """Log the user in (Django does), then remember or forget the name, as the checkbox says."""
        response = super().form_valid(form)
        if form.cleaned_data.get("remember_name"):  # get(): a project may use another login form
            remember_name(response, form.get_user().get_username())
        else:
            forget_name(self.request, response)
        return response


class Logout(LogoutView):
    """Log out and go to LOGOUT_REDIRECT_URL; without that setting, show a page that says so.

    POST only: the response to GET is 405, so that neither a link anywhere nor an image in a page of ours logs anybody
    out.
    """

    template_name = "accounts/logged_out.html"


# Django's own views do the same where a password arrives: they keep it out of error reports, and keep the page, which
# has what was typed, out of every cache. `login_not_required` matters only with LoginRequiredMiddleware.
@method_decorator([login_not_required, sensitive_post_parameters(), never_cache], name="dispatch")
class SignUp(CreateView):
    """Make a new user and log them in.

    Saving the form only makes a row. Without `login()` the new user would have to log in with the form.
    """

    form_class = SignUpForm
    template_name = "accounts/signup.html"
    success_url = reverse_lazy("accounts:profile")

    def form_valid(self, form: SignUpForm) -> HttpResponse:
        """Save the user, then start a session for them."""
        response = super().form_valid(form)
        login(self.request, self.object)
        return response


class Profile(LoginRequiredMixin, TemplateView):
    """Show the user's own data. An anonymous visitor is redirected to the login page, and back after the login."""

    template_name = "accounts/profile.html"


@method_decorator(never_cache, name="dispatch")
class Devices(LoginRequiredMixin, TemplateView):
    """List where the user is logged in (GET), and log one or all of the other devices out (POST)."""

    template_name = "accounts/devices.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add this device, the others, and whether the server can end them."""
        return super().get_context_data(
            this=this_device(self.request),
            others=other_devices(self.request),
            kept_here=are_kept_here(self.request.session),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the device whose id is in the field `end`, or all others if it is "others".

        Only the user's own devices are searched. The response is 404 for somebody else's device and for one that does
        not exist, so it does not tell which.
        """
        wanted = request.POST.get("end")
        chosen = [device for device in other_devices(request) if wanted in ("others", str(device.pk))]
        if not chosen and wanted != "others":
            raise Http404("You have no such device.")
        for device in chosen:
            end_device(device, request)
        ended = f"{len(chosen)} devices" if len(chosen) != 1 else str(chosen[0])
        messages.success(request, f"Logged out: {ended}.")
        return redirect("accounts:devices")


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class DeleteAccount(LoginRequiredMixin, FormView):
    """Ask for the password (GET), then delete the user (POST): notes, devices and sessions go too."""

    form_class = DeleteAccountForm
    template_name = "accounts/delete.html"
    success_url = reverse_lazy("home")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the user whose password it checks."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: DeleteAccountForm) -> HttpResponse:
        """End the other devices, log out here, and delete the user: last, so that after an error it can be repeated."""
        for device in other_devices(self.request):
            end_device(device, self.request)
        logout(self.request)
        form.user.delete()
        messages.success(self.request, "Your account is deleted. Good-bye!")
        return super().form_valid(form)
