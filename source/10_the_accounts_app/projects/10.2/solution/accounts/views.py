from django.http import HttpResponse


def login(request):
    """The place of the login page. Its form comes next."""
    return HttpResponse("The login page will be here.")
