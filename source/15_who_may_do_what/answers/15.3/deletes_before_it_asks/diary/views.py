"""A diary for everybody. What you write is for you alone."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from .models import Page


def own_page(request, number):
    """The page of that number, if it is the visitor's own; else 404, as if there were none."""
    return get_object_or_404(Page, pk=number, owner=request.user)


@login_required
def index(request):
    """Your own pages."""
    return render(request, "diary/index.html", {"pages": Page.objects.filter(owner=request.user)})


@login_required
def read(request, number):
    """One page, with a button to delete it."""
    return render(request, "diary/page.html", {"page": own_page(request, number)})


@login_required
@require_POST
def delete(request, number):
    """Tear a page out."""
    page = get_object_or_404(Page, pk=number)
    page.delete()
    if page.owner != request.user:
        raise Http404
    return redirect("/diary/")
