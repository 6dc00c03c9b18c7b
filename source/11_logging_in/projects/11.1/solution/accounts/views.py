from django.contrib.auth import login as auth_login
from django.contrib.auth.forms import AuthenticationForm
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters


@never_cache
@sensitive_post_parameters("password")
def login(request):
    """Show the login form (GET); check it, and log in (POST)."""
    if request.method == "POST":
        form = AuthenticationForm(request, request.POST)
        if form.is_valid():
            auth_login(request, form.get_user())
            return redirect("articles:list")
    else:
        form = AuthenticationForm(request)
    return render(request, "accounts/login.html", {"form": form})
