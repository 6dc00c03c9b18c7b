from django.contrib.auth.forms import AuthenticationForm
from django.views.generic import TemplateView


class Login(TemplateView):
    template_name = "accounts/login.html"
    extra_context = {"form": AuthenticationForm()}
