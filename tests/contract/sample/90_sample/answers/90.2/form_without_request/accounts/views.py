from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.shortcuts import redirect, render


def hello(request):
    return HttpResponse("hello")


def log_in(request):
    form = AuthenticationForm(request.POST or None)
    if form.is_valid():
        login(request, form.get_user())
        return redirect("accounts:hello")
    return render(request, "accounts/login.html", {"form": form})
