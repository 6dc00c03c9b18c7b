from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect, render


def login(request):
    """Show the login form (GET); check it, and log in (POST)."""
    if request.method == "POST":
        form = AuthenticationForm(request, request.POST)
        if form.is_valid():
            auth_login(request, form.get_user())
            return redirect("articles:list")
        return render(request, "accounts/login.html", {"form": form}, status=400)
    else:
        form = AuthenticationForm(request)
    return render(request, "accounts/login.html", {"form": form})
