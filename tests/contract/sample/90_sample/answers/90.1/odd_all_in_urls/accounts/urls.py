from django.http import HttpResponse
from django.urls import path


def answer(request):
    return HttpResponse(request.GET["word"])


urlpatterns = [path("hello/", answer)]
