from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import render


def login(request):
    return render(request, "accounts/login.html", {"form": AuthenticationForm(request)}, status=404)
