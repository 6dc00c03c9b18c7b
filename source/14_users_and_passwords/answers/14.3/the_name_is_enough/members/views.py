from django.contrib.auth import login
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect, render

from .forms import SignUpForm


def signup(request):
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        User.objects.create_user(form.cleaned_data["username"], password=form.cleaned_data["password"])
        return redirect("members:login")
    return render(request, "members/form.html", {"form": form})


def log_in(request):
    form = SignUpForm(request.POST or None)
    if request.method == "POST":
        user = User.objects.filter(username=request.POST["username"]).first()
        if user:
            login(request, user)
            return redirect("members:index")
    return render(request, "members/form.html", {"form": form})


def index(request):
    return HttpResponse(f"Hello, {request.user}.")
