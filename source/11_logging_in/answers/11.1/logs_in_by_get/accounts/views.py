from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect, render


def login(request):
    form = AuthenticationForm(request, request.GET or None)
    if form.is_valid():
        auth_login(request, form.get_user())
        return redirect("articles:list")
    return render(request, "accounts/login.html", {"form": form})
