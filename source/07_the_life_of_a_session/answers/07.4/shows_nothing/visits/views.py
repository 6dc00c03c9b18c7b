from django.http import JsonResponse


def count(request, page):
    visits = request.session.setdefault("visits", {})
    visits[page] = visits.get(page, 0) + 1
    request.session.modified = True
    return JsonResponse(visits)


def show(request):
    return JsonResponse({})
