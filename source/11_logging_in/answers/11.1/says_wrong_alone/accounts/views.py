from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.shortcuts import redirect, render


def login(request):
    form = AuthenticationForm(request, request.POST or None)
    if form.is_valid():
        auth_login(request, form.get_user())
        return redirect("articles:list")
    if form.is_bound:
        return HttpResponse("Wrong name or password.")
    return render(request, "accounts/login.html", {"form": form})
