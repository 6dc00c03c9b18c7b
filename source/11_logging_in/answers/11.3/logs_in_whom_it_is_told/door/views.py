from django.contrib.auth import get_user_model, login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render


def log_in(request):
    if request.method == "POST":
        login(request, get_object_or_404(get_user_model(), username=request.POST["username"]))
        return redirect("inside")
    return render(request, "door/login.html", {"form": AuthenticationForm(request)})


def inside(request):
    return HttpResponse(f"Hello, {request.user}.")
