from django.contrib import auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponseRedirect
from django.shortcuts import render


def login(request):
    form = AuthenticationForm(data=request.POST or None)
    if form.is_valid():
        auth.login(request, form.get_user())
        return HttpResponseRedirect("/")
    return render(request, "accounts/login.html", {"form": form})
