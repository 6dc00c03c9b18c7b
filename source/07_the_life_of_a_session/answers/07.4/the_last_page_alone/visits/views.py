from django.http import JsonResponse


def count(request, page):
    visits = request.session.get("visits", {})
    request.session["visits"] = {page: visits.get(page, 0) + 1}
    return JsonResponse(request.session["visits"])


def show(request):
    return JsonResponse(request.session.get("visits", {}))
