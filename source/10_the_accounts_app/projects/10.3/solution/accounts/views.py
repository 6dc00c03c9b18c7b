from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import render


def login(request):
    """Show the login form. It logs no one in yet."""
    return render(request, "accounts/login.html", {"form": AuthenticationForm(request)})
