from django.http import HttpResponse


def hall(request):
    """A page that does not care who asks."""
    return HttpResponse("The hall.")
