"""Choices that live in cookies: the server keeps nothing of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView

from preferences.carried import carried
from preferences.forms import PreferencesForm, chosen_language, chosen_theme
from preferences.remembered_name import forget_name, read_name, remember_name

ONE_YEAR = timedelta(days=365)
ONE_DAY = timedelta(days=1)
NOTICE_COOKIE = "notice_hidden"
POPUP_COOKIE = "popup_closed"


class Preferences(FormView):
    """Show the choices (GET) and keep them (POST), each in a cookie of its own."""

    form_class = PreferencesForm
    template_name = "preferences/preferences.html"
    success_url = reverse_lazy("preferences:preferences")

    def get_initial(self) -> dict[str, Any]:
        """Fill the form with the values of the cookies."""
        return {
            "theme": chosen_theme(self.request),
            "language": chosen_language(self.request),
            "remembered_name": read_name(self.request),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the notice is hidden, and whether the pop-up is closed."""
        cookies = self.request.COOKIES
        return super().get_context_data(
            notice_hidden=NOTICE_COOKIE in cookies, popup_closed=POPUP_COOKIE in cookies, **kwargs
        )

    def form_valid(self, form: PreferencesForm) -> HttpResponse:
        """Redirect (Post/Redirect/Get), and set the cookies in that response."""
        response = super().form_valid(form)
        response.set_cookie("theme", form.cleaned_data["theme"], max_age=ONE_YEAR, samesite="Lax")
        response.set_cookie("language", form.cleaned_data["language"], max_age=ONE_YEAR, samesite="Lax")
        if name := form.cleaned_data["remembered_name"]:
            remember_name(response, name)
        else:
            forget_name(self.request, response)
        return response


@require_POST
def hide_notice(request: HttpRequest) -> HttpResponseRedirect:
    """Hide the market's notice for a day: then the cookie expires, and the notice is shown again."""
    response = redirect(reverse("market:list"))
    response.set_cookie(NOTICE_COOKIE, "1", max_age=ONE_DAY, samesite="Lax")
    return response


@require_POST
def close_popup(request: HttpRequest) -> HttpResponseRedirect:
    """Close the market's pop-up until the browser closes: a cookie without Max-Age and Expires is a session cookie."""
    response = redirect(reverse("market:list"))
    response.set_cookie(POPUP_COOKIE, "1", samesite="Lax")
    return response


@require_safe
def private_window(request: HttpRequest) -> HttpResponse:
    """Show which of this site's choices the request carries, to compare with a private window. Sets no cookie."""
    choices = carried(request)
    context = {"choices": choices, "number": sum(choice.is_here for choice in choices)}
    return render(request, "preferences/private_window.html", context)
