from django.http import JsonResponse

visits = {}


def count(request, page):
    visits[page] = visits.get(page, 0) + 1
    request.session["visits"] = dict(visits)
    return JsonResponse(visits)


def show(request):
    return JsonResponse(request.session.get("visits", {}))
