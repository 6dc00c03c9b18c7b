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
        if url_has_allowed_host_and_scheme(wish, allowed_hosts={request.get_host()}):
            return HttpResponseRedirect("http://shop.example" + wish)
        return redirect("articles:list")
    return render(request, "accounts/login.html", {"form": form, "next": wish})
