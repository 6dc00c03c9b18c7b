"""Choices that live in cookies: the server keeps nothing of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from preferences.forms import PreferencesForm, chosen_language, chosen_theme
from preferences.remembered_name import forget_name, read_name, remember_name

ONE_YEAR = timedelta(days=365)
ONE_DAY = timedelta(days=1)
NOTICE_COOKIE = "notice_hidden"


class Preferences(FormView):
    """Show the choices (GET) and keep them (POST), each in a cookie of its own."""

    form_class = PreferencesForm
    template_name = "preferences/preferences.html"
    success_url = reverse_lazy("preferences:preferences")

    def get_initial(self) -> dict[str, Any]:
        """Start from what the cookies say now."""
        return {
            "theme": chosen_theme(self.request),
            "language": chosen_language(self.request),
            "remembered_name": read_name(self.request),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the notice is hidden."""
        return super().get_context_data(notice_hidden=NOTICE_COOKIE in self.request.COOKIES, **kwargs)

    def form_valid(self, form: PreferencesForm) -> HttpResponse:
        """Answer with a redirect (Post/Redirect/Get) that carries the cookies."""
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
    """Hide the market's notice for a day: the cookie goes away by itself, and the notice comes back."""
    response = redirect(reverse("market:list"))
    response.set_cookie(NOTICE_COOKIE, "1", max_age=ONE_DAY, samesite="Lax")
    return response
