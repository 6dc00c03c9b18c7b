from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme


def login(request):
    if request.method == "POST":
        form = AuthenticationForm(request, request.POST)
        if form.is_valid():
            auth_login(request, form.get_user())
            wish = request.POST.get("next", "")
            return HttpResponseRedirect(wish) if is_ours(request, wish) else redirect("articles:list")
        return render(request, "accounts/login.html", {"form": form, "next": request.GET.get("next", "")})
    return render(request, "accounts/login.html", {"form": AuthenticationForm(request)})


def is_ours(request, address):
    """Whether an address leads to this site. It came with the request, so anybody may have written it."""
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
