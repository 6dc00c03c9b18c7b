"""A door with a login, and a room behind it that greets people by name."""

from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.shortcuts import redirect, render


def log_in(request):
    """Show the form; with the right name and password, let people in."""
    form = AuthenticationForm(request, request.POST or None)  # the request comes first, then the data
    if form.is_valid():
        login(request, form.get_user())  # a valid form writes nothing: this does
        return redirect("inside")
    return render(request, "door/login.html", {"form": form})


def inside(request):
    """Greet whoever comes in."""
    return HttpResponse(f"Hello, {request.user}.")
