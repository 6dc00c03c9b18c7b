from django.contrib import auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.shortcuts import redirect, render


def log_in(request):
    form = AuthenticationForm()
    if request.method == "POST":
        user = auth.authenticate(request, username=request.POST["username"], password=request.POST["password"])
        if user:
            auth.login(request, user)
            return redirect("/door/")
    return render(request, "door/login.html", {"form": form})


def inside(request):
    return HttpResponse("Hello, " + request.user.get_username() + ".")
