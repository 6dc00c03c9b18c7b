from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect, render

from .forms import SignUpForm


def signup(request):
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        User.objects.create_user(username=form.cleaned_data["username"])
        return redirect("members:login")
    return render(request, "members/form.html", {"form": form})


def index(request):
    return HttpResponse(f"Hello, {request.user}.")
