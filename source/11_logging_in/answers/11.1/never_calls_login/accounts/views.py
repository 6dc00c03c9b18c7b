from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect, render


def login(request):
    form = AuthenticationForm(request)
    if request.method == "POST":
        user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
        if user is not None:
            request.user = user
            return redirect("articles:list")
    return render(request, "accounts/login.html", {"form": form})
