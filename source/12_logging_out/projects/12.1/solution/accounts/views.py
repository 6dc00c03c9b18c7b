from django.contrib.auth import login as auth_login
from django.contrib.auth import logout as auth_logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST


@never_cache
@sensitive_post_parameters("password")
def login(request):
    """Show the login form (GET); check it, and log in (POST). Afterwards on to `next`, if that is a page of ours."""
    wish = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST":
        form = AuthenticationForm(request, request.POST)
        if form.is_valid():
            auth_login(request, form.get_user())
            return HttpResponseRedirect(wish) if is_ours(request, wish) else redirect("articles:list")
    else:
        form = AuthenticationForm(request)
    return render(request, "accounts/login.html", {"form": form, "next": wish})


def is_ours(request, address):
    """Whether an address leads to this site. It came with the request, so anybody may have written it."""
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


@require_POST
def logout(request):
    """Delete the visitor's session, and go to the articles. No link can do it: a GET is answered 405."""
    auth_logout(request)
    return redirect("articles:list")
