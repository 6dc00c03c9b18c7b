"""The board of a house: a notice that a visitor may hide, and what is on this week."""

from django.shortcuts import redirect, render


def index(request):
    """Show the board, with the notice or without."""
    answer = render(request, "board/index.html", {"hidden": "notice" in request.COOKIES})
    if request.session.pop("hide", False):
        answer.set_cookie("notice", "hidden", max_age=86400, path="/board/", httponly=True, samesite="Lax")
    return answer


def hide(request):
    """Hide the notice for a day, in this browser."""
    if request.method == "POST":
        request.session["hide"] = True
    return redirect("board:index")


def show(request):
    """Show the notice again: take the cookie back, by the path with which it was set."""
    answer = redirect("board:index")
    if request.method == "POST":
        answer.delete_cookie("notice", path="/board/")
    return answer
