from django import forms
from django.contrib.auth.forms import UserCreationForm

from .models import User


class SignUpForm(UserCreationForm):
    """Django's form for a new user, told about the user model of this project."""

    class Meta(UserCreationForm.Meta):
        model = User


class DeleteForm(forms.Form):
    """Asks for the password once more: whoever sits at the keyboard may not be the one who logged in."""

    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False)

    def __init__(self, user, *args, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError("That is not your password. Nothing is deleted.")
        return password
