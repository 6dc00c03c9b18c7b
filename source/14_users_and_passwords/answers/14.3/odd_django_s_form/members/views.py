from django.contrib.auth.forms import UserCreationForm
from django.http import HttpResponse
from django.shortcuts import redirect, render


def signup(request):
    form = UserCreationForm(request.POST or None)
    if form.is_valid():
        form.save()
        return redirect("members:login")
    return render(request, "members/form.html", {"form": form})


def index(request):
    return HttpResponse(f"Hello, {request.user}.")
