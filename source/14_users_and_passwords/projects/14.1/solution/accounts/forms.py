from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UserCreationForm


class SignUpForm(UserCreationForm):
    """Django's form for a new user, told about the user model of this project."""

    class Meta(UserCreationForm.Meta):
        model = get_user_model()
