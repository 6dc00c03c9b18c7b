from django.http import JsonResponse

PREFIX = "visits of "


def counts(request):
    return {key.removeprefix(PREFIX): value for key, value in request.session.items() if key.startswith(PREFIX)}


def count(request, page):
    request.session[PREFIX + page] = request.session.get(PREFIX + page, 0) + 1
    return JsonResponse(counts(request))


def show(request):
    return JsonResponse(counts(request))
