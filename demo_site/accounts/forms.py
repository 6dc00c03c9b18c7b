"""The login form and the sign-up form: Django's own, each with a small change."""

from __future__ import annotations

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UserCreationForm

from accounts.models import User


class LoginForm(AuthenticationForm):
    """Django's login form, with a box to tick.

    It is a Form, not a ModelForm: it compares, it stores nothing. Its first argument is the request.
    """

    remember_name = forms.BooleanField(
        label="Remember my user name on this device",
        label_suffix="",  # no colon after a box to tick
        required=False,
        help_text="The name goes into a cookie. The password never does.",
    )


class SignUpForm(UserCreationForm):
    """Django's form for a new user, told about our user model. This one is a ModelForm: it saves a row."""

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username",)
