from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse
from django.shortcuts import redirect, render


def login(request):
    if request.method == "GET":
        return render(request, "accounts/login.html", {"form": AuthenticationForm(request)})
    form = AuthenticationForm(request, request.POST)
    if not form.is_valid():
        return HttpResponse("Wrong password.", status=401)
    auth_login(request, form.get_user())
    return redirect("articles:list")
