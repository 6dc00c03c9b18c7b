from django.contrib.auth import authenticate
from django.contrib.auth import login as let_in
from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect, render


def login(request):
    if request.method != "POST":
        return render(request, "accounts/login.html", {"form": AuthenticationForm()})
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return render(request, "accounts/login.html", {"form": AuthenticationForm()})
    let_in(request, user)
    return redirect("articles:list")
