from urllib.parse import urlsplit

from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render


def login(request):
    wish = request.POST.get("next") or request.GET.get("next", "")
    form = AuthenticationForm(request, request.POST or None)
    if form.is_valid():
        auth_login(request, form.get_user())
        parts = urlsplit(wish.replace("\\", "/"))
        if wish and parts.netloc in ("", request.get_host()) and parts.scheme in ("", "http", "https"):
            return HttpResponseRedirect(wish)
        return redirect("articles:list")
    return render(request, "accounts/login.html", {"form": form, "next": wish})
