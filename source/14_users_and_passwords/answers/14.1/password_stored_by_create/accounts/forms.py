from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UserCreationForm


class SignUpForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = get_user_model()

    def save(self, commit=True):
        data = self.cleaned_data
        return get_user_model().objects.create(username=data["username"], password=data["password1"])
