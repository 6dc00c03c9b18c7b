from django.contrib.auth.models import User
from django.http import HttpResponse


def index(request):
    return HttpResponse(", ".join(User.objects.values_list("username", flat=True)))
