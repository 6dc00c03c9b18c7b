from django.contrib.auth import login as auth_login
from django.contrib.auth import logout as auth_logout
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from .forms import DeleteForm, SignUpForm


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


@sensitive_post_parameters("password1", "password2")
def signup(request):
    """Show the form for a new user (GET); make the user, and log them in (POST)."""
    if request.method == "POST":
        form = SignUpForm(request.POST)
        if form.is_valid():
            auth_login(request, form.save())
            return redirect("articles:list")
    else:
        form = SignUpForm()
    return render(request, "accounts/signup.html", {"form": form})


@sensitive_post_parameters("old_password", "new_password1", "new_password2")
@login_required
def password_change(request):
    """Ask for the old password and a new one (GET); keep the new one, and this session (POST)."""
    if request.method == "POST":
        form = PasswordChangeForm(request.user, request.POST)
        if form.is_valid():
            update_session_auth_hash(request, form.save())  # all other sessions of this user no longer fit
            return redirect("articles:list")
    else:
        form = PasswordChangeForm(request.user)
    return render(request, "accounts/password_change.html", {"form": form})


@sensitive_post_parameters("password")
@login_required
def delete(request):
    """Ask for the password (GET); end the session and delete the user (POST)."""
    if request.method == "POST":
        form = DeleteForm(request.user, request.POST)
        if form.is_valid():
            auth_logout(request)  # the session's row would stay: nothing ties it to the user's
            form.user.delete()
            return redirect("articles:list")
    else:
        form = DeleteForm(request.user)
    return render(request, "accounts/delete.html", {"form": form})
