from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import render


def login(request):
    """Show the login form. Nobody is logged in by it yet."""
    return render(request, "accounts/login.html", {"form": AuthenticationForm(request)})
