from django import forms
from django.contrib.auth.models import User


class SignUpForm(forms.Form):
    """A name that is still free, and a password."""

    username = forms.CharField(max_length=30)
    password = forms.CharField(widget=forms.PasswordInput, strip=False)

    def clean_username(self):
        name = self.cleaned_data["username"]
        if User.objects.filter(username=name).exists():
            raise forms.ValidationError("That name is taken.")
        return name
