from urllib.parse import urlsplit

from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme


def login(request):
    wish = request.POST.get("next") or request.GET.get("next", "")
    form = AuthenticationForm(request, request.POST or None)
    if form.is_valid():
        auth_login(request, form.get_user())
        hosts = {request.get_host()}
        if urlsplit(wish).hostname == request.get_host().partition(":")[0]:
            hosts.add(urlsplit(wish).netloc)
        if url_has_allowed_host_and_scheme(wish, allowed_hosts=hosts):
            return HttpResponseRedirect(wish)
        return redirect("articles:list")
    return render(request, "accounts/login.html", {"form": form, "next": wish})
