import hashlib

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect, render

from .forms import SignUpForm


def signup(request):
    form = SignUpForm(request.POST or None)
    if form.is_valid():
        name, password = form.cleaned_data["username"], form.cleaned_data["password"]
        User.objects.create(username=name, password=hashlib.sha256(password.encode()).hexdigest())
        return redirect("members:login")
    return render(request, "members/form.html", {"form": form})


def index(request):
    return HttpResponse(f"Hello, {request.user}.")
