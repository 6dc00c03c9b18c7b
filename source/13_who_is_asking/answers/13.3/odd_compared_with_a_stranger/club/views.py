from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse


def greet(request):
    if request.user != AnonymousUser():
        return HttpResponse(f"Welcome, {request.user.get_username()}.")
    return HttpResponse("Hello, stranger.")


hall = room = greet
