"""A diary for everybody. What you write is for you alone."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from .models import Page


@login_required
def index(request):
    """Your own pages."""
    return render(request, "diary/index.html", {"pages": Page.objects.filter(owner=request.user)})


@login_required
def read(request, number):
    """One page, with a button to delete it."""
    page = get_object_or_404(Page, pk=number)
    return render(request, "diary/page.html", {"page": page})


@login_required
@require_POST
def delete(request, number):
    """Tear a page out."""
    page = get_object_or_404(Page, pk=number)
    page.delete()
    return redirect("/diary/")
