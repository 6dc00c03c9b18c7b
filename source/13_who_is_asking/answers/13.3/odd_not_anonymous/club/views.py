from django.http import HttpResponse


def hall(request):
    """Greet members by name, and strangers too."""
    if not request.user.is_anonymous:
        return HttpResponse(f"Welcome, {request.user.get_username()}.")
    return HttpResponse("Hello, stranger.")


def room(request):
    """The same words, in another room."""
    if request.user.pk is not None:
        return HttpResponse(f"Welcome, {request.user.get_username()}.")
    return HttpResponse("Hello, stranger.")
