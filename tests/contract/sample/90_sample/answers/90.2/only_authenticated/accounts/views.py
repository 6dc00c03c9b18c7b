from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.shortcuts import redirect, render


def hello(request):
    return HttpResponse("hello")


def log_in(request):
    form = AuthenticationForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        authenticate(request, **form.cleaned_data)
        return redirect("accounts:hello")
    return render(request, "accounts/login.html", {"form": form})
