from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect, render


def login(request):
    form = AuthenticationForm(request, request.POST or None)
    if form.is_valid():
        login(request, form.get_user())
        return redirect("articles:list")
    return render(request, "accounts/login.html", {"form": form})
