from django.contrib.auth.forms import UserCreationForm

from .models import User


class SignUpForm(UserCreationForm):
    """Django's form for a new user, told about the user model of this project."""

    class Meta(UserCreationForm.Meta):
        model = User
