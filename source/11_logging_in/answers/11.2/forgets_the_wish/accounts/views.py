from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme


def login(request):
    form = AuthenticationForm(request, request.POST or None)
    if form.is_valid():
        auth_login(request, form.get_user())
        wish = request.POST.get("next", "")
        return redirect(wish if url_has_allowed_host_and_scheme(wish, {request.get_host()}) else "articles:list")
    return render(request, "accounts/login.html", {"form": form})
