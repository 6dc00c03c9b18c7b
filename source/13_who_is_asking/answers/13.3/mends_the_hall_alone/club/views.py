from django.http import HttpResponse


def hall(request):
    """Greet members by name, and strangers too."""
    if request.user.is_authenticated:
        return HttpResponse(f"Welcome, {request.user.get_username()}.")
    return HttpResponse("Hello, stranger.")


def room(request):
    """The same words, in another room."""
    if request.user:
        return HttpResponse(f"Welcome, {request.user.get_username()}.")
    return HttpResponse("Hello, stranger.")
