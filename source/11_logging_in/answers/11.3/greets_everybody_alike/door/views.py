from django.contrib.auth import login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.shortcuts import redirect, render


def log_in(request):
    form = AuthenticationForm(request, request.POST or None)
    if form.is_valid():
        login(request, form.get_user())
        return redirect("inside")
    return render(request, "door/login.html", {"form": form})


def inside(request):
    return HttpResponse("Hello, whoever you are.")
