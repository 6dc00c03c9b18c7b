"""The board of a house: a notice that a visitor may hide, and what is on this week."""

from django.contrib import messages
from django.shortcuts import redirect, render


def index(request):
    """Show the board, with the notice or without."""
    hidden = [str(each) for each in messages.get_messages(request)]
    return render(request, "board/index.html", {"hidden": "hidden" in hidden})


def hide(request):
    """Hide the notice once, by a message."""
    messages.success(request, "hidden")
    return redirect("board:index")


def show(request):
    """Show the notice again."""
    return redirect("board:index")
