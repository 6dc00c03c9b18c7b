"""The board, with views that are classes."""

from datetime import timedelta

from django.shortcuts import redirect
from django.views import View
from django.views.generic import TemplateView


class Board(TemplateView):
    template_name = "board/index.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(hidden=self.request.COOKIES.get("quiet") == "1", **kwargs)


class Hide(View):
    def post(self, request):
        answer = redirect("/board/")
        answer.set_cookie("quiet", "1", max_age=timedelta(days=1), path="/board/", httponly=True, samesite="Strict")
        return answer


class Show(View):
    def post(self, request):
        answer = redirect("/board/")
        answer.set_cookie("quiet", "", max_age=0, path="/board/", httponly=True, samesite="Strict")
        return answer
