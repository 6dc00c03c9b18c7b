"""The board of a house: a notice, and what is on this week."""

from django.shortcuts import render


def index(request):
    """Show the board."""
    return render(request, "board/index.html")
