"""Log in, log out, sign up, and the page that shows who you are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.views.generic import CreateView, TemplateView

from accounts.forms import LoginForm, SignUpForm
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
        """Log the user in (Django does), then remember or forget the name, as the box says."""
        response = super().form_valid(form)
        if form.cleaned_data["remember_name"]:
            remember_name(response, form.get_user().get_username())
        else:
            forget_name(self.request, response)
        return response


class SignUp(CreateView):
    """Make a new user and log them in.

    Saving the form only makes a row. Without `login()` the new user would have to log in by hand.
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
    """Show the user name and the button to log out. A stranger is sent to the login page, and back afterwards."""

    template_name = "accounts/profile.html"
