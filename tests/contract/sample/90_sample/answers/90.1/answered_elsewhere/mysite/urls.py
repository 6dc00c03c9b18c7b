from django.http import HttpResponse
from django.urls import path


def hello(request):
    return HttpResponse(request.GET["word"])


urlpatterns = [path("accounts/hello/", hello)]
