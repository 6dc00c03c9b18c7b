"""The forms of accounts: Django's own, each with a small change, and one that asks for the password again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, UserCreationForm
from django.core.exceptions import ValidationError

from accounts.models import User


class LoginForm(AuthenticationForm):
    """Django's login form, with a checkbox.

    It is a Form, not a ModelForm: it checks a password and stores nothing. Its first argument is the request.
    """

    remember_name = forms.BooleanField(
        label="Remember my user name on this device",
        label_suffix="",  # no colon after a checkbox
        required=False,
        help_text="The name goes into a cookie. The password never does.",
    )


class SignUpForm(UserCreationForm):
    """Django's form for a new user, with our user model. This one is a ModelForm: it saves a row.

    The address is optional, and two users may give the same one: a form that refused an address "already in use"
    would tell every stranger who has an account here.
    """

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "email")
        help_texts = {
            "email": "Optional. If you forget the password, a link for a new one goes there. "
            "Invent one that ends in @example.com: nobody owns that name.",
        }
        widgets = {"email": forms.EmailInput(attrs={"autocomplete": "email"})}


class DeleteAccountForm(forms.Form):
    """Asks for the password again, because the person at the keyboard may not be the one who logged in."""

    password = forms.CharField(
        strip=False,  # a space at the end is part of a password
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        """Take the user whose password is checked, as Django's PasswordChangeForm does."""
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Refuse a password that is not the user's."""
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError("That is not your password. Nothing is deleted.", code="password_incorrect")
        return password
