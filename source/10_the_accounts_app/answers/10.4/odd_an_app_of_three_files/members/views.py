from django.contrib.auth.models import User
from django.http import HttpResponse


def index(request):
    return HttpResponse("<br>".join(User.objects.values_list("username", flat=True)), content_type="text/html")
