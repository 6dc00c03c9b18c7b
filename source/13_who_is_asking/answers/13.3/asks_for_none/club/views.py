from django.http import HttpResponse


def greet(request):
    if request.user is not None:
        return HttpResponse(f"Welcome, {request.user.get_username()}.")
    return HttpResponse("Hello, stranger.")


hall = room = greet
