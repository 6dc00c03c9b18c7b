from django.http import JsonResponse

COUNTS = {}


def count(request, page):
    if not request.session.session_key:
        request.session.create()
    visits = COUNTS.setdefault(request.session.session_key, {})
    visits[page] = visits.get(page, 0) + 1
    return JsonResponse(visits)


def show(request):
    return JsonResponse(COUNTS.get(request.session.session_key, {}))
