from django.contrib.auth.forms import AuthenticationForm
from django.views.generic import TemplateView


class Login(TemplateView):
    template_name = "accounts/login.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(form=AuthenticationForm(), **kwargs)
