"""A club: a front page, a wall on which members post pictures, and the ways in and out."""

from django.contrib.auth import logout
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
    """Log out, and go back to the front page."""
    logout(request)
    return redirect("index")
