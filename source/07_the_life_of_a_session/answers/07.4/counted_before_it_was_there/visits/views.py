"""Counts how often each visitor has opened each page."""

from django.http import JsonResponse


def count(request, page):
    """One more visit of this page. The session keeps the counts: {"visits": {"tea": 2, "bread": 1}}."""
    visits = request.session.setdefault("visits", {})
    request.session.modified = True
    visits = dict(visits)
    visits[page] = visits.get(page, 0) + 1
    return JsonResponse(visits)


def show(request):
    """Show this visitor's counts, and change nothing."""
    return JsonResponse(request.session.get("visits", {}))
