from django.contrib.auth import get_user_model
from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect, render


def login(request):
    if request.method == "POST":
        user = get_user_model().objects.filter(username=request.POST["username"]).first()
        if user:
            auth_login(request, user)
            return redirect("articles:list")
    return render(request, "accounts/login.html", {"form": AuthenticationForm(request)})
