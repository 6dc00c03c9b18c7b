from django.http import HttpResponse


def hall(request):
    return HttpResponse("The hall.", headers={"X-Who": request.user.get_username() or "a stranger"})
