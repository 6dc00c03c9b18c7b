from django.contrib.auth import authenticate, login
from django.http import HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token


def hello(request):
    return HttpResponse("hello")


def log_in(request):
    user = authenticate(request, username=request.POST.get("username"), password=request.POST.get("password"))
    if user is not None:
        login(request, user)
        return HttpResponseRedirect("/")
    return HttpResponse(
        f"<form method=POST><input name=csrfmiddlewaretoken type=hidden value={get_token(request)}>"
        "<input name=username><input name=password type=password><input type=submit></form>"
    )
