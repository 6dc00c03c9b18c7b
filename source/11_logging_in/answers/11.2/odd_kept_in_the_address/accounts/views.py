from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def login(request):
    form = AuthenticationForm(request, request.POST or None)
    if form.is_valid():
        auth_login(request, form.get_user())
        wish = request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(wish, {request.get_host()}):
            wish = reverse("articles:list")
        return HttpResponseRedirect(request.build_absolute_uri(wish))
    return render(request, "accounts/login.html", {"form": form})
