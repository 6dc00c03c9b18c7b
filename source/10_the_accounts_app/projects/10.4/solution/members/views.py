from django.contrib.auth import get_user_model
from django.shortcuts import render


def index(request):
    """Everybody who has an account here."""
    return render(request, "members/index.html", {"members": get_user_model().objects.all()})
