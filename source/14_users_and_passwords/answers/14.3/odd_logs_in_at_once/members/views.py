from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect, render

from .forms import SignUpForm


def signup(request):
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        user = User(username=form.cleaned_data["username"])
        user.set_password(form.cleaned_data["password"])
        user.save()
        login(request, user)
        return redirect("members:index")
    return render(request, "members/form.html", {"form": form})


def index(request):
    return HttpResponse(f"Hello, {request.user}.")
