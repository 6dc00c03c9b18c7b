"""A club: a front page, a wall on which members post pictures, and the ways in and out."""

from django.contrib.auth import logout
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect, render

POSTS = [
    {"by": "jun", "text": "The new benches are here!", "picture": "/static/benches.jpg"},
    {"by": "x", "text": "Look at these kittens.", "picture": "/club/logout/"},
]


def index(request):
    """Greet whoever comes in."""
    return render(request, "club/index.html")


def wall(request):
    """What members have posted. A picture may have any address."""
    return render(request, "club/wall.html", {"posts": POSTS})


def log_out(request):
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    logout(request)
    return redirect("index")
